//! Reading a vendor's error by the shape that its spec tells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use reqwest::StatusCode;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::{FaultKind, FaultMark, FaultShape, Operation, Proves};

/// What the vendor says went wrong.
#[derive(Default)]
pub(crate) struct Fault {
    pub code: Option<String>,
    pub message: Option<String>,
}

impl FaultShape {
    /// Reads code and message out of a body, whatever it is.
    pub(crate) fn read(&self, body: &Value) -> Fault {
        Fault {
            code: first(body, self.code),
            message: first(body, self.message),
        }
    }

    /// Whether a 2xx answer with this body is an error nevertheless. Most are not, and some are long: only what may be a mark is
    /// built of it.
    pub(crate) fn marks(&self, body: &[u8]) -> bool {
        if self.in_success.is_empty() {
            return false;
        }
        let Ok(members) = serde_json::from_slice::<BTreeMap<Cow<'_, str>, &RawValue>>(body) else {
            return false;
        };
        let named = |name: &str| self.in_success.iter().any(|mark| mark.member() == name);
        let members = members.into_iter().filter(|(name, _)| named(name));
        let members = members.filter_map(|(name, member)| {
            Some((name.into_owned(), serde_json::from_str(member.get()).ok()?))
        });
        let told = Value::Object(members.collect());
        self.in_success.iter().any(|mark| mark.is_on(&told))
    }

    /// What it means: the vendor's word first, then the HTTP status together with what the operation puts to the test.
    pub(crate) fn meaning(
        &self,
        operation: &Operation,
        status: StatusCode,
        fault: &Fault,
    ) -> Option<FaultKind> {
        let code = fault.code.as_deref().unwrap_or_default();
        let message = fault.message.as_deref().unwrap_or_default().to_lowercase();
        let told = self.meanings.iter().find(|meaning| {
            meaning.codes.contains(&code)
                || meaning
                    .says
                    .iter()
                    .any(|words| message.contains(&words.to_lowercase()))
                || (operation.proves.is_none() && meaning.statuses.contains(&status.as_u16()))
        });
        told.map(|meaning| meaning.kind)
            .or_else(|| by_status(operation, status))
    }
}

impl FaultMark {
    /// The member of the body that it is, or is in.
    fn member(&self) -> &'static str {
        let path = self.at.trim_start_matches('/');
        path.split_once('/').map_or(path, |(member, _)| member)
    }

    fn is_on(&self, body: &Value) -> bool {
        match (body.pointer(self.at), self.equals) {
            (None | Some(Value::Null | Value::Bool(false)), _) => false,
            (Some(Value::String(text)), Some(wanted)) => text.eq_ignore_ascii_case(wanted),
            (Some(_), Some(_)) => false,
            (Some(Value::String(text)), None) => !text.is_empty(),
            (Some(_), None) => true,
        }
    }
}

fn by_status(operation: &Operation, status: StatusCode) -> Option<FaultKind> {
    match status.as_u16() {
        // An error inside a 200 answer of a login is a refusal of what was tried, as a 401 is.
        200..=299 | 401 => match operation.proves {
            Some(Proves::Application) => Some(FaultKind::ApplicationRefused),
            Some(Proves::Password) => Some(FaultKind::WrongPassword),
            Some(Proves::Code) => Some(FaultKind::WrongCode),
            Some(Proves::Captcha) => Some(FaultKind::Captcha),
            // Where no credential is sent, no session can have ended.
            None if status == StatusCode::UNAUTHORIZED && !operation.security.is_empty() => {
                Some(FaultKind::SessionEnded)
            }
            None => None,
        },
        423 => Some(FaultKind::Locked),
        429 => Some(FaultKind::RateLimited),
        502..=504 => Some(FaultKind::Unavailable),
        _ => None,
    }
}

fn first(body: &Value, pointers: &[&str]) -> Option<String> {
    pointers
        .iter()
        .find_map(|pointer| match body.pointer(pointer)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SHAPE: FaultShape = FaultShape {
        code: &["/fault/code", "/error/0/code", "/code"],
        message: &["/fault/message", "/error/0/message", "/error"],
        in_success: &[
            FaultMark {
                at: "/fault",
                equals: None,
            },
            FaultMark {
                at: "/stat",
                equals: Some("Not_Ok"),
            },
        ],
        meanings: &[],
    };

    #[test]
    fn reads_the_first_that_is_there() {
        let fault = SHAPE.read(&json!({"fault": {"code": -22, "message": "no"}, "code": 1}));
        assert_eq!(
            (fault.code.as_deref(), fault.message.as_deref()),
            (Some("-22"), Some("no"))
        );
        let fault = SHAPE.read(&json!({"error": [{"code": "10512", "message": "header"}]}));
        assert_eq!(
            (fault.code.as_deref(), fault.message.as_deref()),
            (Some("10512"), Some("header"))
        );
        let fault = SHAPE.read(&json!({"error": "invalid_client"}));
        assert_eq!(
            (fault.code, fault.message.as_deref()),
            (None, Some("invalid_client"))
        );
        let fault = SHAPE.read(&json!("text"));
        assert!(fault.code.is_none() && fault.message.is_none());
    }

    #[test]
    fn marks() {
        let marked = |body: &Value| SHAPE.marks(body.to_string().as_bytes());
        assert!(marked(&json!({"fault": {}})));
        assert!(marked(&json!({"stat": "not_ok"})));
        for fine in [
            json!({"stat": "Ok"}),
            json!({"fault": null}),
            json!({"fault": ""}),
            json!([1]),
            json!({}),
            json!({"data": {"fault": {}, "stat": "Not_Ok"}}),
        ] {
            assert!(!marked(&fine), "{fine}");
        }
        assert!(!SHAPE.marks(b"<html>"));
        assert!(SHAPE.marks(br#"{"rows": [1, {"a": 2}], "f\u0061ult": 1}"#));
    }
}
