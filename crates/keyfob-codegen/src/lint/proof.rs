//! `x-answer`: what shows that a success is the answer that was asked for.

use std::collections::BTreeSet;

use super::context::{Context, content, list};
use super::keywords::Within;
use super::rule::{Report, Rule};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-unproved",
        "an error that the vendor sends with 200 would count as an answer without data",
        unproved,
    ),
    Rule::new("answer-proof", "no answer would ever pass", proof),
];

fn unproved(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for operation in &context.operations {
        let successes = operation.answers().iter();
        for answer in successes.filter(|entry| entry.key.starts_with('2')) {
            let Some(response) = context.document.resolve(&answer.value) else {
                continue;
            };
            let schemas = content(response)
                .iter()
                .filter(|media| media.key == "application/json")
                .filter_map(|media| context.document.resolve(media.value.get("schema")?));
            for schema in schemas {
                if operation.node().get("x-answer").is_none()
                    && schema.get("properties").is_some()
                    && list(schema, "x-answer").is_empty()
                    && seen.insert((schema.place.line, schema.place.column))
                {
                    report.add(
                        schema.place,
                        "the answer does not say which of its members makes it one",
                        "write `x-answer: [member]`: of these one is there in each answer and in no error",
                    );
                }
            }
        }
    }
}

fn proof(context: &Context<'_>, report: &mut Report) {
    for keyword in &context.keywords {
        if keyword.entry.key != "x-answer" || keyword.within == Within::Operation {
            continue;
        }
        let schema = context
            .schemas
            .iter()
            .find(|schema| has(&schema.value, &keyword.entry.value));
        for name in keyword.entry.value.items() {
            let properties = schema.and_then(|schema| schema.value.get("properties"));
            let is_one = name
                .text()
                .is_some_and(|name| properties.is_some_and(|node| node.get(name).is_some()));
            if !is_one {
                report.add(
                    name.place,
                    "the answer has no such member",
                    "write the name of one of its properties",
                );
            }
        }
        if keyword.entry.value.items().is_empty() {
            report.add(
                keyword.entry.value.place,
                "`x-answer` is a list of members",
                "write `x-answer: [member]`",
            );
        }
    }
}

fn has(schema: &Node, answer: &Node) -> bool {
    schema
        .get("x-answer")
        .is_some_and(|own| std::ptr::eq(own, answer))
}
