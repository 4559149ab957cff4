//! Security schemes, and which operation needs which.

use std::collections::BTreeMap;

use super::calls::Operation;
use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use crate::load::{Entry, Node};
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "security-missing",
        "which credentials a call carries is never guessed",
        missing,
    ),
    Rule::new(
        "security-unknown",
        "nobody could hold that credential",
        unknown,
    ),
    Rule::new(
        "security-type",
        "the runtime knows http basic, http bearer, OAuth 2.0, and apiKey in header, query or cookie",
        kind,
    ),
    Rule::new("security-clash", "one would overwrite the other", clash),
    Rule::new(
        "security-name",
        "it becomes the name of a constant, and of the mocks' method beside those of parameters",
        name,
    ),
];

fn missing(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    for operation in &context.operations {
        if operation.node().get("security").is_none() {
            let fix = report.add(
                operation.place(),
                format!("{} does not say what it is secured by", operation.label()),
                "write `security: [{scheme: []}]`, or `security: []` if it needs nothing",
            );
            if let Some(shared) = root.get("security") {
                fix.set_after(operation.node(), "x-retry", "security", shared);
            }
        }
    }
    if root.get("security").is_some() {
        report
            .add(
                place_of(root, "security"),
                "the document has a `security` of its own, which is not read",
                "write it at each operation",
            )
            .remove(root, "security");
    }
}

fn requirements<'a>(operation: &Operation<'a>) -> &'a [Node] {
    operation.node().get("security").map_or(&[], Node::items)
}

fn scheme<'a>(context: &Context<'a>, name: &str) -> Option<&'a Entry> {
    context.schemes.iter().find(|scheme| scheme.key == name)
}

fn unknown(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for member in requirements(operation).iter().flat_map(Node::entries) {
            if scheme(context, &member.key).is_none() {
                let known: Vec<_> = context.schemes.iter().map(|s| s.key.as_str()).collect();
                report.add(
                    member.place,
                    format!("there is no security scheme `{}`", member.key),
                    format!("the schemes are: {}", known.join(", ")),
                );
            }
        }
    }
}

/// Where a scheme's credential goes, if the runtime can put it there.
fn target(scheme: &Node) -> Option<String> {
    let name = || scheme.text_of("name");
    match (
        scheme.text_of("type")?,
        scheme.text_of("scheme"),
        scheme.text_of("in"),
    ) {
        ("http", Some("basic" | "bearer"), _) => Some("header authorization".to_owned()),
        ("apiKey", _, Some("header")) => Some(format!("header {}", name()?.to_ascii_lowercase())),
        ("oauth2" | "openIdConnect", ..) => Some("header authorization".to_owned()),
        ("apiKey", _, Some("query")) => Some(format!("query {}", name()?)),
        ("apiKey", _, Some("cookie")) => Some(format!("cookie {}", name()?)),
        _ => None,
    }
}

fn kind(context: &Context<'_>, report: &mut Report) {
    for scheme in context.schemes {
        if target(&scheme.value).is_none() {
            report.add(
                scheme.place,
                format!("`{}` is of a kind that is not supported", scheme.key),
                "describe what goes over the wire: a bearer token, or a key in a header",
            );
        }
    }
}

fn clash(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for requirement in requirements(operation) {
            let mut seen: Vec<(String, &str)> = Vec::new();
            for member in requirement.entries() {
                let Some(place) =
                    scheme(context, &member.key).and_then(|scheme| target(&scheme.value))
                else {
                    continue;
                };
                if let Some((_, first)) = seen.iter().find(|(other, _)| *other == place) {
                    report.add(
                        member.place,
                        format!("`{first}` and `{}` both go into {place}", member.key),
                        "make them alternatives: two items of the list",
                    );
                }
                seen.push((place, &member.key));
            }
        }
    }
}

fn name(context: &Context<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for scheme in context.schemes {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let letter = |c: char| c.is_ascii_alphabetic();
        let method = names::argument(&scheme.key);
        let what = if !scheme.key.starts_with(letter) || !scheme.key.chars().all(plain) {
            "is no name in Rust".to_owned()
        } else if ["body", "into_inner", "new"].contains(&method.as_str()) {
            "is the name of a method of every mock".to_owned()
        } else if let Some(first) = seen.insert(method.clone(), &scheme.key) {
            format!("and `{first}` are one name in Rust")
        } else if let Some(parameter) = namesake(context, &scheme.key, &method) {
            format!("is the name of a parameter of {parameter}")
        } else {
            continue;
        };
        report.add(
            scheme.place,
            format!("`{}` {what}", scheme.key),
            "rename it, here and at the operations: of letters and digits, and a word more if need be",
        );
    }
}

/// An operation that asks for a scheme and has a parameter of its name.
fn namesake(context: &Context<'_>, scheme: &str, method: &str) -> Option<String> {
    let asks = |operation: &&Operation<'_>| {
        let mut members = requirements(operation).iter().flat_map(Node::entries);
        members.any(|member| member.key == scheme)
    };
    let mut asking = context.operations.iter().filter(asks);
    let found = asking.find(|operation| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| names::argument(parameter.rust) == method)
    });
    found.map(Operation::label)
}
