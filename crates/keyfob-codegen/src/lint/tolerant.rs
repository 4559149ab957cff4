//! Read tolerantly: what answers are made of.

use super::asked::LIMITS;
use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use super::sites::Site;
use super::told::{self, drop_enum, drop_limit};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-enum",
        "one value that the vendor adds would break the whole answer",
        closed_enum,
    ),
    Rule::new(
        "answer-limits",
        "one value that the vendor lets through would break the whole answer",
        limits,
    ),
    Rule::new(
        "answer-closed",
        "one member that the vendor adds would break the whole answer",
        closed,
    ),
    Rule::new(
        "answer-required",
        "one member that the vendor drops would break the whole answer",
        required,
    ),
    Rule::new(
        "answer-format",
        "the generated type checks it, and one odd value would break the whole answer",
        format,
    ),
];

const HELP: &str = "take it away and tell in the description what has been seen";

fn answered<'a, 'b>(context: &'b Context<'a>) -> impl Iterator<Item = &'b Site<'a>> {
    context.sites.iter().filter(|site| site.answered)
}

fn closed_enum(context: &Context<'_>, report: &mut Report) {
    for site in answered(context) {
        if site.node.get("enum").is_some() {
            let fix = report.add(place_of(site.node, "enum"), "an answer has an enum", HELP);
            if !site.is_both() {
                drop_enum(fix, context, site, told::seen);
            }
        }
    }
}

fn limits(context: &Context<'_>, report: &mut Report) {
    for site in answered(context) {
        for key in ["pattern", "minLength", "maxLength"]
            .into_iter()
            .chain(LIMITS)
        {
            if site.node.get(key).is_some() {
                let what = format!("an answer is limited by `{key}`");
                let fix = report.add(place_of(site.node, key), what, HELP);
                if !site.is_both() {
                    drop_limit(fix, context, site.node, key);
                }
            }
        }
    }
}

fn closed(context: &Context<'_>, report: &mut Report) {
    let key = "additionalProperties";
    for site in answered(context) {
        if site.node.get(key).and_then(Node::boolean) == Some(false) {
            let fix = report.add(
                place_of(site.node, key),
                "an answer is closed",
                "take it away",
            );
            if !site.is_both() {
                fix.remove(site.node, key);
            }
        }
    }
}

fn required(context: &Context<'_>, report: &mut Report) {
    for site in answered(context) {
        if site.node.get("required").is_some() {
            let fix = report.add(
                place_of(site.node, "required"),
                "an answer requires members",
                "take it away",
            );
            if !site.is_both() {
                fix.remove(site.node, "required");
            }
        }
    }
}

fn format(context: &Context<'_>, report: &mut Report) {
    let checked = ["uuid", "date", "date-time", "ip", "ipv4", "ipv6", "uri"];
    for site in answered(context) {
        if let Some(format) = site.node.text_of("format")
            && checked.contains(&format)
        {
            let what = format!("an answer must be a {format}");
            let fix = report.add(place_of(site.node, "format"), what, HELP);
            if !site.is_both() {
                drop_limit(fix, context, site.node, "format");
            }
        }
    }
}
