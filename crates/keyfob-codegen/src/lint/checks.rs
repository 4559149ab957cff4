//! `x-check`: whether a live check may call an operation, and with what.

use super::calls::Operation;
use super::context::{Context, content, place_of};
use super::rule::{Report, Rule};
use crate::load::{Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "check-unsafe",
        "a live check calls only what changes nothing, with somebody's own account",
        unsafe_check,
    ),
    Rule::new(
        "check-value",
        "a live check could not make the call, or nobody would know why it is left out",
        value,
    ),
];

fn unsafe_check(context: &Context<'_>, report: &mut Report) {
    for operation in marked(context) {
        let node = operation.node();
        let is_safe = node.text_of("x-retry") == Some("safe") && node.get("x-proves").is_none();
        if !is_safe {
            report.add(
                place_of(node, "x-check"),
                format!("{} may not be called by a check", operation.label()),
                "take it away, or say in a text why it is left out; only `x-retry: safe` without `x-proves` may be called",
            );
        }
    }
}

fn value(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let Some(mark) = operation.node().get("x-check") else {
            continue;
        };
        match &mark.kind {
            Kind::Map(_) => parts(context, operation, mark, report),
            Kind::Text(text) if !text.trim().is_empty() => {}
            _ => {
                report.add(mark.place, "`x-check` is neither a map nor a text", HELP);
            }
        }
    }
}

const HELP: &str = "write a value for each parameter that the call needs, `{}` if it needs none; or in a text why a check must not call it";

fn parts(context: &Context<'_>, operation: &Operation<'_>, mark: &Node, report: &mut Report) {
    for entry in mark.entries() {
        let is_known = operation.parameters.iter().any(|one| one.name == entry.key);
        if !is_known && (entry.key != "body" || operation.node().get("requestBody").is_none()) {
            let what = format!("{} has no parameter `{}`", operation.label(), entry.key);
            report.add(entry.place, what, HELP);
        }
        source(context, &entry.value, report);
    }
    let required = |node: &Node| node.get("required").and_then(Node::boolean) == Some(true);
    let parameters = operation.parameters.iter();
    let mut names: Vec<_> = parameters
        .filter(|parameter| required(parameter.node))
        .map(|parameter| parameter.name)
        .collect();
    let body = operation.node().get("requestBody");
    let body = body.and_then(|body| context.document.resolve(body));
    if body.is_some_and(|body| required(body) && !content(body).is_empty()) {
        names.push("body");
    }
    if let Some(name) = names.iter().find(|name| mark.get(name).is_none()) {
        let what = format!(
            "nothing is said of `{name}`, which {} needs",
            operation.label()
        );
        report.add(place_of(operation.node(), "x-check"), what, HELP);
    }
}

/// A value, or where it comes from.
fn source(context: &Context<'_>, node: &Node, report: &mut Report) {
    let keys: Vec<_> = node
        .entries()
        .iter()
        .map(|entry| entry.key.as_str())
        .collect();
    match keys.as_slice() {
        ["from", "at"] | ["at", "from"] => {
            let from = node.text_of("from");
            let at = node.text_of("at").is_some_and(|at| at.starts_with('/'));
            let is_called = marked(context).any(|one| one.id().and_then(Node::text) == from);
            if !is_called || !at {
                report.add(
                    node.place,
                    "this is no place in the answer of a call that a check makes",
                    "write `{from: operation, at: /rows/*/id}` with the `operationId` of one that has an `x-check` with values",
                );
            }
        }
        ["days-ago"] => {
            let days = node.get("days-ago").map(|days| &days.kind);
            if !matches!(days, Some(Kind::Number(days)) if days.is_u64()) {
                let help = "write a whole number of days: `{days-ago: 7}`";
                report.add(node.place, "`days-ago` is no number of days", help);
            }
        }
        _ => {
            let members = node.entries().iter().map(|entry| &entry.value);
            let inner = members.chain(node.items());
            inner.for_each(|inner| source(context, inner, report));
        }
    }
}

/// The operations that a check calls.
fn marked<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Operation<'a>> {
    let operations = context.operations.iter();
    operations.filter(|operation| {
        let mark = operation.node().get("x-check");
        mark.is_some_and(|mark| matches!(mark.kind, Kind::Map(_)))
    })
}
