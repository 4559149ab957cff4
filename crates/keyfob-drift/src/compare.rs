//! An answer against what the document says of it.

mod body;
mod examples;
mod media;

use serde_json::Value;

use self::body::Walk;
use self::examples::Examples;
use self::media::media_type;
use crate::document::{Document, Operation, Schema};
use crate::report::{Finding, Kind};

/// What is compared of an answer.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    /// Names and values; `None` where they are not known.
    pub(crate) headers: Option<Vec<(&'a str, &'a str)>>,
    pub(crate) bytes: &'a [u8],
    /// The body, if it is JSON.
    pub(crate) json: Option<Value>,
    /// Whether the vendor refused the call, also inside of a success.
    pub(crate) is_refusal: bool,
}

/// What came of a comparison.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) findings: Vec<Finding>,
    /// The members that are as described.
    pub(crate) seen: Vec<String>,
    /// Whether anything was there to compare.
    pub(crate) has_anything: bool,
}

impl Answer<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter().flatten();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }

    /// The media type that it says; `None` where headers are not known.
    fn media_type(&self) -> Option<&'static str> {
        self.headers.as_ref()?;
        Some(
            self.header("content-type")
                .map_or("no content type", media_type),
        )
    }
}

/// Compares.
pub(crate) fn compare(
    document: &Document,
    operation: &Operation<'_>,
    answer: &Answer<'_>,
) -> Compared {
    let mut comparison = Comparison {
        document,
        operation,
        answer,
        compared: Compared::default(),
    };
    match operation.response(answer.status) {
        Some(response) => comparison.response(response),
        None => {
            let known = operation.statuses().join(", ");
            let status = answer.status.to_string();
            comparison.find(Kind::Status, format!("one of {known}"), status);
        }
    }
    comparison.compared
}

/// A comparison under way.
struct Comparison<'a> {
    document: &'a Document,
    operation: &'a Operation<'a>,
    answer: &'a Answer<'a>,
    compared: Compared,
}

impl<'a> Comparison<'a> {
    /// Something about the answer as a whole.
    fn find(&mut self, kind: Kind, expected: impl Into<String>, found: impl Into<String>) {
        self.compared.findings.push(Finding {
            operation: self.operation.id.to_owned(),
            status: self.answer.status,
            kind,
            at: String::new(),
            expected: expected.into(),
            found: found.into(),
        });
    }

    fn response(&mut self, response: &'a Value) {
        self.headers(response);
        let content = response.get("content").and_then(Value::as_object);
        // Nothing is known of its body.
        let Some(content) = content.filter(|content| !content.is_empty()) else {
            self.compared.has_anything = true;
            return;
        };
        let said = self.answer.media_type();
        let same = said.and_then(|said| content.get_key_value(said));
        let Some((media, described)) = same.or_else(|| content.iter().next()) else {
            return;
        };
        let medias: Vec<&str> = content.keys().map(String::as_str).collect();
        let is_other = said.filter(|said| !medias.contains(said));
        match media.as_str() {
            "application/json" => self.json(described, &medias, is_other),
            // Any bytes are described as octets, whatever they say that they are.
            "application/octet-stream" => {
                self.compared.has_anything = !self.answer.bytes.is_empty();
            }
            _ => match is_other {
                Some(said) => self.find(Kind::ContentType, medias.join(" or "), said),
                None => self.compared.has_anything = !self.answer.bytes.is_empty(),
            },
        }
    }

    fn headers(&mut self, response: &Value) {
        if self.answer.headers.is_none() {
            return;
        }
        let headers = response.get("headers").and_then(Value::as_object);
        for (name, node) in headers.into_iter().flatten() {
            let required = self.document.resolve(node).get("required");
            if required == Some(&Value::Bool(true)) && self.answer.header(name).is_none() {
                self.find(Kind::Header, format!("the header {name}"), "no such header");
            }
        }
    }

    /// A body that should be JSON; `is_other` is its media type if that is none of those described.
    fn json(&mut self, described: &'a Value, medias: &[&str], is_other: Option<&str>) {
        const WANTED: &str = "a body of JSON";
        if self.answer.bytes.iter().all(u8::is_ascii_whitespace) {
            return self.find(Kind::EmptyBody, WANTED, "nothing");
        }
        let Some(json) = &self.answer.json else {
            return self.find(Kind::NotJson, WANTED, is_other.unwrap_or("no JSON"));
        };
        if let Some(said) = is_other {
            self.find(Kind::ContentType, medias.join(" or "), said);
        }
        self.body(described, json);
    }

    fn body(&mut self, described: &'a Value, json: &Value) {
        let is_inside = self.answer.is_refusal && self.answer.status < 300;
        let fault = self.operation.fault().filter(|_| is_inside);
        let Some(schema) = fault.unwrap_or(described).get("schema") else {
            return;
        };
        let schema = Schema::new(self.document, schema);
        // Only a success has to prove itself.
        let proof = match self.answer.is_refusal {
            true => Vec::new(),
            false => self.operation.proof().unwrap_or_else(|| schema.proof()),
        };
        // The faults of all calls have one schema: what one of them has, another may lack.
        let examples = match fault {
            Some(_) => Examples::default(),
            None => Examples::of(described),
        };
        let mut walk = Walk::new(self.document, self.operation.id, self.answer.status);
        walk.root(&schema, &examples, json, &proof);
        self.compared.has_anything = !walk.seen.is_empty() || walk.has_values;
        self.compared.findings.append(&mut walk.findings);
        self.compared.seen = walk.seen;
    }
}

#[cfg(test)]
mod tests;
