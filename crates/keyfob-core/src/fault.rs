//! Reading a vendor's error by the shape that its spec tells.

use reqwest::StatusCode;
use serde_json::Value;

use crate::lenient::{at, members_of};
use crate::scrub::Scrubber;
use crate::{FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Proves};

/// What the vendor says went wrong.
#[derive(Default)]
pub(crate) struct Fault {
    pub code: Option<String>,
    pub message: Option<String>,
    /// Whether the message is one that says nothing.
    is_vague: bool,
}

impl Fault {
    /// Without our secrets, and cut to what somebody reads.
    pub(crate) fn scrubbed(self, scrubber: &Scrubber) -> Self {
        let clean = |text: Option<String>, most| text.map(|text| scrubber.clean(&text, most));
        Self {
            code: clean(self.code, 64),
            message: clean(self.message, 1_000),
            is_vague: self.is_vague,
        }
    }

    fn is_empty(&self) -> bool {
        self.code.is_none() && (self.message.is_none() || self.is_vague)
    }
}

/// Whose body it is that came with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    /// JSON, as the vendor's API answers.
    Api,
    /// Nothing came.
    Nobody,
    /// Something else, as gateways and firewalls answer.
    Other,
}

impl Author {
    /// Of a body without white space around it.
    pub(crate) fn of(body: &[u8]) -> Self {
        match body.first() {
            None => Self::Nobody,
            Some(b'{' | b'[') => Self::Api,
            Some(_) => Self::Other,
        }
    }
}

impl FaultShape {
    /// Reads code and message out of JSON.
    pub(crate) fn read(&self, json: &str) -> Fault {
        let message = self.message.iter().filter_map(|at| told(json, at));
        let (vague, clear): (Vec<_>, Vec<_>) = message.partition(|text| self.is_vague(text));
        Fault {
            code: self.code.iter().find_map(|at| told(json, at)),
            is_vague: clear.is_empty(),
            message: clear.into_iter().chain(vague).next(),
        }
    }

    /// Likewise out of a success that has not what it should have: what the vendor says may stand in the place of the answer.
    pub(crate) fn read_answer(&self, json: &str, members: &[&str]) -> Fault {
        let fault = self.read(json);
        if !fault.is_empty() {
            return fault;
        }
        let inner = members_of(json, members).into_iter().flatten();
        let found = inner.map(|json| match told(json, "") {
            // A sentence: another text may be a token.
            Some(text) if text.trim().contains(' ') => Fault {
                message: Some(text),
                ..Fault::default()
            },
            Some(_) => Fault::default(),
            None if json.starts_with('[') => self.read(at(json, "/0").unwrap_or_default()),
            None => self.read(json),
        });
        found
            .into_iter()
            .find(|fault| !fault.is_empty())
            .unwrap_or(fault)
    }

    fn is_vague(&self, text: &str) -> bool {
        self.vague
            .iter()
            .any(|vague| vague.eq_ignore_ascii_case(text))
    }

    /// Whether a 2xx answer with this body is an error nevertheless.
    pub(crate) fn marks(&self, json: &str) -> bool {
        if self.in_success.is_empty() || !json.starts_with('{') {
            return false;
        }
        let names: Vec<_> = self.in_success.iter().map(FaultMark::member).collect();
        let members = members_of(json, &names);
        let mut marks = self.in_success.iter().zip(members);
        marks.any(|(mark, member)| member.is_some_and(|json| mark.is_on(json)))
    }

    /// The names of members in which errors tell what they are.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let marks = self.in_success.iter().map(|mark| mark.at);
        let pointers = self.code.iter().chain(self.message).copied().chain(marks);
        pointers
            .flat_map(|pointer| pointer.split('/'))
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// What it means: the vendor's word first, then the HTTP status together with what the operation puts to the test.
    pub(crate) fn meaning(
        &self,
        operation: &Operation,
        status: StatusCode,
        fault: &Fault,
        author: Author,
    ) -> Option<FaultKind> {
        let mut meanings = self.of(operation);
        let told = meanings.find(|meaning| {
            meaning.has_code(fault)
                || meaning.has_words(fault)
                || meaning.has_status(operation, status, fault, author)
        });
        match told {
            Some(meaning) => Some(meaning.kind).filter(|kind| *kind != FaultKind::Refused),
            None => by_status(operation, status, fault, author),
        }
    }

