//! Headers: the vendor's own, and the names of all.

use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use crate::load::{Entry, Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "header-name",
        "HTTP does not allow it, and the call would fail when it is made",
        name,
    ),
    Rule::new("headers-value", "each is sent as it stands", value),
    Rule::new(
        "headers-credential",
        "credentials are never written into a spec",
        credential,
    ),
];

/// Whether a header of this name carries a credential.
pub(super) fn is_credential(context: &Context<'_>, name: &str) -> bool {
    let fixed = ["authorization", "proxy-authorization", "cookie"];
    fixed.iter().any(|other| name.eq_ignore_ascii_case(other))
        || context.schemes.iter().any(|scheme| {
            scheme.value.text_of("in") == Some("header")
                && scheme
                    .value
                    .text_of("name")
                    .is_some_and(|other| name.eq_ignore_ascii_case(other))
        })
}

/// The entries of each `x-headers`, and whether an operation's.
pub(super) fn fixed<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Entry, bool)> {
    let own = context
        .operations
        .iter()
        .map(|operation| (operation.node(), true));
    std::iter::once((&context.document.root, false))
        .chain(own)
        .filter_map(|(node, own)| Some((node.get("x-headers")?, own)))
        .flat_map(|(headers, own)| headers.entries().iter().map(move |entry| (entry, own)))
}

fn name(context: &Context<'_>, report: &mut Report) {
    let mut look = |place, name: &str| {
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            report.add(
                place,
                format!("`{name}` cannot be a header's name"),
                "letters, digits and dashes are safe",
            );
        }
    };
    for parameter in &context.parameters {
        if parameter.location == "header" {
            look(place_of(parameter.node, "name"), parameter.name);
        }
    }
    for scheme in context.schemes {
        if scheme.value.text_of("in") == Some("header")
            && let Some(name) = scheme.value.get("name").and_then(Node::text)
        {
            look(place_of(&scheme.value, "name"), name);
        }
    }
    for (entry, _) in fixed(context) {
        look(entry.place, &entry.key);
    }
    for header in context
        .answers
        .iter()
        .filter_map(|answer| answer.get("headers"))
        .flat_map(Node::entries)
    {
        look(header.place, &header.key);
    }
}

fn value(context: &Context<'_>, report: &mut Report) {
    for (entry, own) in fixed(context) {
        let fits = match &entry.value.kind {
            Kind::Text(text) => text.chars().all(|c| c == '\t' || (' '..='~').contains(&c)),
            Kind::Null => own,
            _ => false,
        };
        if !fits {
            let fix = report.add(
                entry.value.place,
                format!("the value of `{}` is no printable text", entry.key),
                "write text in quotes; an operation may take a header away with `null`",
            );
            if let Kind::Number(number) = &entry.value.kind {
                fix.replace(&entry.value, number.to_string());
            }
        }
    }
}

fn credential(context: &Context<'_>, report: &mut Report) {
    for (entry, _) in fixed(context) {
        if is_credential(context, &entry.key) {
            report.add(
                entry.place,
                format!("`{}` carries a credential", entry.key),
                "declare it under securitySchemes",
            );
        }
    }
}
