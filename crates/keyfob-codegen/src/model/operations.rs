//! Reading an operation: its parameters, bodies and answers, and what the extensions say of it.

use std::collections::BTreeSet;

use super::nodes::{group, servers, text, texts};
use super::schemas::time;
use super::{Answer, Content, Kind, Operation, Parameter};
use crate::finding::Place;
use crate::load::{Document, Node};
use crate::names;

pub(super) fn operation(
    document: &Document,
    path: &str,
    item: &Node,
    method: &str,
    node: &Node,
) -> Operation {
    let mut secrets = BTreeSet::new();
    let mut parameters = Vec::new();
    let shared = item.get("parameters").map(Node::items).unwrap_or_default();
    let own = node.get("parameters").map(Node::items).unwrap_or_default();
    let resolve = |parameter| document.resolve(parameter);
    let own: Vec<&Node> = own.iter().filter_map(resolve).collect();
    let key = |parameter: &Node| (text(parameter, "name"), text(parameter, "in"));
    let is_replaced = |shared: &&Node| own.iter().any(|other| key(other) == key(shared));
    let shared = shared.iter().filter_map(resolve);
    let shared: Vec<&Node> = shared.filter(|shared| !is_replaced(shared)).collect();
    for parameter in shared.into_iter().chain(own) {
        let name = text(parameter, "name");
        if parameter
            .get("schema")
            .is_some_and(|schema| schema.text_of("format") == Some("password"))
        {
            secrets.insert(name.clone());
        }
        let required = parameter
            .get("required")
            .and_then(Node::boolean)
            .unwrap_or(false);
        let rust = parameter.text_of("x-name").unwrap_or(&name);
        parameters.push(Parameter {
            rust: names::argument(rust),
            name,
            location: text(parameter, "in"),
            required,
            kind: parameter.get("schema").map_or(Kind::Text, kind),
            description: text(parameter, "description"),
            example: parameter.get("example").map(Node::to_json),
        });
    }
    let body = node
        .get("requestBody")
        .and_then(|body| document.resolve(body));
    if let Some(body) = body {
        for media in body.get("content").map(Node::entries).unwrap_or_default() {
            if let Some(schema) = media.value.get("schema") {
                secret_names(document, schema, &mut secrets, &mut BTreeSet::new());
            }
        }
    }
    let id = text(node, "operationId");
    let own_name = id.strip_prefix("get_").unwrap_or(&id);
    let own_name = node.text_of("x-name").unwrap_or(own_name);
    let source = node.get("x-source");
    let source = |key| source.map(|source| text(source, key)).unwrap_or_default();
    Operation {
        name: names::argument(own_name),
        group: tag(document, node)
            .map(|tag| group(tag).name)
            .unwrap_or_default(),
        source: (source("confidence"), source("from")),
        description: text(node, "description"),
        id,
        method: method.to_owned(),
        path: path.to_owned(),
        summary: text(node, "summary"),
        feature: feature(document, node),
        servers: servers(item.get("servers")),
        security: node
            .get("security")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .map(|all| {
                all.entries()
                    .iter()
                    .map(|entry| entry.key.clone())
                    .collect()
            })
            .collect(),
        retry: text(node, "x-retry"),
        proves: node.text_of("x-proves").map(str::to_owned),
        headers: headers(document.root.get("x-headers"), node.get("x-headers")),
        parameters,
        body: body.and_then(content),
        answers: node
            .get("responses")
            .map(|responses| answers(document, responses))
            .unwrap_or_default(),
        optional_body: node.get("x-optional-body").and_then(Node::boolean) == Some(true),
        members: body.map(|body| members(document, body)).unwrap_or_default(),
        proof: match node.get("x-answer") {
            Some(own) => texts(Some(own)),
            None => node
                .get("responses")
                .map(|responses| proof(document, responses))
                .unwrap_or_default(),
        },
        secrets,
    }
}

/// What a parameter is, by its schema.
fn kind(schema: &Node) -> Kind {
    if let Some(name) = schema.referenced() {
        return Kind::Schema(name.to_owned());
    }
    if let Some(form) = time(schema) {
        return Kind::Time(form);
    }
    match (schema.text_of("type"), schema.text_of("format")) {
        (_, Some("password")) => Kind::Secret,
        (_, Some("decimal")) => Kind::Decimal,
        (Some("integer"), _) => Kind::Integer,
        (Some("boolean"), _) => Kind::Boolean,
        (Some("array"), _) => Kind::List(Box::new(schema.get("items").map_or(Kind::Text, kind))),
        _ => Kind::Text,
    }
}

