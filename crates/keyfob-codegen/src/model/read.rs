//! Reading the model out of a document.

use std::collections::BTreeSet;

use super::{
    Aliases, Answer, Content, Faults, Meaning, Operation, Parameter, Placement, Scheme, Server,
    Spec,
};
use crate::load::{Document, Entry, Node};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Spec {
    /// Reads it out of a document.
    pub fn of(document: &Document) -> Self {
        let root = &document.root;
        let info = root.get("info");
        let mut operations = Vec::new();
        for path in root.get("paths").map(Node::entries).unwrap_or_default() {
            for method in path
                .value
                .entries()
                .iter()
                .filter(|entry| METHODS.contains(&entry.key.as_str()))
            {
                operations.push(operation(
                    document,
                    &path.key,
                    &path.value,
                    &method.key,
                    &method.value,
                ));
            }
        }
        Self {
            name: document.name.clone(),
            title: info.map(|info| text(info, "title")).unwrap_or_default(),
            description: info
                .map(|info| text(info, "description"))
                .unwrap_or_default(),
            hosts: texts(root.get("x-hosts")),
            servers: servers(root.get("servers")),
            schemes: schemes(document),
            operations,
            faults: root.get("x-faults").map(faults).unwrap_or_default(),
            decimals: has_decimals(root),
            embedded: embedded(root),
            features: tags(document)
                .iter()
                .filter_map(|tag| tag.text_of("x-feature").map(str::to_owned))
                .collect(),
            nulls: nulls(document),
            aliases: aliases(document),
        }
    }
}

fn operation(document: &Document, path: &str, item: &Node, method: &str, node: &Node) -> Operation {
    let mut secrets = BTreeSet::new();
    let mut parameters = Vec::new();
    let shared = item.get("parameters").map(Node::items).unwrap_or_default();
    let own = node.get("parameters").map(Node::items).unwrap_or_default();
    for parameter in shared
        .iter()
        .chain(own)
        .filter_map(|parameter| document.resolve(parameter))
    {
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
        parameters.push(Parameter {
            name,
            location: text(parameter, "in"),
            required,
        });
    }
    let body = node
        .get("requestBody")
        .and_then(|body| document.resolve(body));
    if let Some(body) = body {
        for media in body.get("content").map(Node::entries).unwrap_or_default() {
            if let Some(schema) = media.value.get("schema") {
                secret_names(document, schema, &mut secrets, 0);
            }
        }
    }
    Operation {
        id: text(node, "operationId"),
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
        members: body.map(|body| members(document, body)).unwrap_or_default(),
        secrets,
    }
}

/// The names of all members of format `password` below a schema.
fn secret_names(document: &Document, schema: &Node, names: &mut BTreeSet<String>, depth: usize) {
    let Some(schema) = document.resolve(schema).filter(|_| depth < 16) else {
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
        secret_names(document, &property.value, names, depth + 1);
        if let Some(embedded) = property.value.text_of("x-json")
            && let Some(schema) = document.at(&format!("/components/schemas/{embedded}"))
        {
            secret_names(document, schema, names, depth + 1);
        }
    }
    if let Some(items) = schema.get("items") {
        secret_names(document, items, names, depth + 1);
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
                content: content(response),
                headers: headers.iter().map(|header| header.key.clone()).collect(),
            })
        })
        .collect()
}