    /// What it certainly means inside of a success that is no answer: the vendor's code tells it, or it says that there is no data.
    pub(crate) fn certain_meaning(
        &self,
        operation: &Operation,
        fault: &Fault,
    ) -> Option<FaultKind> {
        let mut meanings = self.of(operation);
        meanings
            .find(|meaning| {
                meaning.has_code(fault)
                    || (meaning.kind == FaultKind::NoData && meaning.has_words(fault))
            })
            .map(|meaning| meaning.kind)
    }

    fn of(&self, operation: &Operation) -> impl Iterator<Item = &'static FaultMeaning> {
        let (id, proves) = (operation.id, operation.proves);
        self.meanings.iter().filter(move |meaning| {
            (meaning.operations.is_empty() || meaning.operations.contains(&id))
                && (meaning.proves.is_empty()
                    || proves.is_some_and(|what| meaning.proves.contains(&what)))
        })
    }
}

impl FaultMeaning {
    fn has_code(&self, fault: &Fault) -> bool {
        let code = fault.code.as_deref();
        code.is_some_and(|code| self.codes.contains(&code))
    }

    fn has_words(&self, fault: &Fault) -> bool {
        let message = fault.message.as_deref().unwrap_or_default().to_lowercase();
        let mut words = self.says.iter();
        words.any(|words| message.contains(&words.to_lowercase()))
    }

    /// A status has a meaning only where the API itself answers, and a session can end only where one was shown.
    fn has_status(
        &self,
        operation: &Operation,
        status: StatusCode,
        fault: &Fault,
        author: Author,
    ) -> bool {
        self.statuses.contains(&status.as_u16())
            && (operation.proves.is_none() || !self.proves.is_empty())
            && author != Author::Other
            && !(self.without_code && fault.code.is_some())
            && !(self.kind == FaultKind::SessionEnded && operation.security.is_empty())
    }
}

impl FaultMark {
    /// The member of the body that it is, or is in.
    fn member(&self) -> &'static str {
        let path = self.at.trim_start_matches('/');
        path.split_once('/').map_or(path, |(member, _)| member)
    }

    /// Whether it is on this member.
    fn is_on(&self, json: &str) -> bool {
        let rest = self.at.get(self.member().len() + 1..).unwrap_or_default();
        let Some(json) = at(json, rest) else {
            return false;
        };
        match (json, self.equals) {
            ("null" | "false" | "\"\"" | "[]" | "{}", None) => false,
            (_, None) => !is_blank_list(json),
            (_, Some(wanted)) => {
                told(json, "").is_some_and(|text| text.trim().eq_ignore_ascii_case(wanted))
            }
        }
    }
}

/// Whether it is an empty list or object with white space in it.
fn is_blank_list(json: &str) -> bool {
    let inner = json
        .strip_prefix('[')
        .and_then(|json| json.strip_suffix(']'));
    let inner = inner.or_else(|| json.strip_prefix('{')?.strip_suffix('}'));
    inner.is_some_and(|inner| inner.trim().is_empty())
}

fn by_status(
    operation: &Operation,
    status: StatusCode,
    fault: &Fault,
    author: Author,
) -> Option<FaultKind> {
    match status.as_u16() {
        429 => return Some(FaultKind::RateLimited),
        502..=504 => return Some(FaultKind::Unavailable),
        _ if author == Author::Other => return None,
        423 => return Some(FaultKind::Locked),
        401 if operation.proves.is_none() => {}
        // A refusal of a login step that says nothing more is one of what was tried. One that says more is told in the vendor's
        // words, and the spec tells what they mean.
        200..=299 | 401 if fault.is_empty() => {}
        _ => return None,
    }
    match operation.proves {
        Some(Proves::Application) => Some(FaultKind::ApplicationRefused),
        Some(Proves::Password) => Some(FaultKind::WrongPassword),
        Some(Proves::Code) => Some(FaultKind::WrongCode),
        Some(Proves::Captcha) => Some(FaultKind::Captcha),
        // Where no credential is sent, no session can have ended.
        None if status == StatusCode::UNAUTHORIZED && !operation.security.is_empty() => {
            Some(FaultKind::SessionEnded)
        }
        None => None,
    }
}

