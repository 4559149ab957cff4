//! Ask strictly: what requests are made of.

use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use super::sites::Site;
use super::told::drop_limit;
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "request-open",
        "requests are strict: a misspelt member must not travel",
        open,
    ),
    Rule::new(
        "request-nullable",
        "the generated code leaves an empty option out, so `null` can never be sent",
        nullable,
    ),
    Rule::new(
        "request-empty-list",
        "the generated code leaves an empty list out, so it can never be sent",
        empty_list,
    ),
    Rule::new(
        "request-null",
        "only what is sent can hold nulls that are sent",
        nulls,
    ),
    Rule::new(
        "request-limits",
        "the generated code does not enforce it, or changes the type for it",
        limits,
    ),
    Rule::new(
        "request-crates",
        "the generated type comes from a crate that the clients do not depend on",
        crates,
    ),
];

fn asked<'a, 'b>(context: &'b Context<'a>) -> impl Iterator<Item = &'b Site<'a>> {
    context.sites.iter().filter(|site| site.asked)
}

fn open(context: &Context<'_>, report: &mut Report) {
    for site in asked(context) {
        let closed = site
            .node
            .get("additionalProperties")
            .and_then(Node::boolean)
            == Some(false);
        if site.node.get("properties").is_some() && !closed {
            let place = site.node.entry("additionalProperties");
            let fix = report.add(
                place.map_or(site.place, |entry| entry.place),
                "an object that is asked takes members which it does not name",
                "write `additionalProperties: false`",
            );
            // A schema of unnamed members means something, and somebody has to decide that it goes.
            if !site.is_both() && place.is_none_or(|entry| entry.value.boolean().is_some()) {
                fix.set_after(site.node, "type", "additionalProperties", false);
            }
        }
    }
}

fn nullable(context: &Context<'_>, report: &mut Report) {
    for site in asked(context).filter(|site| site.is_optional()) {
        if site.node.get("nullable").and_then(Node::boolean) == Some(true) {
            report.add(
                place_of(site.node, "nullable"),
                format!("`{}` may be missing and may be null", site.name),
                "make it required, or take `nullable` away",
            );
        }
    }
}

fn empty_list(context: &Context<'_>, report: &mut Report) {
    for site in asked(context).filter(|site| site.is_optional() && site.is("array")) {
        if site.node.text_of("x-empty") != Some("omitted") {
            let fix = report.add(
                site.place,
                format!("the list `{}` is optional", site.name),
                "make it required, or write `x-empty: omitted` if the vendor takes that for empty",
            );
            if !site.is_both() {
                fix.set_after(site.node, "type", "x-empty", "omitted");
            }
        }
    }
}

fn nulls(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let null = site.node.get("x-null");
        if null.is_some_and(|null| site.answered || null.text() != Some("sent")) {
            report.add(
                place_of(site.node, "x-null"),
                format!("`x-null` of `{}` does nothing", site.name),
                "write `x-null: sent` at a component schema of requests, and nowhere else",
            );
        }
    }
}

/// Keys that limit a value, other than its text.
pub(super) const LIMITS: [&str; 10] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

fn limits(context: &Context<'_>, report: &mut Report) {
    for site in asked(context) {
        for key in LIMITS {
            if site.node.get(key).is_some() {
                let fix = report.add(
                    place_of(site.node, key),
                    format!("`{key}` limits what is asked"),
                    "tell it in the description; the vendor checks",
                );
                if !site.is_both() {
                    drop_limit(fix, context, site.node, key);
                }
            }
        }
    }
}

fn crates(context: &Context<'_>, report: &mut Report) {
    for site in asked(context) {
        let format = site.node.text_of("format");
        if matches!(format, Some("uuid" | "date" | "date-time")) {
            let fix = report.add(
                place_of(site.node, "format"),
                "this format needs `uuid` or `chrono`",
                "take it away and tell the form in the description",
            );
            if !site.is_both() {
                drop_limit(fix, context, site.node, "format");
            }
        }
        if site.node.get("pattern").is_some() {
            let fix = report.add(
                place_of(site.node, "pattern"),
                "a pattern needs `regress`",
                "take it away and tell the form in the description",
            );
            if !site.is_both() {
                drop_limit(fix, context, site.node, "pattern");
            }
        }
    }
}
