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
    let mut compared = Compared::default();
    let mut found = |kind, at: &str, expected: String, found: String| {
        compared.findings.push(Finding {
            operation: operation.id.to_owned(),
            status: answer.status,
            kind,
            at: at.to_owned(),
            expected,
            found,
        });
    };
    let Some(response) = operation.response(answer.status) else {
        let known = operation.statuses().join(", ");
        let status = answer.status.to_string();
        found(Kind::Status, "", format!("one of {known}"), status);
        return compared;
    };
    if answer.headers.is_some() {
        let headers = response.get("headers").and_then(Value::as_object);
        for (name, node) in headers.into_iter().flatten() {
            let node = document.resolve(node);
            let is_required = node.get("required") == Some(&Value::Bool(true));
            if is_required && answer.header(name).is_none() {
                let expected = format!("the header {name}");
                found(Kind::Header, "", expected, "no such header".to_owned());
            }
        }
    }
    let content = response.get("content").and_then(Value::as_object);
    // Nothing is known of its body.
    let Some(content) = content.filter(|content| !content.is_empty()) else {
        compared.has_anything = true;
        return compared;
    };
    let medias: Vec<&str> = content.keys().map(String::as_str).collect();
    let said = answer.media_type();
    let wanted = said.and_then(|said| content.get_key_value(said));
    let Some((media, described)) = wanted.or_else(|| content.iter().next()) else {
        return compared;
    };
    let is_json = media == "application/json";
    if is_json && answer.bytes.iter().all(u8::is_ascii_whitespace) {
        found(
            Kind::EmptyBody,
            "",
            "a body of JSON".to_owned(),
            "nothing".to_owned(),
        );
        return compared;
    }
    let Some(json) = answer.json.as_ref().filter(|_| is_json) else {
        // Any bytes are described as octets, whatever they say that they are.
        let is_other = said.is_some_and(|said| !medias.contains(&said));
        if is_json {
            let found_as = said.unwrap_or("no JSON").to_owned();
            found(Kind::NotJson, "", "a body of JSON".to_owned(), found_as);
        } else if is_other && media != "application/octet-stream" {
            let said = said.unwrap_or_default().to_owned();
            found(Kind::ContentType, "", medias.join(" or "), said);
        } else {
            compared.has_anything = !answer.bytes.is_empty();
        }
        return compared;
    };
    if let Some(said) = said.filter(|said| !medias.contains(said)) {
        found(Kind::ContentType, "", medias.join(" or "), said.to_owned());
    }
    let is_inside = answer.is_refusal && answer.status < 300;
    let fault = operation.fault().filter(|_| is_inside);
    let Some(schema) = fault.unwrap_or(described).get("schema") else {
        return compared;
    };
    let mut walk = Walk::new(document, operation.id, answer.status);
    let schema = Schema::new(document, schema);
    let proof = operation.proof().map_or_else(
        || schema.proof(),
        |own| {
            own.as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        },
    );
    // Only a success has to prove itself.
    let proof = if answer.status < 300 {
        proof
    } else {
        Vec::new()
    };
    walk.root(&schema, &Examples::of(described), json, &proof);
    compared.findings.append(&mut walk.findings);
    compared.seen = walk.seen;
    compared.has_anything = !compared.seen.is_empty() || walk.has_values;
    compared
}

#[cfg(test)]
mod tests;
