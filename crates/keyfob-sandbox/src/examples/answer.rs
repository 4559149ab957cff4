//! What a call is answered with.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::document::{Document, members};
use super::operation::{Operation, essence, examples, is_json};

/// An answer that the spec describes.
pub(super) struct Answer {
    pub(super) status: u16,
    media: Option<String>,
    pub(super) examples: Vec<(String, Value)>,
    /// The headers that have an example.
    headers: Vec<(String, String)>,
}

impl Answer {
    pub(super) fn new(
        document: &Document,
        status: u16,
        node: &Value,
        media: Option<(&String, &Value)>,
    ) -> Self {
        let found = media.map(|(_, entry)| examples(document, entry));
        let found = found.into_iter().flatten();
        let headers = members(node, "headers").filter_map(|(name, header)| {
            let header = document.resolve(header)?;
            let schema = header.get("schema");
            let example = header.get("example").or(schema?.get("example"))?;
            let text = example
                .as_str()
                .map_or_else(|| example.to_string(), str::to_owned);
            Some((name.clone(), text))
        });
        Self {
            status,
            media: media.map(|(media, _)| media.clone()),
            examples: found
                .map(|(name, example)| (name.to_owned(), example.clone()))
                .collect(),
            headers: headers.collect(),
        }
    }

    /// The answer with the example of this name, or the first one.
    fn response(&self, example: Option<&str>) -> Option<Response> {
        let found = match example {
            Some(wanted) => self
                .examples
                .iter()
                .find(|(name, _)| name == wanted)?
                .1
                .clone(),
            None => self
                .examples
                .first()
                .map_or(Value::Null, |(_, value)| value.clone()),
        };
        let status = StatusCode::from_u16(self.status).ok()?;
        let mut response = match &self.media {
            Some(media) => {
                let body = match found {
                    Value::String(text) if !is_json(&essence(media)) => text,
                    Value::Null if self.examples.is_empty() => String::new(),
                    other => other.to_string(),
                };
                (status, [(header::CONTENT_TYPE, media.clone())], body).into_response()
            }
            None => (status, Body::empty()).into_response(),
        };
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_str(value))
            {
                response.headers_mut().insert(name, value);
            }
        }
        Some(response)
    }
}

/// Which answer is wanted: by the header `Prefer`, or by the server's own user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) status: Option<u16>,
    pub(super) example: Option<String>,
}

impl Wanted {
    /// Reads `status=404; example=none`.
    pub(super) fn read(prefer: &str) -> Self {
        let mut wanted = Self::default();
        for preference in prefer.split([',', ';']) {
            let Some((name, value)) = preference.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "status" | "code" => wanted.status = value.parse().ok(),
                "example" => wanted.example = Some(value.to_owned()),
                _ => {}
            }
        }
        wanted
    }
}

impl Operation {
    /// The answer that is wanted; without any wish the first success.
    pub(super) fn answer(&self, wanted: &Wanted) -> Result<Response, String> {
        let mut answers: Vec<_> = self.answers.iter().collect();
        // Successes first, and the lowest of them.
        answers.sort_by_key(|answer| (!(200..300).contains(&answer.status), answer.status));
        let fitting = answers
            .iter()
            .filter(|answer| wanted.status.is_none_or(|status| answer.status == status));
        let mut made = fitting.filter_map(|answer| answer.response(wanted.example.as_deref()));
        match made.next() {
            Some(response) => Ok(response),
            None if answers.is_empty() => Ok(StatusCode::NO_CONTENT.into_response()),
            None => Err(format!(
                "there is no such answer: the statuses are {:?}",
                self.answers
                    .iter()
                    .map(|answer| answer.status)
                    .collect::<Vec<_>>()
            )),
        }
    }

    /// The first example of a status, if the operation has one.
    pub(super) fn example(&self, status: u16) -> Option<Response> {
        let mut answers = self.answers.iter();
        let answer = answers.find(|answer| answer.status == status)?;
        (!answer.examples.is_empty()).then(|| answer.response(None))?
    }
}

/// A refusal in words of the sandbox.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({ "message": message }))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_are_read_and_others_are_left() {
        let wanted = Wanted::read("respond-async, status=404; example=\"none\"");
        assert_eq!(wanted.status, Some(404));
        assert_eq!(wanted.example.as_deref(), Some("none"));
        assert_eq!(Wanted::read("return=minimal"), Wanted::default());
    }
}
