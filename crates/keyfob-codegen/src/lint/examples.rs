//! Examples, which are tests.

use super::context::{Context, content, place_of};
use super::rule::{Report, Rule};
use super::sample::sample;
use crate::edit::{Edits, Tree};
use crate::load::{Document, Entry, Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "example-request",
        "examples are sent by the tests and printed in the documentation",
        request,
    ),
    Rule::new(
        "example-answer",
        "examples are decoded by the tests and served by the mocks, errors included",
        answer,
    ),
    Rule::new(
        "example-both",
        "OpenAPI allows one of the two, and readers look at one only",
        both,
    ),
];

const HELP: &str = "write `example:` or `examples: {name: {value: ...}}` beside the schema";

/// Whether a body has an example, and each of several has a value.
fn shown(document: &Document, media: &Entry) -> bool {
    if let Some(examples) = media.value.get("examples") {
        let examples = examples.entries();
        let valued = |entry: &Entry| {
            let example = document.resolve(&entry.value);
            example.is_some_and(|example| example.get("value").is_some())
        };
        return !examples.is_empty() && examples.iter().all(valued);
    }
    media.value.get("example").is_some()
}

/// Makes an example of the schema, where there is none at all.
fn make(fix: &mut Edits, document: &Document, media: &Entry) {
    let schema = media.value.get("schema");
    if let Some(example) = schema.and_then(|schema| sample(document, schema))
        && media.value.get("examples").is_none()
    {
        fix.set_after(&media.value, "schema", "example", example);
    }
}

/// Moves `example` into `examples`, under a name that is free.
fn among(fix: &mut Edits, media: &Node) {
    if let (Some(example), Some(examples)) = (media.get("example"), media.get("examples"))
        && examples.get("example").is_none()
        && matches!(examples.kind, Kind::Map(_))
    {
        let value = Tree::Map(vec![("value".to_owned(), example.into())]);
        fix.set(examples, "example", value);
        fix.remove(media, "example");
    }
}

fn request(context: &Context<'_>, report: &mut Report) {
    for media in context.requests.iter().flat_map(|node| content(node)) {
        if !shown(context.document, media) {
            let fix = report.add(media.place, "a request has no example", HELP);
            make(fix, context.document, media);
        }
    }
}

fn answer(context: &Context<'_>, report: &mut Report) {
    for media in context.answers.iter().flat_map(|node| content(node)) {
        if !shown(context.document, media) {
            let fix = report.add(media.place, "an answer has no example", HELP);
            make(fix, context.document, media);
        }
    }
}

fn both(context: &Context<'_>, report: &mut Report) {
    let bodies = context.requests.iter().chain(&context.answers);
    for media in bodies.flat_map(|node| content(node)) {
        if media.value.get("example").is_some() && media.value.get("examples").is_some() {
            let fix = report.add(
                place_of(&media.value, "examples"),
                "a body has both `example` and `examples`",
                "move the one among the others",
            );
            among(fix, &media.value);
        }
    }
}
