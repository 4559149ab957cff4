//! Request bodies: what the generator can send.

use super::context::{Context, content, place_of};
use super::rule::{Report, Rule};
use super::sites::properties;
use crate::edit::{Edits, Tree};
use crate::load::{Entry, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "request-media-types",
        "the generator takes the first and is silent about the others",
        count,
    ),
    Rule::new(
        "request-media-type",
        "the generator would send JSON",
        media_type,
    ),
    Rule::new("encoding", "the generator takes no notice", encoding),
    Rule::new(
        "request-raw-schema",
        "the generator refuses any other schema for this media type",
        raw_schema,
    ),
    Rule::new(
        "request-optional",
        "the generator sends a body whatever is said, so say it",
        optional,
    ),
    Rule::new(
        "request-optional-body",
        "a body that may be missing must not need a member",
        optional_body,
    ),
    Rule::new(
        "request-inline",
        "a type that callers build needs a name",
        inline,
    ),
    Rule::new(
        "form-nested",
        "a form holds plain values; anything else compiles and fails when it is sent",
        nested,
    ),
];

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";

fn media<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Entry> {
    context.requests.iter().flat_map(|node| content(node))
}

fn count(context: &Context<'_>, report: &mut Report) {
    for node in &context.requests {
        let found = content(node);
        if found.len() != 1 {
            let place = found.get(1).map_or(place_of(node, "content"), |e| e.place);
            report.add(
                place,
                format!("a request has {} media types", found.len()),
                "keep the one that the vendor's own client sends",
            );
        }
    }
}

fn media_type(context: &Context<'_>, report: &mut Report) {
    let bodies = context.requests.iter();
    let bodies = bodies.flat_map(|body| content(body).iter().map(move |entry| (*body, entry)));
    for (body, entry) in bodies {
        let name = entry.key.as_str();
        if ![JSON, FORM, BYTES].contains(&name) {
            let fix = report.add(
                entry.place,
                format!("`{name}` cannot be sent"),
                format!("in lower case and without parameters: {JSON}, {FORM}, {BYTES}"),
            );
            plain_media_type(fix, body, name, &[JSON, FORM, BYTES]);
        }
    }
}

/// Renames a media type that is known but for its case and its parameters.
pub(super) fn plain_media_type(fix: &mut Edits, body: &Node, name: &str, known: &[&str]) {
    let plain = name.split(';').next().unwrap_or_default();
    let plain = plain.trim().to_ascii_lowercase();
    if let Some(content) = body.get("content")
        && known.contains(&plain.as_str())
        && content.get(&plain).is_none()
    {
        fix.rename(content, name, &plain);
    }
}

fn encoding(context: &Context<'_>, report: &mut Report) {
    let answers = context.answers.iter().flat_map(|node| content(node));
    for entry in media(context).chain(answers) {
        if entry.value.get("encoding").is_some() {
            report
                .add(
                    place_of(&entry.value, "encoding"),
                    "`encoding` is not understood",
                    "take it away",
                )
                .remove(&entry.value, "encoding");
        }
    }
}

fn raw_schema(context: &Context<'_>, report: &mut Report) {
    for entry in media(context) {
        let wanted: &[(&str, &str)] = match entry.key.as_str() {
            BYTES => &[("type", "string"), ("format", "binary")],
            _ => continue,
        };
        let schema = entry.value.get("schema");
        let fits = schema.is_some_and(|schema| {
            schema.entries().len() == wanted.len()
                && wanted
                    .iter()
                    .all(|(key, value)| schema.text_of(key) == Some(value))
        });
        if !fits {
            let pairs = wanted;
            let wanted: Vec<_> = wanted.iter().map(|(k, v)| format!("{k}: {v}")).collect();
            let fix = report.add(
                schema.map_or(entry.place, |_| place_of(&entry.value, "schema")),
                format!("the schema of `{}` is not the one it must have", entry.key),
                format!("write exactly `schema: {{{}}}`", wanted.join(", ")),
            );
            if schema.is_none_or(|schema| schema.text_of("type") == Some("string")) {
                let entry_of =
                    |(key, value): &(&str, &str)| ((*key).to_owned(), Tree::from(*value));
                let whole = Tree::Map(pairs.iter().map(entry_of).collect());
                fix.set(&entry.value, "schema", whole);
            }
        }
    }
}

fn optional(context: &Context<'_>, report: &mut Report) {
    for node in &context.requests {
        if node.get("required").and_then(Node::boolean) != Some(true) {
            let fix = report.add(
                place_of(node, "required"),
                "a request body is not required",
                "write `required: true`",
            );
            fix.set_after(node, "description", "required", true);
        }
    }
}

fn optional_body(context: &Context<'_>, report: &mut Report) {
    for node in context.operations.iter().map(|operation| operation.node()) {
        let Some(mark) = node.get("x-optional-body") else {
            continue;
        };
        let resolve = |node| context.document.resolve(node);
        let body = node.get("requestBody").and_then(resolve);
        let schema = body.and_then(|body| content(body).first()?.value.get("schema"));
        let needed = schema
            .and_then(resolve)
            .and_then(|schema| schema.get("required"));
        if mark.boolean() != Some(true) || schema.is_none() || needed.is_some() {
            report.add(
                place_of(node, "x-optional-body"),
                "the body cannot be left out",
                "write `true`, and only where there is a body of which no member is required",
            );
        }
    }
}

fn inline(context: &Context<'_>, report: &mut Report) {
    for entry in media(context) {
        let schema = entry.value.get("schema");
        if [JSON, FORM].contains(&entry.key.as_str())
            && schema.and_then(|schema| schema.get("$ref")).is_none()
        {
            report.add(
                schema.map_or(entry.place, |_| place_of(&entry.value, "schema")),
                "the body's schema is not a reference",
                "move it to `components.schemas` and refer to it",
            );
        }
    }
}

fn nested(context: &Context<'_>, report: &mut Report) {
    for entry in media(context).filter(|entry| entry.key == FORM) {
        let Some(form) = entry
            .value
            .get("schema")
            .and_then(|schema| context.document.resolve(schema))
        else {
            continue;
        };
        for property in properties(form) {
            let kind = context
                .document
                .resolve(&property.value)
                .and_then(|node| node.text_of("type"));
            if matches!(kind, Some("object" | "array") | None) {
                report.add(
                    property.place,
                    format!("`{}` does not fit into a form", property.key),
                    "make it a string; the caller writes the JSON or joins the list",
                );
            }
        }
    }
}
