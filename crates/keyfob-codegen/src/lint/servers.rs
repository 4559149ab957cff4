//! Hosts, servers and variants.

use std::collections::BTreeSet;

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "hosts",
        "credentials go to these hosts and nowhere else",
        hosts,
    ),
    Rule::new(
        "servers-missing",
        "a client would not know where to send its calls",
        missing,
    ),
    Rule::new(
        "server-variant",
        "a client is built for one variant, by its name",
        variant,
    ),
    Rule::new(
        "server-variant-unknown",
        "a client is built for one of the document's variants",
        unknown,
    ),
    Rule::new(
        "server-variable",
        "a URL with a hole in it is no URL",
        variable,
    ),
];

/// Each list of servers, the document's first.
pub(super) fn lists<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a [Node]> {
    std::iter::once(&context.document.root)
        .chain(context.paths.iter().map(|path| &path.value))
        .map(|node| list(node, "servers"))
}

fn hosts(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    let hosts = list(root, "x-hosts");
    if hosts.is_empty() {
        report.add(
            place_of(root, "x-hosts"),
            "the document names no hosts",
            "write `x-hosts: [api.example.com]`",
        );
    }
    for host in hosts {
        let name = host.text().unwrap_or_default();
        let (bare, labels) = match name.strip_prefix("*.") {
            Some(bare) => (bare, 2),
            None => (name, 1),
        };
        let label = |label: &str| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        if !bare.split('.').all(label) || bare.split('.').count() < labels {
            report.add(
                host.place,
                format!("`{name}` is not a host"),
                "write a host in lower case, as `api.example.com` or `*.example.com`, and no more",
            );
        }
    }
}

fn missing(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    if list(root, "servers").is_empty() {
        report.add(
            place_of(root, "servers"),
            "the document has no servers",
            "write `servers:` with a `url` and an `x-variant` each",
        );
    }
}

fn variant(context: &Context<'_>, report: &mut Report) {
    for servers in lists(context) {
        let mut seen = BTreeSet::new();
        for server in servers {
            let name = server.text_of("x-variant").unwrap_or_default();
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let place = place_of(server, "x-variant");
            if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(good) {
                report.add(
                    place,
                    "a server has no good `x-variant`",
                    "name it in lower case with dashes, as `production` or `g2-uat`",
                );
            } else if !seen.insert(name) {
                report.add(
                    place,
                    format!("two servers are `{name}`"),
                    "give each its own variant",
                );
            }
        }
    }
}

fn unknown(context: &Context<'_>, report: &mut Report) {
    let known: Vec<_> = list(&context.document.root, "servers")
        .iter()
        .filter_map(|server| server.text_of("x-variant"))
        .collect();
    for server in lists(context).skip(1).flatten() {
        let Some(name) = server.text_of("x-variant") else {
            continue;
        };
        if !known.contains(&name) {
            report.add(
                place_of(server, "x-variant"),
                format!("the document has no variant `{name}`"),
                format!("its variants are: {}", known.join(", ")),
            );
        }
    }
}

fn variable(context: &Context<'_>, report: &mut Report) {
    for server in lists(context).flatten() {
        let url = server.text_of("url").unwrap_or_default();
        let declared = server.get("variables").map_or(&[][..], Node::entries);
        for name in variables(url) {
            if !declared.iter().any(|variable| variable.key == name) {
                report.add(
                    place_of(server, "url"),
                    format!("`{{{name}}}` is not declared"),
                    format!("write `variables: {{{name}: {{default: ...}}}}`"),
                );
            }
        }
        for variable in declared {
            if variable.value.text_of("default").is_none_or(str::is_empty) {
                report.add(
                    variable.place,
                    format!("`{}` has no default", variable.key),
                    "write `default:` with a text that makes a working URL",
                );
            }
            if !variables(url).any(|name| name == variable.key) {
                report.add(
                    variable.place,
                    format!("`{}` is not in the URL", variable.key),
                    "use it or take it away",
                );
            }
        }
    }
}

/// The names in braces.
fn variables(url: &str) -> impl Iterator<Item = &str> {
    url.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}
