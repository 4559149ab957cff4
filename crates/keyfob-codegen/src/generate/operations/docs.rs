//! The documentation of an operation: what it does, what it needs, how it is called, and how it fails.

use std::fmt::Write as _;

use crate::generate::examples;
use crate::generate::markdown::inert;
use crate::model::{Operation, Placement, Spec};

pub(super) fn operation(spec: &Spec, operation: &Operation) -> String {
    let mut text = format!("{}.\n\n", operation.summary.trim_end_matches('.'));
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push_str(part.trim_end());
            text.push_str("\n\n");
        }
    };
    add(&inert(&operation.description));
    add(&arguments(spec, operation));
    add(&format!(
        "Sends `{} {}`. {} {}",
        operation.method.to_uppercase(),
        operation.path,
        credentials(spec, operation),
        repeats(operation),
    ));
    add(&examples::call(spec, operation));
    add(&errors(spec, operation));
    add(&source(operation));
    text.trim_end().to_owned()
}

/// What can be set, the body among it.
fn arguments(spec: &Spec, operation: &Operation) -> String {
    let builder = operation.builder();
    let mut rows = Vec::new();
    for parameter in &operation.parameters {
        let needed = if parameter.required {
            ""
        } else {
            " (optional)"
        };
        let description = inert(&parameter.description).replace('\n', " ");
        rows.push(format!(
            "* [`{name}`](crate::builder::{builder}::{name}){needed}: {description}",
            name = parameter.rust,
        ));
    }
    if let Some(body) = &operation.body {
        let needed = if operation.optional_body {
            " (optional)"
        } else {
            ""
        };
        let what = match &body.schema {
            Some(schema) => {
                let content = spec.content_of(schema);
                format!("a [`{content}`](crate::types::{content}) or its builder")
            }
            None => "bytes".to_owned(),
        };
        rows.push(format!(
            "* [`body`](crate::builder::{builder}::body){needed}: {what}"
        ));
    }
    match rows.is_empty() {
        true => String::new(),
        false => format!("Arguments:\n\n{}", rows.join("\n")),
    }
}

/// What it needs to be logged in.
pub(crate) fn credentials(spec: &Spec, operation: &Operation) -> String {
    let shown = |name: &String| {
        let scheme = spec.schemes.iter().find(|scheme| scheme.name == *name);
        match scheme.map(|scheme| &scheme.placement) {
            Some(Placement::Header(header)) => format!("`{name}` (header `{header}`)"),
            Some(Placement::Query(query)) => format!("`{name}` (query `{query}`)"),
            Some(Placement::Cookie(cookie)) => format!("`{name}` (cookie `{cookie}`)"),
            _ => format!("`{name}`"),
        }
    };
    let ways: Vec<String> = operation
        .security
        .iter()
        .filter(|all| !all.is_empty())
        .map(|all| all.iter().map(shown).collect::<Vec<_>>().join(", "))
        .collect();
    match ways.is_empty() {
        true => "It needs no credentials.".to_owned(),
        false => format!("It needs the credentials {}.", ways.join("; or ")),
    }
}

/// Whether it may be repeated.
pub(crate) fn repeats(operation: &Operation) -> &'static str {
    match operation.retry.as_str() {
        "safe" => "It changes nothing, so that it is sent again where that may help.",
        "idempotent" => "Twice is the same as once, so that it is sent again where that may help.",
        _ => "It is sent once.",
    }
}

fn errors(spec: &Spec, operation: &Operation) -> String {
    let mut text = "# Errors\n\n".to_owned();
    for answer in operation
        .answers
        .iter()
        .filter(|answer| answer.status >= 300)
    {
        let status = answer.status;
        let kind = kind(spec, operation, status);
        let kind = kind.map(|kind| format!(", [`Error::{kind}`](crate::Error::{kind})"));
        let description = inert(&answer.description).replace('\n', " ");
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "* {status}{}: {}",
            kind.unwrap_or_default(),
            description.trim_end_matches('.'),
        );
    }
    for meaning in &spec.faults.kinds {
        let is_own = meaning.operations.contains(&operation.id)
            || operation
                .proves
                .as_ref()
                .is_some_and(|what| meaning.proves.contains(what));
        if let (true, Some(kind)) = (is_own, variant(&meaning.kind)) {
            let codes = meaning.codes.iter().map(|code| format!("code `{code}`"));
            let says = meaning.says.iter().map(|words| format!("\"{words}\""));
            let marks: Vec<_> = codes.chain(says).collect();
            if !marks.is_empty() {
                let _ = writeln!(
                    text,
                    "* [`Error::{kind}`](crate::Error::{kind}): {}",
                    marks.join(", ")
                );
            }
        }
    }
    text.push_str(
        "\nWhat else any call can meet, as a time-out or a cut line, is told by [`Error`](crate::Error).",
    );
    text
}

/// What a status of an operation is, where the spec says it for all of its answers.
fn kind(spec: &Spec, operation: &Operation, status: u16) -> Option<&'static str> {
    let mut kinds = spec.faults.kinds.iter();
    let fits = |proves: &[String]| {
        let what = operation.proves.as_ref();
        match proves.is_empty() {
            true => what.is_none(),
            false => what.is_some_and(|what| proves.contains(what)),
        }
    };
    let told = kinds.find(|kind| kind.statuses.contains(&status) && fits(&kind.proves));
    match (told, status) {
        (Some(kind), _) => variant(&kind.kind),
        (None, 429) => Some("RateLimited"),
        (None, 502..=504) => Some("Unavailable"),
        _ => None,
    }
}

/// The error of a kind of the spec.
fn variant(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "application-refused" => "ApplicationRefused",
        "application-token-ended" => "ApplicationTokenEnded",
        "wrong-password" => "WrongPassword",
        "wrong-code" => "WrongCode",
        "captcha" => "CaptchaWanted",
        "locked" => "Locked",
        "rate-limited" => "RateLimited",
        "session-ended" => "SessionEnded",
        "unavailable" => "Unavailable",
        "no-data" => "NoData",
        "duplicate-tag" => "DuplicateTag",
        "refused" => "Refused",
        _ => return None,
    })
}

fn source(operation: &Operation) -> String {
    let (confidence, from) = &operation.source;
    match confidence.is_empty() {
        true => String::new(),
        false => format!(
            "# Source\n\n{} (confidence: {confidence}). The vendor's name: `{}`.",
            inert(from),
            operation.id
        ),
    }
}