/// The names of all members of format `password` below a schema.
fn secret_names(
    document: &Document,
    schema: &Node,
    names: &mut BTreeSet<String>,
    seen: &mut BTreeSet<Place>,
) {
    let Some(schema) = document
        .resolve(schema)
        .filter(|schema| seen.insert(schema.place))
    else {
        return;
    };
    for property in schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default()
    {
        if property.value.text_of("format") == Some("password") {
            names.insert(property.key.clone());
        }
        secret_names(document, &property.value, names, seen);
        if let Some(embedded) = property.value.text_of("x-json")
            && let Some(schema) = document.at(&format!("/components/schemas/{embedded}"))
        {
            secret_names(document, schema, names, seen);
        }
    }
    let parts = schema.get("allOf").map(Node::items).unwrap_or_default();
    for part in parts.iter().chain(schema.get("items")) {
        secret_names(document, part, names, seen);
    }
}

/// The members below a request body that say `x-variants`.
fn members(document: &Document, body: &Node) -> Vec<(String, Vec<String>)> {
    let media = body.get("content").map(Node::entries).unwrap_or_default();
    let schemas = media.iter().filter_map(|media| media.value.get("schema"));
    let mut found = Vec::new();
    for schema in schemas.filter_map(|schema| document.resolve(schema)) {
        let own = schema
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default();
        let embedded = own.iter().filter_map(|property| {
            document.at(&format!(
                "/components/schemas/{}",
                property.value.text_of("x-json")?
            ))
        });
        let inner = embedded.flat_map(|schema| {
            schema
                .get("properties")
                .map(Node::entries)
                .unwrap_or_default()
        });
        for property in own.iter().chain(inner) {
            if property.value.get("x-variants").is_some() {
                found.push((
                    property.key.clone(),
                    texts(property.value.get("x-variants")),
                ));
            }
        }
    }
    found
}

fn answers(document: &Document, responses: &Node) -> Vec<Answer> {
    let entries = responses.entries().iter();
    entries
        .filter_map(|entry| {
            let response = document.resolve(&entry.value)?;
            let headers = response
                .get("headers")
                .map(Node::entries)
                .unwrap_or_default();
            Some(Answer {
                status: entry.key.parse().ok()?,
                description: text(response, "description"),
                content: content(response),
                headers: headers.iter().map(|header| header.key.clone()).collect(),
            })
        })
        .collect()
}

/// `x-answer` of the schema that the successes share.
fn proof(document: &Document, responses: &Node) -> Vec<String> {
    let successes = responses.entries().iter();
    let mut schemas = successes
        .filter(|entry| entry.key.starts_with('2'))
        .filter_map(|entry| {
            let response = document.resolve(&entry.value)?;
            let media = response.get("content")?.entries().first()?;
            document.resolve(media.value.get("schema")?)
        });
    schemas
        .next()
        .map(|schema| texts(schema.get("x-answer")))
        .unwrap_or_default()
}

fn content(node: &Node) -> Option<Content> {
    let media = node.get("content")?.entries().first()?;
    let schema = media
        .value
        .get("schema")
        .and_then(Node::referenced)
        .map(str::to_owned);
    let several = media.value.get("examples").map(Node::entries);
    let first = several.and_then(|examples| examples.first()?.value.get("value"));
    let example = media.value.get("example").or(first).map(Node::to_json);
    Some(Content {
        media: media.key.clone(),
        schema,
        example,
    })
}

fn headers(shared: Option<&Node>, own: Option<&Node>) -> Vec<(String, String)> {
    let own = own.map(Node::entries).unwrap_or_default();
    let inherited = shared.map(Node::entries).unwrap_or_default().iter();
    inherited
        .filter(|entry| {
            !own.iter()
                .any(|other| other.key.eq_ignore_ascii_case(&entry.key))
        })
        .chain(own)
        .filter_map(|entry| {
            Some((
                entry.key.to_ascii_lowercase(),
                entry.value.text()?.to_owned(),
            ))
        })
        .collect()
}

pub(super) fn tags(document: &Document) -> &[Node] {
    document
        .root
        .get("tags")
        .map(Node::items)
        .unwrap_or_default()
}

/// An operation's first tag.
fn tag<'a>(document: &'a Document, operation: &Node) -> Option<&'a Node> {
    let first = operation.get("tags")?.items().first()?.text()?;
    tags(document)
        .iter()
        .find(|tag| tag.text_of("name") == Some(first))
}

fn feature(document: &Document, operation: &Node) -> Option<String> {
    tag(document, operation)?
        .text_of("x-feature")
        .map(str::to_owned)
}
