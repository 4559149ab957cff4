//! Paths and the parameters in them.

use std::collections::BTreeSet;

use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use crate::model::Place;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "path-slash",
        "it is put behind a server's URL as it is",
        slash,
    ),
    Rule::new(
        "path-query",
        "the client would send it percent-encoded, and no mock would match it",
        query,
    ),
    Rule::new(
        "path-pattern",
        "the generated mocks read a path as a regular expression",
        pattern,
    ),
    Rule::new(
        "path-parameter-partial",
        "the generator, the runtime and the mocks take one parameter in a segment, each once",
        partial,
    ),
    Rule::new(
        "path-parameter-undeclared",
        "the generator panics on it",
        undeclared,
    ),
    Rule::new(
        "path-parameter-unused",
        "the generator drops it, and the caller's value with it",
        unused,
    ),
    Rule::new(
        "path-parameter-optional",
        "the generator panics unless it is required",
        optional,
    ),
];

/// The names in braces.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}

fn slash(context: &Context<'_>, report: &mut Report) {
    for path in context.paths {
        if !path.key.starts_with('/') {
            let what = format!("`{}` does not start with a slash", path.key);
            let slashed = format!("/{}", path.key);
            let fix = report.add(path.place, what, format!("write `{slashed}`"));
            if !context.paths.iter().any(|other| other.key == slashed)
                && let Some(paths) = context.document.root.get("paths")
            {
                fix.rename(paths, &path.key, &slashed);
            }
        }
    }
}

fn query(context: &Context<'_>, report: &mut Report) {
    for path in context.paths {
        if path.key.contains(['?', '#']) {
            report.add(
                path.place,
                format!("`{}` holds a query or a fragment", path.key),
                "declare query parameters; leave fragments out",
            );
        }
    }
}

fn pattern(context: &Context<'_>, report: &mut Report) {
    for path in context.paths {
        let special = ['(', ')', '[', ']', '*', '+', '^', '$', '|', '\\'];
        if let Some(found) = path.key.chars().find(|c| special.contains(c)) {
            report.add(
                path.place,
                format!("`{}` holds `{found}`", path.key),
                format!("write `%{:02X}`, or make it a parameter", u32::from(found)),
            );
        }
    }
}

fn partial(context: &Context<'_>, report: &mut Report) {
    for path in context.paths {
        let mut seen = BTreeSet::new();
        for segment in path.key.split('/').filter(|s| s.contains(['{', '}'])) {
            let name = Place::of(segment).map(|place| place.name);
            if name.is_none_or(|name| !seen.insert(name)) {
                report.add(
                    path.place,
                    format!("`{segment}` in `{}` is not one parameter, met once", path.key),
                    "write one parameter in a segment, as `{id}` or `{id}.json`, each once; `%7B` and `%7D` for braces",
                );
            }
        }
    }
}

fn undeclared(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for name in names(&operation.path.key) {
            let mut declared = operation.parameters.iter();
            if !declared.any(|other| (other.name, other.location) == (name, "path")) {
                report.add(
                    operation.place(),
                    format!(
                        "{} does not declare `{name}` of its path",
                        operation.label()
                    ),
                    format!("add `- {{name: {name}, in: path, required: true, schema: ...}}`"),
                );
            }
        }
    }
}

fn unused(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for parameter in &operation.parameters {
            if parameter.location == "path"
                && !names(&operation.path.key).any(|name| name == parameter.name)
            {
                report.add(
                    parameter.place,
                    format!("`{}` is not in `{}`", parameter.name, operation.path.key),
                    format!(
                        "put `{{{}}}` into the path or take it away here",
                        parameter.name
                    ),
                );
            }
        }
    }
}

fn optional(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let required = parameter
            .node
            .get("required")
            .and_then(|node| node.boolean());
        if parameter.location == "path" && required != Some(true) {
            report
                .add(
                    place_of(parameter.node, "required"),
                    format!(
                        "`{}` stands in the path and is not required",
                        parameter.name
                    ),
                    "write `required: true`",
                )
                .set_after(parameter.node, "in", "required", true);
        }
    }
}
