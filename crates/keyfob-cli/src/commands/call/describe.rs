//! What there is to call, and what it needs.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value, json};

use crate::document::{Described, Document, Place};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::vendor::Vendor;

#[derive(Serialize)]
struct Row<'a> {
    operation: &'static str,
    method: &'a str,
    path: &'static str,
    repeat: &'static str,
    summary: &'a str,
}

/// The operations whose name or summary has this text.
pub fn list(output: Output, document: &Document, pattern: &str) -> Result<(), Failure> {
    let pattern = pattern.to_lowercase();
    let all: Vec<_> = document.operations().collect();
    let rows: Vec<_> = all
        .iter()
        .map(|described| Row {
            operation: described.operation.id,
            method: described.operation.method.as_str(),
            path: described.operation.path,
            repeat: described.repeat(),
            summary: described.summary(),
        })
        .filter(|row| {
            let told = format!("{} {}", row.operation, row.summary);
            told.to_lowercase().contains(&pattern)
        })
        .collect();
    let columns = [text("Operation"), text("Repeat"), text("What it does")];
    let cells = |row: &Row<'_>| {
        vec![
            row.operation.to_owned(),
            row.repeat.to_owned(),
            row.summary.to_owned(),
        ]
    };
    let none = "no operation has that in its name or summary";
    output.rows(&columns, &rows, cells, none)
}

/// All that the document says of an operation.
pub fn describe(output: Output, vendor: Vendor, described: &Described<'_>) -> Result<(), Failure> {
    match output.is_json() {
        true => output.value(&value(vendor, described)),
        false => output.line(page(described).trim_end()),
    }
}

fn value(vendor: Vendor, described: &Described<'_>) -> Value {
    let operation = described.operation;
    let (source, confidence) = described.source();
    let parameters = described.parameters();
    let parameters = parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name,
            "in": place(parameter.place),
            "required": parameter.is_required,
            "description": parameter.description,
            "values": parameter.values,
            "example": parameter.example,
        })
    });
    let body = described.body().map(|body| {
        json!({
            "media_type": body.media_type,
            "required": body.is_required,
            "example": body_example(body.example, body.json_member),
        })
    });
    json!({
        "vendor": vendor.name(),
        "operation": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "summary": described.summary(),
        "description": described.description(),
        "repeat": described.repeat(),
        "source": source,
        "confidence": confidence,
        "credentials": credentials(described),
        "secrets": operation.secrets,
        "parameters": parameters.collect::<Vec<_>>(),
        "body": body,
    })
}

/// Writing to a text does not fail.
fn page(described: &Described<'_>) -> String {
    let operation = described.operation;
    let (source, confidence) = described.source();
    let mut page = format!("{}: {}\n", operation.id, described.summary());
    let _ = writeln!(page, "{} {}\n", operation.method, operation.path);
    let _ = writeln!(page, "{}\n", described.description());
    for parameter in described.parameters() {
        let (name, place) = (parameter.name, place(parameter.place));
        let needed = needed(parameter.is_required);
        let description = parameter.description.replace('\n', " ");
        let _ = writeln!(
            page,
            "--param {name}=..  ({place}, {needed})  {description}"
        );
        if !parameter.values.is_empty() {
            let _ = writeln!(page, "    one of {}", parameter.values.join(", "));
        }
        if let Some(example) = parameter.example {
            let _ = writeln!(page, "    such as {}", plain(example));
        }
    }
    if let Some(body) = described.body() {
        let needed = needed(body.is_required);
        let _ = writeln!(page, "--body  ({}, {needed})", body.media_type);
        if let Some(example) = body_example(body.example, body.json_member) {
            let _ = writeln!(page, "    such as {}", plain(&example));
        }
    }
    if !operation.secrets.is_empty() {
        let _ = writeln!(page, "secret: {}", operation.secrets.join(", "));
    }
    let credentials = credentials(described).join(", or ");
    let _ = writeln!(page, "\nmay be repeated: {}", described.repeat());
    let _ = writeln!(page, "credentials: {credentials}");
    let _ = writeln!(page, "known from: {source} (confidence: {confidence})");
    page
}

/// What is given as `--body`: of a form that holds JSON, that.
fn body_example(example: Option<&Value>, json_member: Option<&str>) -> Option<Value> {
    let example = example?;
    let inner = json_member.and_then(|member| example.get(member)?.as_str());
    let inner = inner.and_then(|text| serde_json::from_str(text).ok());
    Some(inner.unwrap_or_else(|| example.clone()))
}

fn credentials(described: &Described<'_>) -> Vec<String> {
    let alternatives = described.operation.security.iter();
    let all: Vec<_> = alternatives
        .map(|together| {
            let names: Vec<_> = together.iter().map(|scheme| scheme.name).collect();
            names.join(" and ")
        })
        .collect();
    match all.is_empty() {
        true => vec!["none".to_owned()],
        false => all,
    }
}

fn needed(is_required: bool) -> &'static str {
    match is_required {
        true => "needed",
        false => "optional",
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