fn content(node: &Node) -> Option<Content> {
    let media = node.get("content")?.entries().first()?;
    let schema = media
        .value
        .get("schema")
        .and_then(Node::referenced)
        .map(str::to_owned);
    Some(Content {
        media: media.key.clone(),
        schema,
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

fn servers(node: Option<&Node>) -> Vec<Server> {
    let servers = node.map(Node::items).unwrap_or_default().iter();
    servers
        .map(|server| Server {
            variant: text(server, "x-variant"),
            url: text(server, "url"),
            variables: server
                .get("variables")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|variable| (variable.key.clone(), text(&variable.value, "default")))
                .collect(),
            headers: server
                .get("x-headers")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|header| {
                    let value = header.value.text().map(str::to_owned);
                    (header.key.to_ascii_lowercase(), value)
                })
                .collect(),
        })
        .collect()
}

fn schemes(document: &Document) -> Vec<Scheme> {
    let schemes = document
        .at("/components/securitySchemes")
        .map(Node::entries)
        .unwrap_or_default();
    schemes
        .iter()
        .map(|scheme| {
            let node = &scheme.value;
            let placement = match (
                node.text_of("type"),
                node.text_of("scheme"),
                node.text_of("in"),
            ) {
                (Some("http"), Some("basic"), _) => Placement::Basic,
                (Some("http"), _, _) => Placement::Bearer,
                (_, _, Some("query")) => Placement::Query(text(node, "name")),
                _ => Placement::Header(text(node, "name")),
            };
            Scheme {
                name: scheme.key.clone(),
                description: text(node, "description"),
                placement,
            }
        })
        .collect()
}

fn faults(node: &Node) -> Faults {
    let in_success = node.get("in-success").map(Node::items).unwrap_or_default();
    let kinds = node.get("kinds").map(Node::items).unwrap_or_default();
    Faults {
        code: texts(node.get("code")),
        message: texts(node.get("message")),
        in_success: in_success
            .iter()
            .map(|mark| (text(mark, "at"), mark.text_of("equals").map(str::to_owned)))
            .collect(),
        kinds: kinds
            .iter()
            .map(|kind| {
                let statuses = kind.get("statuses").map(Node::items).unwrap_or_default();
                let statuses = statuses
                    .iter()
                    .filter_map(|status| status.to_json().as_u64()?.try_into().ok());
                Meaning {
                    kind: text(kind, "kind"),
                    codes: texts(kind.get("codes")),
                    says: texts(kind.get("says")),
                    statuses: statuses.collect(),
                }
            })
            .collect(),
    }
}

fn has_decimals(node: &Node) -> bool {
    let below = node
        .entries()
        .iter()
        .map(|entry| &entry.value)
        .chain(node.items());
    node.text_of("format") == Some("decimal") || below.into_iter().any(has_decimals)
}

fn tags(document: &Document) -> &[Node] {
    document
        .root
        .get("tags")
        .map(Node::items)
        .unwrap_or_default()
}

fn feature(document: &Document, operation: &Node) -> Option<String> {
    let first = operation.get("tags")?.items().first()?.text()?;
    let tag = tags(document)
        .iter()
        .find(|tag| tag.text_of("name") == Some(first))?;
    tag.text_of("x-feature").map(str::to_owned)
}

fn embedded(node: &Node) -> BTreeSet<String> {
    let below = node
        .entries()
        .iter()
        .map(|entry| &entry.value)
        .chain(node.items());
    let own = node.text_of("x-json").map(str::to_owned);
    below.flat_map(embedded).chain(own).collect()
}

fn component_schemas(document: &Document) -> &[Entry] {
    document
        .at("/components/schemas")
        .map(Node::entries)
        .unwrap_or_default()
}

fn nulls(document: &Document) -> BTreeSet<String> {
    let schemas = component_schemas(document).iter();
    let sent = schemas.filter(|schema| schema.value.text_of("x-null") == Some("sent"));
    sent.map(|schema| schema.key.clone()).collect()
}

fn aliases(document: &Document) -> Vec<Aliases> {
    let mut found = Vec::new();
    for schema in component_schemas(document) {
        for property in schema
            .value
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let names = property
                .value
                .get("x-aliases")
                .map(Node::entries)
                .unwrap_or_default();
            let names: Vec<_> = names
                .iter()
                .filter_map(|alias| Some((alias.key.clone(), alias.value.text()?.to_owned())))
                .collect();
            if !names.is_empty() {
                found.push(Aliases {
                    schema: schema.key.clone(),
                    property: property.key.clone(),
                    names,
                });
            }
        }
    }
    found
}

fn text(node: &Node, key: &str) -> String {
    node.text_of(key).unwrap_or_default().trim().to_owned()
}

fn texts(node: Option<&Node>) -> Vec<String> {
    let items = node.map(Node::items).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.text().map(str::to_owned))
        .collect()
}
