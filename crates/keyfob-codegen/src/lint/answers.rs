//! Answers: what progenitor can decode.

use std::collections::BTreeMap;

use super::context::{Context, content, place_of};
use super::rule::{Report, Rule};
use crate::finding::Place;
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-inline",
        "all inline schemas of an operation become one type, and the first one wins in silence",
        inline,
    ),
    Rule::new(
        "answer-schema-missing",
        "the generator panics on it",
        schema_missing,
    ),
    Rule::new(
        "answer-media-type",
        "it is compared letter by letter, and any other is handed out as raw bytes",
        media_type,
    ),
    Rule::new(
        "answer-media-types",
        "the generator takes one and is silent about the others",
        media_types,
    ),
    Rule::new(
        "answer-kinds",
        "the generator panics unless all answers with a body agree, good ones and bad ones apart",
        kinds,
    ),
];

const JSON: &str = "application/json";
const OTHERS: [&str; 3] = ["application/octet-stream", "text/plain", "text/csv"];

fn inline(context: &Context<'_>, report: &mut Report) {
    for media in context.answers.iter().flat_map(|node| content(node)) {
        if let Some(schema) = media.value.get("schema")
            && media.key == JSON
            && schema.get("$ref").is_none()
        {
            report.add(
                place_of(&media.value, "schema"),
                "the answer's schema is not a reference",
                "move it to `components.schemas` and refer to it",
            );
        }
    }
}

fn schema_missing(context: &Context<'_>, report: &mut Report) {
    for media in context.answers.iter().flat_map(|node| content(node)) {
        if media.key == JSON && media.value.get("schema").is_none() {
            report.add(
                media.place,
                "an answer in JSON has no schema",
                "refer to one; if nothing is known of the body, leave `content` out",
            );
        }
    }
}

fn media_type(context: &Context<'_>, report: &mut Report) {
    for media in context.answers.iter().flat_map(|node| content(node)) {
        let name = media.key.as_str();
        if name != JSON && !OTHERS.contains(&name) {
            report.add(
                media.place,
                format!("`{name}` is not a media type that is understood"),
                format!(
                    "in lower case and without parameters: {JSON}, {}",
                    OTHERS.join(", ")
                ),
            );
        }
    }
}

fn media_types(context: &Context<'_>, report: &mut Report) {
    for node in &context.answers {
        if let [_, second, ..] = content(node) {
            report.add(
                second.place,
                "an answer has more than one media type",
                "keep the one that the client asks for",
            );
        }
    }
}

/// What tells one body from another: the media type, and the schema's name or place.
fn kind(answer: &Node) -> Option<(String, Option<Place>)> {
    let media = content(answer).first()?;
    let schema = media.value.get("schema");
    match schema.and_then(Node::referenced) {
        Some(name) => Some((format!("{} {name}", media.key), None)),
        None if media.key == JSON => Some((media.key.clone(), schema.map(|node| node.place))),
        None => Some((media.key.clone(), None)),
    }
}

fn kinds(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let mut first = BTreeMap::new();
        for entry in operation.answers() {
            let good = match entry.key.as_bytes() {
                [b'2', ..] => true,
                [b'4' | b'5', ..] => false,
                _ => continue,
            };
            let Some(kind) = context.document.resolve(&entry.value).and_then(kind) else {
                continue;
            };
            let (status, agreed) = first
                .entry(good)
                .or_insert_with(|| (entry.key.clone(), kind.clone()));
            if *agreed != kind {
                let class = if good { "success" } else { "fault" };
                report.add(
                    entry.place,
                    format!(
                        "the {class} {} has another body than {status} (`{}`, `{}`)",
                        entry.key, kind.0, agreed.0
                    ),
                    "describe both bodies by one schema, or leave out the `content` of one",
                );
            }
        }
    }
}
