//! Answers that are given word for word.

use std::fmt;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::json::Sent;
use super::problem::Problem;
use super::which::{Which, status};
use crate::backend::Backend;
use crate::failure::{FRAMING, Failure};
use crate::record::Answer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Give {
    #[serde(default)]
    when: Which,
    status: u16,
    #[serde(default)]
    headers: Headers,
    #[serde(default)]
    body: Body,
}

/// In the order in which they were said; a name can be there more than once.
#[derive(Default)]
struct Headers(Vec<(String, String)>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    name: String,
    value: String,
}

/// JSON is kept as it was written: read and written anew, `10.50` would become `10.5`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Body {
    #[default]
    Empty,
    Text(String),
    Json(Box<RawValue>),
    Base64(String),
}

/// Answers the next call word for word.
pub(super) async fn add(
    State(backend): State<Arc<Backend>>,
    Sent(give): Sent<Give>,
) -> Result<StatusCode, Problem> {
    let when = give.when.read()?;
    let body = give.body.read()?;
    let answer = Answer {
        status: status(give.status, !body.is_empty())?,
        headers: give.headers.read()?,
        body,
    };
    backend.failures.add(when, Failure::Verbatim(answer));
    Ok(StatusCode::NO_CONTENT)
}

impl Body {
    fn read(self) -> Result<Vec<u8>, Problem> {
        Ok(match self {
            Self::Empty => Vec::new(),
            Self::Text(text) => text.into_bytes(),
            Self::Json(json) => json.get().as_bytes().to_vec(),
            Self::Base64(text) => {
                let bytes = STANDARD.decode(text);
                bytes.map_err(|_| Problem::invalid("body.base64 is no base64"))?
            }
        })
    }
}

impl Headers {
    fn read(self) -> Result<Vec<(String, String)>, Problem> {
        let mut headers = self.0.iter();
        match headers.find(|(name, value)| !is_allowed(name, value)) {
            None => Ok(self.0),
            Some((name, _)) => Err(Problem::invalid(format!(
                "header {name}: HTTP does not allow it, or the server sets it itself"
            ))),
        }
    }
}

fn is_allowed(name: &str, value: &str) -> bool {
    let name = HeaderName::from_bytes(name.as_bytes());
    name.is_ok_and(|name| !FRAMING.contains(&name)) && HeaderValue::from_str(value).is_ok()
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Headers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("headers as an object, or as a list of name and value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers, A::Error> {
        let mut headers = Vec::new();
        while let Some(pair) = map.next_entry()? {
            headers.push(pair);
        }
        Ok(Headers(headers))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Headers, A::Error> {
        let mut headers = Vec::new();
        while let Some(Header { name, value }) = list.next_element()? {
            headers.push((name, value));
        }
        Ok(Headers(headers))
    }
}
