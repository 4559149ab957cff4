//! What a call does: whether it may be repeated, and which secret it tests.

use super::context::{Context, place_of};
use super::rule::{Report, Rule};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "retry",
        "whether a call may be sent twice must be decided by a person, not by the method",
        retry,
    ),
    Rule::new("proves", "it decides what a refusal means", proves),
];

fn retry(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let value = operation.node().text_of("x-retry");
        if !value.is_some_and(|value| ["safe", "idempotent", "never"].contains(&value)) {
            let place = operation.node().entry("x-retry");
            report.add(
                place.map_or(operation.place(), |entry| entry.value.place),
                format!("{} has no valid `x-retry`", operation.label()),
                "`safe` changes nothing, `idempotent` may be done twice, `never` may not",
            );
        }
    }
}

fn proves(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let Some(value) = operation.node().get("x-proves") else {
            continue;
        };
        let known = ["application", "password", "code", "captcha"];
        if !value.text().is_some_and(|text| known.contains(&text)) {
            report.add(
                place_of(operation.node(), "x-proves"),
                "`x-proves` names no secret",
                format!("write one of: {}", known.join(", ")),
            );
        }
    }
}
