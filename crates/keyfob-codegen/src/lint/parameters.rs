//! Parameters: their names, and credentials among them.

use std::collections::BTreeMap;

use super::context::{Context, place_of};
use super::headers;
use super::rule::{Report, Rule};
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "parameter-clash",
        "the method would have two arguments of one name; the generator panics or drops one",
        clash,
    ),
    Rule::new(
        "parameter-reserved",
        "the generated method uses that name itself and would not compile",
        reserved,
    ),
    Rule::new("parameter-cookie", "the generator refuses cookies", cookie),
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

const RESERVED: [&str; 9] = [
    "body",
    "body_map",
    "client",
    "header_map",
    "info",
    "into_inner",
    "new",
    "send",
    "stream",
];

fn clash(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let mut seen = BTreeMap::new();
        for parameter in &operation.parameters {
            let first = seen.insert(names::argument(parameter.name), parameter);
            if let Some(first) = first {
                report.add(
                    parameter.place,
                    format!(
                        "`{}` in {} and `{}` in {} are one name in Rust",
                        first.name, first.location, parameter.name, parameter.location
                    ),
                    "take one of them away",
                );
            }
        }
    }
}

fn reserved(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let name = names::argument(parameter.name);
        let nameless = !parameter.name.contains(char::is_alphanumeric);
        if RESERVED.contains(&name.as_str()) || nameless {
            report.add(
                place_of(parameter.node, "name"),
                format!("`{}` cannot be a parameter's name", parameter.name),
                "the vendor chose it, so leave an optional one out and say so, or teach the generator to rename it",
            );
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
    let ours = ["accept", "content-type", "api-version"];
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
