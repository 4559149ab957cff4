//! `x-rate-limits`: how often operations may be called.

use std::collections::BTreeMap;

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use crate::load::{Entry, Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "rate-limit-name",
        "users change a limit by its name, and errors tell it",
        name,
    ),
    Rule::new(
        "rate-limit-number",
        "it would let nothing through, or anything",
        number,
    ),
    Rule::new("rate-limit-member", "it would be passed over", member),
    Rule::new("rate-limit-scope", "it would count nothing", scope),
];

const MEMBERS: [&str; 8] = [
    "name",
    "calls",
    "per",
    "operations",
    "tags",
    "variants",
    "user",
    "x-source",
];

/// The limits of the document.
pub(super) fn limits<'a>(context: &Context<'a>) -> &'a [Node] {
    list(&context.document.root, "x-rate-limits")
}

/// Where each says that it is known from.
pub(super) fn sources<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Entry> {
    limits(context)
        .iter()
        .filter_map(|limit| limit.entry("x-source"))
}

fn name(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for limit in limits(context) {
        let name = limit.text_of("name").unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c == '-';
        let place = limit.get("name").unwrap_or(limit).place;
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
            report.add(
                place,
                "a rate limit has no good `name`",
                "name it in lower case with dashes, as `quotes`",
            );
        } else if let Some(line) = seen.insert(name, place.line) {
            report.add(
                place,
                format!("`{name}` is called as the rate limit in line {line}"),
                "give each a name of its own",
            );
        }
    }
}

fn number(context: &Context<'_>, report: &mut Report) {
    for limit in limits(context) {
        for (key, most) in [("calls", u64::from(u32::MAX)), ("per", 366 * 24 * 60 * 60)] {
            let fits = match limit.get(key).map(|number| &number.kind) {
                Some(Kind::Number(number)) => number
                    .as_u64()
                    .is_some_and(|number| (1..=most).contains(&number)),
                _ => false,
            };
            if !fits {
                report.add(
                    place_of(limit, key),
                    format!("a rate limit has no good `{key}`"),
                    "write `calls: 10` and `per: 1`, which is in seconds: whole numbers of 1 and more, and a year at most",
                );
            }
        }
    }
}

fn member(context: &Context<'_>, report: &mut Report) {
    for entry in limits(context).iter().flat_map(Node::entries) {
        if !MEMBERS.contains(&entry.key.as_str()) {
            report.add(
                entry.place,
                format!("`{}` means nothing here", entry.key),
                format!("the members are: {}", MEMBERS.join(", ")),
            );
        }
    }
}

fn scope(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    let operations = context
        .operations
        .iter()
        .filter_map(|operation| operation.id()?.text());
    let tags = list(root, "tags").iter();
    let servers = list(root, "servers").iter();
    let known: [(&str, Vec<&str>); 3] = [
        ("operations", operations.collect()),
        ("tags", tags.filter_map(|tag| tag.text_of("name")).collect()),
        (
            "variants",
            servers
                .filter_map(|server| server.text_of("x-variant"))
                .collect(),
        ),
    ];
    for limit in limits(context) {
        for (key, known) in &known {
            if limit.get(key).is_some() && list(limit, key).is_empty() {
                report.add(
                    place_of(limit, key),
                    format!("`{key}` is no list, or an empty one"),
                    format!("leave it out for all {key}"),
                );
            }
            for item in list(limit, key) {
                if !item.text().is_some_and(|name| known.contains(&name)) {
                    report.add(
                        item.place,
                        format!("there is no such name among the {key}"),
                        "write one of the document",
                    );
                }
            }
        }
        user(context, limit, report);
    }
}

/// Only HTTP's `Basic` names a user.
fn user(context: &Context<'_>, limit: &Node, report: &mut Report) {
    let Some(user) = limit.get("user") else {
        return;
    };
    let is_basic = context.schemes.iter().any(|scheme| {
        Some(scheme.key.as_str()) == user.text() && scheme.value.text_of("scheme") == Some("basic")
    });
    if !is_basic {
        report.add(
            user.place,
            "no user stands in this credential",
            "name a security scheme of `type: http` and `scheme: basic`",
        );
    }
}
