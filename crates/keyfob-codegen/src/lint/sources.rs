//! Where each fact comes from.

use super::context::Context;
use super::limits;
use super::rule::{Report, Rule};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "source-missing",
        "a reader cannot tell a fact from a guess",
        missing,
    ),
    Rule::new(
        "source-invalid",
        "a reader cannot tell a fact from a guess",
        invalid,
    ),
];

const CONFIDENCES: [&str; 7] = [
    "live",
    "seed",
    "sdk",
    "docs",
    "third-party",
    "inferred",
    "contradicted",
];

fn help() -> String {
    format!(
        "write `x-source: {{confidence: ..., from: \"where\"}}` with one of: {}",
        CONFIDENCES.join(", ")
    )
}

fn missing(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        if operation.node().get("x-source").is_none() {
            let what = format!("{} has no `x-source`", operation.label());
            report.add(operation.place(), what, help());
        }
    }
    for schema in context.schemas {
        if schema.value.get("x-source").is_none() {
            let what = format!("`{}` has no `x-source`", schema.key);
            report.add(schema.place, what, help());
        }
    }
    for limit in limits::limits(context) {
        if limit.get("x-source").is_none() {
            report.add(limit.place, "a rate limit has no `x-source`", help());
        }
    }
}

fn invalid(context: &Context<'_>, report: &mut Report) {
    let keywords = context.keywords.iter().map(|keyword| keyword.entry);
    let sources = keywords
        .filter(|entry| entry.key == "x-source")
        .chain(limits::sources(context));
    for entry in sources {
        let source = &entry.value;
        let confidence = source.get("confidence");
        if !confidence
            .and_then(Node::text)
            .is_some_and(|text| CONFIDENCES.contains(&text))
        {
            let place = confidence.map_or(entry.place, |node| node.place);
            report.add(place, "the confidence is none of ours", help());
        }
        let from = source.get("from");
        if from
            .and_then(Node::text)
            .is_none_or(|text| text.trim().is_empty())
        {
            let place = from.map_or(entry.place, |node| node.place);
            report.add(place, "`from` does not say where", help());
        }
        for entry in source.entries() {
            if !["confidence", "from"].contains(&entry.key.as_str()) {
                let what = format!("`{}` is no part of a source", entry.key);
                report.add(entry.place, what, help());
            }
        }
    }
}
