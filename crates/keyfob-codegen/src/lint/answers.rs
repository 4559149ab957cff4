//! Answers: what the generator can decode.

use super::context::{Context, content, place_of};
use super::requests::plain_media_type;
use super::rule::{Report, Rule};
use crate::finding::Place;
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-inline",
        "an answer of an inline schema has no type, and is decoded as nothing",
        inline,
    ),
    Rule::new(
        "answer-schema-missing",
        "it is decoded as nothing",
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
        "a call has one type of answer, and the first one wins in silence",
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
    let answers = context.answers.iter();
    let bodies =
        answers.flat_map(|answer| content(answer).iter().map(move |media| (*answer, media)));
    for (answer, media) in bodies {
        let name = media.key.as_str();
        if name != JSON && !OTHERS.contains(&name) {
            let fix = report.add(
                media.place,
                format!("`{name}` is not a media type that is understood"),
                format!(
                    "in lower case and without parameters: {JSON}, {}",
                    OTHERS.join(", ")
                ),
            );
            plain_media_type(fix, answer, name, &[&[JSON][..], &OTHERS].concat());
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
        let mut first: Option<(&str, _)> = None;
        // Faults are read by `x-faults`, whatever their bodies are.
        for entry in operation
            .answers()
            .iter()
            .filter(|one| one.key.starts_with('2'))
        {
            let Some(kind) = context.document.resolve(&entry.value).and_then(kind) else {
                continue;
            };
            match &first {
                None => first = Some((&entry.key, kind)),
                Some((_, agreed)) if *agreed == kind => {}
                Some((status, agreed)) => {
                    report.add(
                        entry.place,
                        format!(
                            "the success {} has another body than {status} (`{}`, `{}`)",
                            entry.key, kind.0, agreed.0
                        ),
                        "describe both bodies by one schema, or leave out the `content` of one",
                    );
                }
            }
        }
    }
}
