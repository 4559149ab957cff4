//! What the next calls are answered with.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::json::Sent;
use super::problem::Problem;
use crate::answer::json;
use crate::backend::Backend;
use crate::failure::{FRAMING, Failure, RetryAfter, When};
use crate::operation;
use crate::record::Answer;

/// Which call is meant; without any member, the next one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Which {
    path_prefix: Option<String>,
    vendor: Option<String>,
    operation: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fail {
    #[serde(default)]
    when: Which,
    failure: Kind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
enum Kind {
    FaultInOk { body: Value },
    Html { status: u16 },
    GatewayXml { status: u16 },
    Json { status: u16, body: Value },
    TooManyRequests { retry_after: Wait },
    Dropped {},
    AnswerLost {},
    Slow { seconds: f64 },
    Redirect { to: String },
}

/// Seconds, or a date as HTTP writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Wait {
    Seconds(u64),
    Date(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Give {
    #[serde(default)]
    when: Which,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: Body,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Body {
    #[default]
    Empty,
    Text(String),
    Json(Value),
    Base64(String),
}

pub(super) async fn waiting(State(backend): State<Arc<Backend>>) -> Response {
    let waiting = backend.failures.waiting();
    json(StatusCode::OK, json!({"waiting": waiting}))
}

pub(super) async fn clear(State(backend): State<Arc<Backend>>) -> StatusCode {
    backend.failures.clear();
    StatusCode::NO_CONTENT
}

pub(super) async fn fail(
    State(backend): State<Arc<Backend>>,
    Sent(Fail { when, failure }): Sent<Fail>,
) -> Result<StatusCode, Problem> {
    backend.failures.add(when.read()?, failure.read()?);
    Ok(StatusCode::NO_CONTENT)
}

/// Answers the next call word for word.
pub(super) async fn answer(
    State(backend): State<Arc<Backend>>,
    Sent(give): Sent<Give>,
) -> Result<StatusCode, Problem> {
    let when = give.when.read()?;
    let mut headers = Vec::new();
    for (name, value) in give.headers {
        let known = HeaderName::from_bytes(name.as_bytes());
        if !known.is_ok_and(|name| !FRAMING.contains(&name))
            || HeaderValue::from_str(&value).is_err()
        {
            let wrong =
                format!("header {name}: HTTP does not allow it, or the server sets it itself");
            return Err(Problem::invalid(wrong));
        }
        headers.push((name, value));
    }
    let body = match give.body {
        Body::Empty => Vec::new(),
        Body::Text(text) => text.into_bytes(),
        Body::Json(value) => value.to_string().into_bytes(),
        Body::Base64(text) => {
            let bytes = STANDARD.decode(text);
            bytes.map_err(|_| Problem::invalid("body.base64 is no base64"))?
        }
    };
    let status = status(give.status)?;
    let answer = Answer {
        status,
        headers,
        body,
    };
    backend.failures.add(when, Failure::Verbatim(answer));
    Ok(StatusCode::NO_CONTENT)
}

/// Every operation that a failure or an answer can wait for, with its places.
pub(super) async fn operations() -> Response {
    let routes = operation::routes().iter().map(|route| {
        json!({
            "vendor": route.operation.vendor,
            "operation": route.operation.id,
            "method": route.method,
            "path": route.path,
        })
    });
    json(StatusCode::OK, routes.collect())
}

impl Which {
    fn read(self) -> Result<When, Problem> {
        match (self.path_prefix, self.vendor, self.operation) {
            (None, None, None) => Ok(When::Any),
            (Some(prefix), None, None) => Ok(When::path(prefix)),
            (None, Some(vendor), Some(operation)) => Ok(When::operation(&vendor, &operation)?),
            _ => Err(Problem::invalid(
                "when names a path_prefix, or a vendor and an operation, or nothing",
            )),
        }
    }
}

impl Kind {
    fn read(self) -> Result<Failure, Problem> {
        Ok(match self {
            Self::FaultInOk { body } => Failure::FaultInOk(body),
            Self::Html { status: code } => Failure::Html(status(code)?),
            Self::GatewayXml { status: code } => Failure::GatewayXml(status(code)?),
            Self::Json { status: code, body } => Failure::Json(status(code)?, body),
            Self::TooManyRequests { retry_after } => Failure::TooManyRequests(match retry_after {
                Wait::Seconds(seconds) => RetryAfter::Seconds(seconds),
                Wait::Date(date) => RetryAfter::Date(date),
            }),
            Self::Dropped {} => Failure::Dropped,
            Self::AnswerLost {} => Failure::AnswerLost,
            Self::Slow { seconds } => {
                let delay = Duration::try_from_secs_f64(seconds);
                Failure::Slow(delay.map_err(|_| Problem::invalid("seconds must be 0 or more"))?)
            }
            Self::Redirect { to } => Failure::Redirect(to),
        })
    }
}

/// Answers that are final; one that is not is no answer.
fn status(code: u16) -> Result<u16, Problem> {
    if (200..=599).contains(&code) {
        Ok(code)
    } else {
        Err(Problem::invalid("status is from 200 to 599"))
    }
}
