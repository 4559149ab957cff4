//! Texts, all of which end up in Rust's documentation or in its strings.

use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use crate::finding::Place;
use crate::load::{Kind, Node};
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "text-control",
        "nobody sees it, and the compiler refuses it in documentation",
        control,
    ),
    Rule::new(
        "info-line",
        "it is written into the manifest, and the version into a header",
        info,
    ),
    Rule::new(
        "crate-name",
        "the file's name is the crate's, and the crate's folder is written over",
        crate_name,
    ),
];

/// Crates of the workspace, what the generated code names, and what comes with the compiler.
const CRATES: [&str; 18] = [
    "alloc",
    "core",
    "httpmock",
    "keyfob",
    "keyfob-codegen",
    "keyfob-contract",
    "keyfob-core",
    "keyfob-sandbox",
    "proc-macro",
    "reqwest",
    "schemars",
    "serde",
    "serde-json",
    "serde_json",
    "std",
    "test",
    "tokio",
    "xtask",
];

/// Characters that compilers refuse in comments: control characters, and those that change the direction of text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn control(context: &Context<'_>, report: &mut Report) {
    visit(&context.document.root, &mut |place, text, node| {
        if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
            let fix = report.add(
                place,
                format!("this text holds U+{:04X}", u32::from(c)),
                "take it away",
            );
            if let Some(node) = node {
                fix.replace(node, text.replace(is_hidden, ""));
            }
        }
    });
}

fn visit(node: &Node, look: &mut impl FnMut(Place, &str, Option<&Node>)) {
    if let Kind::Text(text) = &node.kind {
        look(node.place, text, Some(node));
    }
    for item in node.items() {
        visit(item, look);
    }
    for entry in node.entries() {
        look(entry.place, &entry.key, None);
        visit(&entry.value, look);
    }
}

fn crate_name(context: &Context<'_>, report: &mut Report) {
    let name = context.document.name.as_str();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(plain)
        && !CRATES.contains(&name)
        && !names::is_keyword(name);
    if !fits {
        report.add(
            context.document.root.place,
            format!("`{name}` cannot be the name of a client crate"),
            "rename the file: the vendor's name in lower case, digits and dashes",
        );
    }
}

fn info(context: &Context<'_>, report: &mut Report) {
    let Some(info) = context.document.root.get("info") else {
        return;
    };
    let fits = |key: &str, allowed: fn(char) -> bool| {
        let text = info.text_of(key).unwrap_or_default();
        !text.trim().is_empty() && text.chars().all(allowed)
    };
    if !fits("title", |c| !c.is_control()) {
        let place = place_of(info, "title");
        report.add(place, "the title is not one line", "write one line of text");
    }
    if !fits("version", |c| c.is_ascii_graphic() || c == ' ') {
        let help = "write text in quotes, of printable ASCII";
        report.add(
            place_of(info, "version"),
            "the version is no plain text",
            help,
        );
    }
}
