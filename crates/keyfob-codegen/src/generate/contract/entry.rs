//! The registry's entry of an operation: how its mock is set up and its call made.

use std::fmt::Write as _;

use heck::ToUpperCamelCase;

use super::{ident, named, schema};
use crate::generate::mock::then;
use crate::model::{Content, Kind, Operation, Parameter, Placement, Spec};
use crate::names;
use crate::times;

/// The entries of a group.
pub(super) fn file(spec: &Spec, group: &str, operations: &[&Operation]) -> String {
    let client = ident(spec);
    let entries: String = operations.iter().map(|one| entry(spec, one)).collect();
    format!(
        "//! Operations of the group `{group}`.\n\nkeyfob_contract_suite::operations! {{ {client};\n{entries}}}\n"
    )
}

fn entry(spec: &Spec, operation: &Operation) -> String {
    let Operation {
        id, group, name, ..
    } = operation;
    let mut text = format!("    {id} {group}.{name} {{\n");
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "        {key}: {value};");
    };
    let listed = |entries: Vec<String>| format!("[{}]", entries.join(", "));
    line("ways", listed(ways(spec, operation)));
    let parameters = operation.parameters.iter();
    let parameters: Vec<_> = parameters.map(|one| parameter(spec, one)).collect();
    if !parameters.is_empty() {
        line("parameters", listed(parameters));
    }
    if let Some(content) = &operation.body {
        line("body", body(content));
    }
    let answers = operation.answers.iter().map(|answer| {
        let content = answer.content.as_ref().map(body).unwrap_or_default();
        let answer = format!(
            "{} {} {content}",
            answer.status,
            then::reason(answer.status)
        );
        answer.trim_end().to_owned()
    });
    line("answers", listed(answers.collect()));
    let headers = then::headers(operation).into_iter();
    let headers: Vec<_> = headers
        .map(|(method, header)| format!("{method} {header:?}"))
        .collect();
    if !headers.is_empty() {
        line("headers", listed(headers));
    }
    if operation.streams() {
        line("streams", "yes".to_owned());
    }
    text.push_str("    }\n");
    text
}

fn ways(spec: &Spec, operation: &Operation) -> Vec<String> {
    let credential = |name: &String| {
        let scheme = spec.schemes.iter().find(|scheme| scheme.name == *name);
        let is_pair = scheme.is_some_and(|scheme| scheme.placement == Placement::Basic);
        let pair = if is_pair { " pair" } else { "" };
        format!("{} {name:?}{pair}", names::argument(name))
    };
    let ways = operation.security.iter();
    ways.map(|way| {
        let names: Vec<_> = way.iter().map(credential).collect();
        format!("[{}]", names.join(", "))
    })
    .collect()
}

fn parameter(spec: &Spec, parameter: &Parameter) -> String {
    let name = named(&parameter.rust, &parameter.name);
    match &parameter.kind {
        Kind::List(kind) => format!("{name} each: {}", ty(spec, kind)),
        kind => format!("{name}: {}", ty(spec, kind)),
    }
}

/// What a parameter is read as.
fn ty(spec: &Spec, kind: &Kind) -> String {
    let of_suite = |name| format!("keyfob_contract_suite::registry::{name}");
    match kind {
        Kind::Text | Kind::Decimal | Kind::List(_) => "String".to_owned(),
        Kind::Secret => of_suite("Secret"),
        Kind::Integer => "i64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Time(form) => of_suite(match times::reader(form) {
            "seconds" => "Moment",
            "milliseconds" => "MomentInMilliseconds",
            _ => "MomentInNanoseconds",
        }),
        Kind::Schema(name) => format!("{}::types::{}", ident(spec), name.to_upper_camel_case()),
    }
}

/// A body's schema, or `bytes`.
fn body(content: &Content) -> String {
    match &content.schema {
        Some(name) => schema(name),
        None => "bytes".to_owned(),
    }
}
