//! The statuses of answers.

use super::calls::Operation;
use super::context::{Context, content, place_of};
use super::rule::{Report, Rule};
use crate::edit::Edits;
use crate::load::Entry;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "answer-default",
        "the generator takes it for a success and for an error, and panics",
        default,
    ),
    Rule::new(
        "answer-range",
        "examples, mocks and the sandbox need a number",
        range,
    ),
    Rule::new(
        "answer-status",
        "clients decode 2xx, 4xx and 5xx only; redirects are never followed",
        class,
    ),
    Rule::new(
        "answer-reason",
        "the generated mocks name a status by the reason phrase that HTTP gives it, and panic without",
        reason,
    ),
    Rule::new(
        "answer-no-content",
        "HTTP forbids a body there, and decoding nothing would fail each time",
        no_content,
    ),
    Rule::new(
        "answer-success-missing",
        "an operation that never succeeds is most likely a slip of the pen",
        success,
    ),
];

/// Statuses of 2xx, 4xx and 5xx that the `http` crate knows a reason phrase for.
#[must_use]
pub fn has_reason(status: u16) -> bool {
    matches!(status, 200..=208 | 226 | 400..=418 | 421..=426 | 428 | 429 | 431 | 451
        | 500..=508 | 510 | 511)
}

/// Takes a status away that is a number, and tells it.
fn drop_status(fix: &mut Edits, context: &Context<'_>, operation: &Operation<'_>, entry: &Entry) {
    let Some(answers) = operation.node().get("responses") else {
        return;
    };
    if entry.key.parse::<u16>().is_ok() {
        let answer = context.document.resolve(&entry.value);
        let words = answer.and_then(|answer| answer.text_of("description"));
        let words = words.unwrap_or_default().trim().trim_end_matches('.');
        let sentence = match words {
            "" => format!("It may answer {}.", entry.key),
            words => format!("It may answer {}: {words}.", entry.key),
        };
        fix.tell(operation.node(), "description", sentence);
        fix.remove(answers, &entry.key);
    }
}

fn default(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for entry in operation.answers() {
            if entry.key == "default" {
                report.add(
                    entry.place,
                    format!("{} has a `default` answer", operation.label()),
                    "write the statuses that the vendor is known to send",
                );
            }
        }
    }
}

fn range(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for entry in operation.answers() {
            if entry.key.to_ascii_uppercase().ends_with("XX") {
                report.add(
                    entry.place,
                    format!("`{}` is a range of statuses", entry.key),
                    "say which statuses there are",
                );
            }
        }
    }
}

fn class(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for entry in operation.answers() {
            let known = match entry.key.as_str() {
                "default" => true,
                key if key.to_ascii_uppercase().ends_with("XX") => true,
                key if key.starts_with("x-") => true,
                key => key.parse::<u16>().is_ok_and(|status| {
                    (200..300).contains(&status) || (400..600).contains(&status)
                }),
            };
            if !known {
                let fix = report.add(
                    entry.place,
                    format!("`{}` is not a status that ends a call", entry.key),
                    "take it away and tell it in the description",
                );
                drop_status(fix, context, operation, entry);
            }
        }
    }
}

fn reason(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for entry in operation.answers() {
            if let Ok(status) = entry.key.parse::<u16>()
                && (200..600).contains(&status)
                && !(300..400).contains(&status)
                && !has_reason(status)
            {
                let fix = report.add(
                    entry.place,
                    format!("HTTP has no words for {status}"),
                    "take it away and tell it in the description; it still becomes an error",
                );
                drop_status(fix, context, operation, entry);
            }
        }
    }
}

fn no_content(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for entry in operation.answers() {
            let answer = context.document.resolve(&entry.value);
            let is_bodiless =
                operation.method.key == "head" || ["204", "205"].contains(&entry.key.as_str());
            if is_bodiless && answer.is_some_and(|answer| !content(answer).is_empty()) {
                let fix = report.add(
                    entry.place,
                    format!(
                        "the answer {} of {} has a body",
                        entry.key,
                        operation.label()
                    ),
                    "take `content` away",
                );
                fix.remove(&entry.value, "content");
            }
        }
    }
}

fn success(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        if !operation
            .answers()
            .iter()
            .any(|entry| entry.key.starts_with('2'))
        {
            report.add(
                place_of(operation.node(), "responses"),
                format!("{} has no 2xx answer", operation.label()),
                "write the status of its success, without `content` if it has no body",
            );
        }
    }
}
