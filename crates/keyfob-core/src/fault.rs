//! Reading a vendor's error by the shape that its spec tells.

mod marks;
mod meaning;

use reqwest::StatusCode;
use serde_json::Value;

pub(crate) use self::marks::Marks;
use self::meaning::by_status;
use crate::lenient::{at, members_of};
use crate::scrub::Scrubber;
use crate::{FaultKind, FaultMark, FaultMeaning, FaultShape, Operation};

/// What the vendor says went wrong.
#[derive(Default)]
pub(crate) struct Fault {
    pub code: Option<String>,
    pub message: Option<String>,
    /// All codes and texts that were found: the first of them may say less than the others.
    pub codes: Vec<String>,
    pub texts: Vec<String>,
    /// The texts in lower case.
    words: Vec<String>,
    /// Whether the body says anything at all, in whatever member.
    is_silent: bool,
}

impl Fault {
    fn new(codes: Vec<String>, texts: Vec<String>, message: Option<String>) -> Self {
        Self {
            code: codes.first().cloned(),
            message,
            words: texts.iter().map(|text| text.to_lowercase()).collect(),
            is_silent: codes.is_empty() && texts.is_empty(),
            codes,
            texts,
        }
    }

    /// Without our secrets, and cut to what somebody reads.
    pub(crate) fn scrubbed(mut self, scrubber: &Scrubber) -> Self {
        let clean = |text: &mut String, most| *text = scrubber.clean(text, most);
        let codes = self.codes.iter_mut().chain(&mut self.code);
        codes.for_each(|code| clean(code, 64));
        let texts = self.texts.iter_mut().chain(&mut self.message);
        texts.for_each(|text| clean(text, 1_000));
        self.words.clear();
        self
    }

    /// What a vendor said elsewhere than in the body of an answer.
    pub(crate) fn said(message: Option<&str>) -> Self {
        let texts: Vec<_> = message.iter().map(|&text| text.to_owned()).collect();
        Self::new(Vec::new(), texts.clone(), texts.into_iter().next())
    }

    fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.texts.is_empty()
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
    /// Reads codes and texts out of JSON.
    pub(crate) fn read(&self, json: &str) -> Fault {
        let codes = self.code.iter().filter_map(|at| told(json, at)).collect();
        let texts: Vec<_> = self
            .message
            .iter()
            .filter_map(|at| told(json, at))
            .collect();
        let clear = texts.iter().find(|text| !self.is_vague(text));
        let message = clear.or(texts.first()).cloned();
        let mut fault = Fault::new(codes, texts, message);
        let is_vague = fault.codes.is_empty() && fault.texts.iter().all(|text| self.is_vague(text));
        fault.is_silent = is_vague && (json.len() > LONGEST_TEXT || !self.speaks(json));
        fault
    }

    /// Whether there is any text or number in it that is not one of the vague ones.
    fn speaks(&self, json: &str) -> bool {
        fn speaks(value: &Value, is_vague: &dyn Fn(&str) -> bool) -> bool {
            match value {
                Value::String(text) => !text.trim().is_empty() && !is_vague(text.trim()),
                Value::Number(_) => true,
                Value::Array(items) => items.iter().any(|item| speaks(item, is_vague)),
                Value::Object(members) => members.values().any(|item| speaks(item, is_vague)),
                Value::Null | Value::Bool(_) => false,
            }
        }
        let value = serde_json::from_str(json);
        value.is_ok_and(|value| speaks(&value, &|text| self.is_vague(text)))
    }

    /// Likewise out of a success that has not what it should have: what the vendor says may stand in the place of the answer.
    pub(crate) fn read_answer(&self, json: &str, members: &[&str]) -> Fault {
        if json.starts_with('[') {
            return self.read(at(json, "/0").unwrap_or_default());
        }
        let fault = self.read(json);
        if fault.texts.iter().any(|text| !self.is_vague(text)) || !fault.codes.is_empty() {
            return fault;
        }
        let inner = members_of(json, members).into_iter().flatten();
        let found = inner.map(|json| match told(json, "") {
            // A sentence: another text may be a token.
            Some(text) if text.trim().contains(' ') => {
                Fault::new(Vec::new(), vec![text.clone()], Some(text))
            }
            Some(_) => Fault::default(),
            None if json.starts_with('[') => self.read(at(json, "/0").unwrap_or_default()),
            None => self.read(json),
        });
        found
            .into_iter()
            .find(|fault| !fault.is_empty())
            .unwrap_or(fault)
    }

    /// Whether an answer without any rows says that it is none: a text or a code beside them that is no word of success.
    pub(crate) fn speaks_against(&self, json: &str) -> bool {
        let fault = self.read(json);
        match fault.texts.is_empty() {
            false => !fault.texts.iter().all(|text| is_fine(text)),
            true => !fault
                .codes
                .iter()
                .all(|code| FINE_CODES.contains(&code.as_str())),
        }
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
        // One by one: there may be several on one member.
        self.in_success.iter().any(|mark| {
            let member = members_of(json, &[mark.member()]).into_iter().next();
            member.flatten().is_some_and(|json| mark.is_on(json))
        })
    }

    /// The names of members in which errors tell what they are.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let marks = self.in_success.iter().map(|mark| mark.at);
        let pointers = self.code.iter().chain(self.message).copied().chain(marks);
        let names = pointers.flat_map(|pointer| pointer.split('/'));
        let mut names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names
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
        match self.equals {
            None => is_said(json),
            Some(wanted) => {
                told(json, "").is_some_and(|text| text.trim().eq_ignore_ascii_case(wanted))
            }
        }
    }
}

/// Codes that say that all is well.
const FINE_CODES: [&str; 4] = ["0", "200", "1000", "00"];

fn is_fine(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    text == "ok" || text.starts_with("success")
}

/// Whether a mark says that something is wrong: not when it is empty, zero, or a word of success, however deep.
fn is_said(json: &str) -> bool {
    fn is_said(value: &Value) -> bool {
        match value {
            Value::Null | Value::Bool(false) => false,
            Value::Bool(true) => true,
            Value::String(text) => !text.trim().is_empty() && text.trim() != "0" && !is_fine(text),
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::Array(items) => items.iter().any(is_said),
            Value::Object(members) => members.values().any(is_said),
        }
    }
    // What is longer than any empty thing says something.
    json.len() > LONGEST_TEXT || serde_json::from_str(json).is_ok_and(|value| is_said(&value))
}

/// How much of a text is looked at, in bytes: more than is ever shown, so that who shows it knows that it was cut.
const LONGEST_TEXT: usize = 5 * 64 * 1024;

/// The text or number at a pointer; the beginning of a very long text.
fn told(json: &str, pointer: &str) -> Option<String> {
    let json = at(json, pointer)?;
    if json.len() > LONGEST_TEXT {
        let start = json.strip_prefix('"')?;
        let end = (0..=LONGEST_TEXT)
            .rev()
            .find(|at| start.is_char_boundary(*at))?;
        return Some(start.get(..end)?.to_owned());
    }
    match serde_json::from_str(json).ok()? {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
