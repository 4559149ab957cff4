//! Which answers to an order prove that it was not taken.

use keyfob_core::{Error, FaultKind};
use serde_json::Value;

/// How much an answer without an acknowledgement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing reached the vendor.
    NotSent,
    /// The vendor did not take it.
    Refused,
    /// It may stand.
    Open,
}

/// The statuses by which a server says that it did not carry the request out. All others leave it open: 408, 424, 425, 444, 460
/// and 499 come from gateways that gave up waiting, 409 speaks of an order that is there, and numbers that nobody knows say nothing.
const REFUSING: [u16; 18] = [
    400, 401, 402, 403, 404, 405, 407, 411, 413, 414, 415, 417, 421, 422, 423, 428, 429, 431,
];

/// Of these, those that a gateway answers in place of the vendor: no reason is needed to believe them.
const OF_GATEWAYS: [u16; 12] = [401, 403, 404, 405, 407, 411, 413, 414, 415, 421, 429, 431];

/// Words of a vendor that does not know itself what became of the request, in any case.
const UNSURE: [&str; 22] = [
    "try later",
    "time-out",
    "timed-out",
    "server error",
    "system error",
    "technical error",
    "technical issue",
    "could not be processed",
    "being processed",
    "internal error",
    "internal server error",
    "internal_server_error",
    "try again",
    "try after",
    "retry",
    "timeout",
    "timed out",
    "time out",
    "no response",
    "unavailable",
    "went wrong",
    "unknown error",
];

/// A no without a reason, in any case.
const WITHOUT_REASON: [&str; 7] = [
    "error from core",
    "not ok",
    "not_ok",
    "error",
    "failure",
    "failed",
    "unknown",
];

/// The vendor's code for an internal error of its own (Kotak Neo's public documents).
const INTERNAL: &str = "1005";

impl State {
    pub(crate) fn after(error: &Error) -> Self {
        match error {
            Error::MissingCredential { .. }
            | Error::BadCredential { .. }
            // No order is sent a second time by itself, so nothing was.
            | Error::SessionClosed { .. }
            | Error::PathChanged { .. }
            | Error::NotHere { .. }
            | Error::InvalidInput(_)
            | Error::Settings(_) => Self::NotSent,
            // A host that is not allowed is found before anything is sent; a redirect comes with its status.
            Error::HostChanged(_) if error.status().is_none() => Self::NotSent,
            _ if error.was_not_sent() => Self::NotSent,
            // A call is renewed for only after the vendor has refused it, whatever came of that then.
            Error::LoginFailed { .. } => Self::Refused,
            _ if is_refused(error) => Self::Refused,
            _ => Self::Open,
        }
    }
}

fn is_refused(error: &Error) -> bool {
    let Some(refusal) = error.refusal() else {
        return false;
    };
    let status = refusal.status();
    let told = refusal.code().is_some() || refusal.message().is_some();
    let by_status = status.is_success() || REFUSING.contains(&status.as_u16());
    by_status
        && (told || OF_GATEWAYS.contains(&status.as_u16()))
        && !is_unsure(error)
        && !is_used_tag(error)
        // No such order is no news of the one that was sent.
        && refusal.kind() != Some(FaultKind::NoData)
}

/// Whether it says that the vendor has an order with this tag, which then was taken.
pub(crate) fn is_used_tag(error: &Error) -> bool {
    matches!(error, Error::DuplicateTag(_))
}

fn is_unsure(error: &Error) -> bool {
    let Some(refusal) = error.refusal() else {
        return true;
    };
    let texts: Vec<_> = refusal.messages().map(str::to_lowercase).collect();
    let is_reason = |text: &String| !WITHOUT_REASON.contains(&text.trim());
    let has_words = |text: &String| UNSURE.iter().any(|words| text.contains(words));
    matches!(error, Error::Unavailable(_))
        || refusal
            .codes()
            .any(|code| code == INTERNAL || is_open_status(code))
        || !(texts.is_empty() || texts.iter().any(is_reason))
        || texts.iter().any(has_words)
}

/// Whether a code in the body is the number of a status that leaves it open.
fn is_open_status(code: &str) -> bool {
    let status = code.parse::<u16>().ok();
    status.is_some_and(|status| {
        matches!(status, 408 | 424 | 425 | 444 | 460 | 499) || (500..600).contains(&status)
    })
}

/// Whether the answer names an order, so that one stands whatever else it says.
pub(crate) fn names_an_order(error: &Error) -> bool {
    fn names(value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().any(names),
            Value::Object(members) => members.iter().any(|(name, value)| {
                (["nOrdNo", "orderId"].contains(&name.as_str()) && is_number(value)) || names(value)
            }),
            _ => false,
        }
    }
    // Vendors write 0, NA or dashes where there is none.
    fn is_number(value: &Value) -> bool {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return false,
        };
        let digits = |c: char| c.is_ascii_digit();
        text.contains(digits)
            && text.chars().any(|c| digits(c) && c != '0')
            && !text.starts_with('-')
    }
    let body = error.refusal().map(|refusal| refusal.body());
    let body = body.and_then(|body| serde_json::from_slice::<Value>(body).ok());
    body.is_some_and(|body| names(&body))
}