/// The text or number at a pointer.
fn told(json: &str, pointer: &str) -> Option<String> {
    match serde_json::from_str(at(json, pointer)?).ok()? {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SHAPE: FaultShape = FaultShape {
        code: &["/fault/code", "/error/0/code", "/code"],
        message: &[
            "/fault/message",
            "/error/0/message",
            "/errMsg",
            "/error",
            "/stat",
        ],
        vague: &["error from core", "Not_Ok"],
        in_success: &[
            FaultMark {
                at: "/fault",
                equals: None,
            },
            FaultMark {
                at: "/error",
                equals: None,
            },
            FaultMark {
                at: "/stat",
                equals: Some("Not_Ok"),
            },
        ],
        meanings: &[],
    };

    fn read(body: &Value) -> (Option<String>, Option<String>) {
        let fault = SHAPE.read(&body.to_string());
        (fault.code, fault.message)
    }

    fn pair(code: &str, message: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (some(code), some(message))
    }

    #[test]
    fn reads_the_first_that_is_there() {
        for (body, fault) in [
            (
                json!({"fault": {"code": -22, "message": "no"}, "code": 1}),
                pair("-22", "no"),
            ),
            (
                json!({"error": [{"code": "10512", "message": "header"}]}),
                pair("10512", "header"),
            ),
            (
                json!({"error": "invalid_client"}),
                pair("", "invalid_client"),
            ),
            (json!("text"), pair("", "")),
        ] {
            assert_eq!(read(&body), fault, "{body}");
        }
    }

    #[test]
    fn a_reason_comes_before_a_phrase_that_says_nothing() {
        let used = "Put Order Response : Client OrderID already exists Data: 0";
        let body = json!({"errMsg": "error from core", "stat": used});
        assert_eq!(read(&body), pair("", used));
        let body = json!({"errMsg": "error from core", "stat": "Not_Ok"});
        assert_eq!(read(&body), pair("", "error from core"));
    }

    #[test]
    fn what_stands_in_the_place_of_the_answer_is_read_too() {
        for (body, fault) in [
            (
                json!({"data": {"code": 400, "error": "no"}}),
                pair("400", "no"),
            ),
            (json!({"data": [{"fault": {"code": 7}}]}), pair("7", "")),
            (json!({"data": "No data found"}), pair("", "No data found")),
            (json!({"data": null}), pair("", "")),
        ] {
            let read = SHAPE.read_answer(&body.to_string(), &["data"]);
            assert_eq!((read.code, read.message), fault, "{body}");
        }
    }

    #[test]
    fn marks() {
        let marked = |body: &Value| SHAPE.marks(&body.to_string());
        assert!(marked(&json!({"fault": {"code": 1}})));
        assert!(marked(&json!({"stat": "not_ok"})));
        assert!(marked(&json!({"error": ["x"]})));
        for fine in [
            json!({"stat": "Ok"}),
            json!({"stat": "Ok", "error": []}),
            json!({"stat": "Ok", "error": {}}),
            json!({"fault": null}),
            json!({"fault": ""}),
            json!([1]),
            json!({}),
            json!({"data": {"fault": {}, "stat": "Not_Ok"}}),
        ] {
            assert!(!marked(&fine), "{fine}");
        }
        assert!(!SHAPE.marks(r#"{"error": [ ], "fault": {  }}"#));
        assert!(!SHAPE.marks("<html>"));
        assert!(SHAPE.marks(r#"{"rows": [1, {"a": 2}], "f\u0061ult": 1}"#));
        assert!(SHAPE.marks(r#"{"stat":"Ok","stat":"Not_Ok"}"#));
    }
}
