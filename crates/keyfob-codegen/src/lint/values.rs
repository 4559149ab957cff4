//! Schemas: formats, enums and defaults.

use std::collections::BTreeSet;

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use super::told::{self, drop_enum, drop_limit};
use crate::load::Kind;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "integer-format",
        "without it the generator picks a type, and numbers of vendors outgrow 32 bits",
        integer,
    ),
    Rule::new(
        "number-format",
        "without it the generator takes a binary float, and money is never one",
        number,
    ),
    Rule::new(
        "format-misplaced",
        "the generator panics on it, or takes no notice",
        format,
    ),
    Rule::new(
        "enum-values",
        "each value becomes a variant of a Rust enum; the generator panics if it cannot",
        values,
    ),
    Rule::new(
        "default-value",
        "the generator makes the member mandatory and always sends it",
        default,
    ),
];

fn integer(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if site.is("integer") && site.node.text_of("format") != Some("int64") {
            let place = site.node.entry("format").or(site.node.entry("type"));
            report
                .add(
                    place.map_or(site.place, |entry| entry.place),
                    "an integer is not int64",
                    "write `format: int64`",
                )
                .set_after(site.node, "type", "format", "int64");
        }
    }
}

fn number(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if site.is("number") && site.node.text_of("format") != Some("decimal") {
            let place = site.node.entry("format").or(site.node.entry("type"));
            report
                .add(
                    place.map_or(site.place, |entry| entry.place),
                    "a number is not an exact decimal",
                    "write `format: decimal`, or `type: integer`",
                )
                .set_after(site.node, "type", "format", "decimal");
        }
    }
}

fn format(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let plain = ["string", "number", "integer"]
            .iter()
            .any(|kind| site.is(kind));
        if site.node.get("format").is_some() && site.node.get("type").is_some() && !plain {
            report
                .add(
                    place_of(site.node, "format"),
                    "only strings and numbers have formats",
                    "take it away",
                )
                .remove(site.node, "format");
        }
    }
}

fn values(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let mut seen = BTreeSet::new();
        for value in list(site.node, "enum") {
            // The generator has words of its own for `+1` and `-1`, which are no names for variants.
            let plain = |text: &str| names::variant(text.trim_start_matches(['+', '-']));
            let variant = value.text().map(plain);
            let (what, help) = match variant {
                None => ("is no text", "write strings, in quotes if need be"),
                Some(_) if !value.text().is_some_and(has_name) => {
                    ("has no letter and no digit", "drop the enum")
                }
                Some(name) if !seen.insert(name.clone()) => {
                    ("has the same name in Rust as another one", "drop the enum")
                }
                Some(_) => continue,
            };
            let fix = report.add(
                value.place,
                format!("this value of the enum {what}"),
                format!("{help}; what is no enum tells its values in the description"),
            );
            match &value.kind {
                Kind::Number(number) if site.is("string") => fix.replace(value, number.to_string()),
                Kind::Bool(switch) if site.is("string") => fix.replace(value, switch.to_string()),
                Kind::Number(_) | Kind::Bool(_) | Kind::Text(_) => {
                    drop_enum(fix, context, site, told::allowed);
                }
                _ => {}
            }
        }
    }
}

/// Whether there is something that a variant can be called by.
fn has_name(value: &str) -> bool {
    value.contains(char::is_alphanumeric)
}

fn default(context: &Context<'_>, report: &mut Report) {
    let schemas = context.sites.iter().map(|site| site.node);
    let parameters = context.parameters.iter().map(|parameter| parameter.node);
    for node in schemas.chain(parameters) {
        if node.get("default").is_some() {
            let fix = report.add(
                place_of(node, "default"),
                "there is a `default`",
                "tell in the description what the vendor takes it for when it is missing",
            );
            drop_limit(fix, context, node, "default");
        }
    }
}
