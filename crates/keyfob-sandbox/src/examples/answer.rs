//! What a call is answered with.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::document::{Document, examples, members};
use super::media::{essence, is_json};

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
    pub(super) fn response(&self, example: Option<&str>) -> Option<Response> {
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

/// A refusal in words of the sandbox.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({ "message": message }))).into_response()
}
