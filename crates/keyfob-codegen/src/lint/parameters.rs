//! Parameters: their names, and credentials among them.

use std::collections::BTreeMap;

use super::context::{Context, place_of};
use super::headers;
use super::rule::{Report, Rule};
use super::sites::Role;
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "parameter-clash",
        "the builder would have two setters of one name; the generated code would not compile",
        clash,
    ),
    Rule::new(
        "parameter-reserved",
        "the builder or the mock of every call has a field or a method of that name itself",
        reserved,
    ),
    Rule::new(
        "setter-undocumented",
        "it becomes the documentation of the setter",
        undocumented,
    ),
    Rule::new(
        "parameter-cookie",
        "the generator takes it for a part of the query",
        cookie,
    ),
    Rule::new(
        "parameter-credential",
        "credentials are added in one place, never passed by callers, or they leak",
        credential,
    ),
    Rule::new(
        "parameter-ignored-header",
        "the runtime sets this header itself, so the caller's value would be lost",
        ignored_header,
    ),
];

const RESERVED: [&str; 6] = ["body", "client", "into_inner", "new", "problems", "send"];

/// Whether no parameter can be called so in Rust.
#[must_use]
pub fn is_reserved_parameter(name: &str) -> bool {
    RESERVED.contains(&names::argument(name).as_str()) || !name.contains(char::is_alphanumeric)
}

fn clash(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let mut seen = BTreeMap::new();
        for parameter in &operation.parameters {
            let rust = names::argument(parameter.rust);
            // Beside the setter of what is optional stands one that takes an option.
            let twin = rust.strip_prefix("set_").map(str::to_owned);
            let twin = twin.and_then(|of| {
                let mut others = operation.parameters.iter();
                others.find(|other| names::argument(other.rust) == of)
            });
            let first = seen.insert(rust, parameter).or(twin);
            if let Some(first) = first {
                report.add(
                    parameter.place,
                    format!(
                        "`{}` in {} and `{}` in {} are one name in Rust",
                        first.name, first.location, parameter.name, parameter.location
                    ),
                    "take one of them away, or give one an `x-name`",
                );
            }
        }
    }
}

fn reserved(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        if is_reserved_parameter(parameter.rust) {
            let own = parameter.node.get("x-name");
            report.add(
                own.map_or(place_of(parameter.node, "name"), |own| own.place),
                format!("`{}` cannot be a parameter's name", parameter.rust),
                "write `x-name` with a word more",
            );
        }
    }
}

fn undocumented(context: &Context<'_>, report: &mut Report) {
    let is_told = |node: &Node| {
        let text = node.text_of("description");
        text.is_some_and(|text| !text.trim().is_empty())
    };
    let mut tell = |place, name: &str| {
        report.add(
            place,
            format!("`{name}` has no description"),
            "tell what it is, in which unit, and what the vendor does without it",
        );
    };
    for parameter in &context.parameters {
        if !is_told(parameter.node) {
            tell(place_of(parameter.node, "name"), parameter.name);
        }
    }
    for site in context.sites.iter().filter(|site| site.asked) {
        if matches!(site.role, Role::Property(_)) && !is_told(site.node) {
            tell(site.place, site.name);
        }
    }
}

fn cookie(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        if parameter.location == "cookie" {
            report.add(
                place_of(parameter.node, "in"),
                format!("`{}` is a cookie", parameter.name),
                "leave it out, or make it a credential if the vendor takes it in a header",
            );
        }
    }
}

fn credential(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let carries = match parameter.location {
            "header" => headers::is_credential(context, parameter.name),
            "query" => context.schemes.iter().any(|scheme| {
                let at = |key| scheme.value.text_of(key);
                (at("in"), at("name")) == (Some("query"), Some(parameter.name))
            }),
            _ => false,
        };
        if carries {
            report.add(
                place_of(parameter.node, "name"),
                format!("`{}` carries a credential", parameter.name),
                "declare it under securitySchemes and name it in the operation's `security`",
            );
        }
    }
}

fn ignored_header(context: &Context<'_>, report: &mut Report) {
    let ours = [
        "accept",
        "api-version",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
    ];
    for parameter in &context.parameters {
        let same = |name: &str| name.eq_ignore_ascii_case(parameter.name);
        if parameter.location == "header"
            && (ours.into_iter().any(same)
                || headers::fixed(context).any(|(entry, _)| same(&entry.key)))
        {
            report.add(
                place_of(parameter.node, "name"),
                format!("`{}` is no parameter", parameter.name),
                "write it under `x-headers` if it never changes, and only there",
            );
        }
    }
}
