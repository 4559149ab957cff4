//! What goes wrong with the next calls.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::json::Sent;
use super::problem::Problem;
use super::which::{Which, status};
use crate::answer::json;
use crate::backend::Backend;
use crate::failure::{Failure, RetryAfter};
use crate::operation;

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

impl Kind {
    fn read(self) -> Result<Failure, Problem> {
        Ok(match self {
            Self::FaultInOk { body } => Failure::FaultInOk(body),
            Self::Html { status: code } => Failure::Html(status(code, true)?),
            Self::GatewayXml { status: code } => Failure::GatewayXml(status(code, true)?),
            Self::Json { status: code, body } => Failure::Json(status(code, true)?, body),
            Self::TooManyRequests { retry_after } => Failure::TooManyRequests(retry_after.read()?),
            Self::Dropped {} => Failure::Dropped,
            Self::AnswerLost {} => Failure::AnswerLost,
            Self::Slow { seconds } => {
                let delay = Duration::try_from_secs_f64(seconds);
                Failure::Slow(delay.map_err(|_| Problem::invalid("seconds must be 0 or more"))?)
            }
            Self::Redirect { to } if HeaderValue::from_str(&to).is_ok() => Failure::Redirect(to),
            Self::Redirect { .. } => {
                let wrong = "to has characters that no header can have, such as a line break";
                return Err(Problem::invalid(wrong));
            }
        })
    }
}

impl Wait {
    fn read(self) -> Result<RetryAfter, Problem> {
        match self {
            Self::Seconds(seconds) => Ok(RetryAfter::Seconds(seconds)),
            Self::Date(date) if httpdate::parse_http_date(&date).is_ok() => {
                Ok(RetryAfter::Date(date))
            }
            Self::Date(_) => Err(Problem::invalid(
                "retry_after is a number of seconds, or a date like Wed, 21 Oct 2026 07:28:00 GMT",
            )),
        }
    }
}
