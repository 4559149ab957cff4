//! Extensions: known by name, and where they are read.

use super::context::{Context, list, place_of};
use super::keywords::Within;
use super::rule::{Report, Rule};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "unknown-extension",
        "nobody reads it, or progenitor does and we do not want it",
        unknown,
    ),
    Rule::new(
        "misplaced-extension",
        "it is not read there, so it does nothing",
        misplaced,
    ),
    Rule::new(
        "json-unresolved",
        "the text would stay a text, or the generated code would name a type that does not exist",
        unresolved,
    ),
    Rule::new(
        "json-misplaced",
        "the type of its JSON takes the place of a text that is sent, and of nothing else",
        json,
    ),
    Rule::new(
        "feature-name",
        "it becomes a feature of the crate, beside those that each client has",
        feature,
    ),
    Rule::new(
        "generate-value",
        "it names what is generated beside the crate, and nothing else is",
        extras,
    ),
    Rule::new(
        "guessed-value",
        "it tells a reader what of an operation nobody has checked",
        guessed,
    ),
];

/// The names, and where each is read; an empty list means anywhere.
const KNOWN: &[(&str, &[Within])] = &[
    ("x-generate", &[Within::Document]),
    ("x-guessed", &[Within::Operation]),
    ("x-hosts", &[Within::Document]),
    (
        "x-headers",
        &[Within::Document, Within::Operation, Within::Server],
    ),
    ("x-faults", &[Within::Document]),
    ("x-rate-limits", &[Within::Document]),
    ("x-variant", &[Within::Server]),
    ("x-retry", &[Within::Operation]),
    ("x-proves", &[Within::Operation]),
    ("x-check", &[Within::Operation]),
    ("x-source", &[]),
    ("x-answer", &[Within::Operation, Within::Schema]),
    ("x-alias", &[Within::Property]),
    ("x-aliases", &[Within::Schema]),
    ("x-drift", &[Within::Property]),
    ("x-empty", &[Within::Property]),
    ("x-enum-descriptions", &[Within::Schema]),
    ("x-enum-varnames", &[Within::Schema]),
    ("x-feature", &[Within::Tag]),
    ("x-json", &[Within::Property]),
    ("x-known-values", &[Within::Property]),
    (
        "x-name",
        &[
            Within::Operation,
            Within::Parameter,
            Within::Property,
            Within::Tag,
        ],
    ),
    ("x-null", &[Within::Schema]),
    ("x-optional-body", &[Within::Operation]),
    ("x-outcomes", &[Within::Operation]),
    ("x-time", &[Within::Property, Within::Schema]),
    ("x-variants", &[Within::Property]),
    ("x-not-secret", &[]),
];

fn unknown(context: &Context<'_>, report: &mut Report) {
    for keyword in &context.keywords {
        let key = keyword.entry.key.as_str();
        if key.starts_with("x-") && !KNOWN.iter().any(|(known, _)| *known == key) {
            let names: Vec<_> = KNOWN.iter().map(|(known, _)| *known).collect();
            report.add(
                keyword.entry.place,
                format!("`{key}` is not an extension of ours"),
                format!("the extensions are {}", names.join(", ")),
            );
        }
    }
}

fn misplaced(context: &Context<'_>, report: &mut Report) {
    for keyword in &context.keywords {
        let key = keyword.entry.key.as_str();
        let Some((_, places)) = KNOWN.iter().find(|(known, _)| *known == key) else {
            continue;
        };
        if !places.is_empty() && !places.contains(&keyword.within) {
            let names: Vec<_> = places
                .iter()
                .map(|place| format!("{place:?}").to_lowercase())
                .collect();
            report.add(
                keyword.entry.place,
                format!("`{key}` stands in the wrong place"),
                format!("it belongs to: {}", names.join(", ")),
            );
        }
    }
}

fn json(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let plain = |key: &str| {
            ["type", "description", "nullable", "example", "deprecated"].contains(&key)
                || key.starts_with("x-")
        };
        let fits = site.is("string") && site.node.entries().iter().all(|entry| plain(&entry.key));
        if site.node.get("x-json").is_some() && (site.answered || !fits) {
            report.add(
                place_of(site.node, "x-json"),
                format!("`x-json` of `{}` is not on a plain text of a request", site.name),
                "in answers tell it in the description; in requests write `type: string` and no more",
            );
        }
    }
}

/// What can be generated beside the crate.
const EXTRAS: [&str; 3] = ["facade", "sandbox", "tests"];

fn extras(context: &Context<'_>, report: &mut Report) {
    if let Some(extras) = context.document.root.get("x-generate") {
        words(extras, &EXTRAS, report);
    }
}

/// What a tool guesses of an operation.
const GUESSED: [&str; 3] = ["proves", "retry", "security"];

fn guessed(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        if let Some(guessed) = operation.node().get("x-guessed") {
            words(guessed, &GUESSED, report);
        }
    }
}

/// The value is a list of some of these.
fn words(value: &Node, known: &[&str], report: &mut Report) {
    let help = format!("a list of some of: {}", known.join(", "));
    if value.items().is_empty() {
        report.add(value.place, "this is not a list of words", help);
        return;
    }
    for item in value.items() {
        if !item.text().is_some_and(|word| known.contains(&word)) {
            report.add(item.place, "this word is not known here", help.clone());
        }
    }
}

/// Features that each client has, and dependencies, which are features too.
const FEATURES: [&str; 10] = [
    "all",
    "default",
    "httpmock",
    "keyfob-core",
    "mock",
    "reqwest",
    "rustls-aws-lc",
    "rustls-ring",
    "schemars",
    "serde",
];

/// Whether a feature of a client crate can be called so.
#[must_use]
pub fn is_feature(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(plain)
        && !FEATURES.contains(&name)
}

fn feature(context: &Context<'_>, report: &mut Report) {
    for tag in list(&context.document.root, "tags") {
        let Some(feature) = tag.get("x-feature") else {
            continue;
        };
        if !feature.text().is_some_and(is_feature) {
            report.add(
                feature.place,
                "this cannot be the name of a feature",
                format!(
                    "lower case, digits and dashes, and none of {}",
                    FEATURES.join(", ")
                ),
            );
        }
    }
}

fn unresolved(context: &Context<'_>, report: &mut Report) {
    for keyword in context
        .keywords
        .iter()
        .filter(|keyword| keyword.entry.key == "x-json")
    {
        let name = keyword.entry.value.text().unwrap_or_default();
        if !context.schemas.iter().any(|schema| schema.key == name) {
            report.add(
                keyword.entry.place,
                format!("`x-json` names no component schema: `{name}`"),
                "write the name of the schema of the JSON in the text",
            );
        }
    }
}
