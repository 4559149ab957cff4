//! The URLs that servers and paths make together.

use std::collections::BTreeMap;

use super::context::{Context, list, place_of};
use super::oauth::is_host;
use super::rule::{Report, Rule};
use super::servers::lists;
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "server-slash",
        "a path begins with a slash, so there would be two",
        slash,
    ),
    Rule::new("server-https", "credentials go over https only", https),
    Rule::new("server-host", "no credential would go there", host),
    Rule::new("same-url", "nothing on the wire tells the two apart", same),
];

/// Each server, and its URL with the variables' defaults.
fn urls<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Node, String)> {
    lists(context)
        .flatten()
        .filter_map(|server| Some((server, url(server)?)))
}

fn url(server: &Node) -> Option<String> {
    let mut url = server.text_of("url")?.to_owned();
    for variable in server.get("variables").map_or(&[][..], Node::entries) {
        let default = variable.value.text_of("default")?;
        url = url.replace(&format!("{{{}}}", variable.key), default);
    }
    Some(url)
}

fn slash(context: &Context<'_>, report: &mut Report) {
    for (server, url) in urls(context) {
        if url.ends_with('/') {
            let fix = report.add(
                place_of(server, "url"),
                format!("`{url}` ends with a slash"),
                "take it away",
            );
            if let Some(text) = server.text_of("url").filter(|text| text.ends_with('/')) {
                fix.set(server, "url", text.trim_end_matches('/'));
            }
        }
    }
}

fn https(context: &Context<'_>, report: &mut Report) {
    for (server, url) in urls(context) {
        if !url.starts_with("https://") {
            report.add(
                place_of(server, "url"),
                format!("`{url}` is not https"),
                "write `https://...`, or give the variable such a default",
            );
        }
    }
}

fn host(context: &Context<'_>, report: &mut Report) {
    let hosts: Vec<_> = list(&context.document.root, "x-hosts")
        .iter()
        .filter_map(Node::text)
        .collect();
    for (server, url) in urls(context) {
        let Some(rest) = url.strip_prefix("https://") else {
            continue;
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if !hosts.iter().any(|pattern| is_host(authority, pattern)) {
            report.add(
                place_of(server, "url"),
                format!("`{authority}` is not among the hosts"),
                format!("`x-hosts` names: {}", hosts.join(", ")),
            );
        }
    }
}

fn same(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for operation in &context.operations {
        for server in operation.servers(context.document) {
            let (Some(variant), Some(base)) = (server.text_of("x-variant"), url(server)) else {
                continue;
            };
            let full = format!("{base}{}", without_names(&operation.path.key));
            let key = (variant, operation.method.key.as_str(), full.clone());
            let others: &mut Vec<_> = seen.entry(key).or_default();
            let security = operation.node().get("security").map(Node::to_json);
            if let Some((label, _)) = others.iter().find(|(_, other)| *other == security) {
                report.add(
                    operation.place(),
                    format!(
                        "{} and {label} are `{full}` for {variant}",
                        operation.label()
                    ),
                    "they must differ in `security`, or be one operation",
                );
                break;
            }
            others.push((operation.label(), security));
        }
    }
}

/// A path with its parameters blanked out.
fn without_names(path: &str) -> String {
    let mut pieces = path.split('{');
    let mut blank = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        blank.push_str("{}");
        blank.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    blank
}
