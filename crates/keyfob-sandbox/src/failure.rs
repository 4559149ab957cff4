//! Makes chosen calls go wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{ConnectInfo, Extension, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::answer::{gateway_xml, html, json};
use crate::generation::{Begun, Generation};
use crate::listener::Connection;
use crate::lock::lock;
use crate::operation::{Operation, UnknownOperation};
use crate::record::Answer;

/// Which call a [`Failure`] waits for.
#[derive(Clone, Debug)]
pub enum When {
    /// The next call, whatever it is.
    Any,
    /// The next call whose path begins like this.
    PathPrefix(String),
    /// The next call of this operation, in whatever environment.
    Operation(Operation),
}

impl When {
    /// The next call whose path begins with `prefix`, for instance `/apim/session`.
    pub fn path(prefix: impl Into<String>) -> Self {
        Self::PathPrefix(prefix.into())
    }

    /// The next call of an operation, by the vendor (`kotak-neo`, `kotak-trade`, `quatrix`) and the `operationId` of its
    /// spec (`place_order`).
    ///
    /// # Errors
    /// If there is no such operation; with the nearest ones.
    pub fn operation(vendor: &str, id: &str) -> Result<Self, UnknownOperation> {
        Operation::named(vendor, id).map(Self::Operation)
    }

    fn matches(&self, request: &Request) -> bool {
        let path = request.uri().path();
        match self {
            Self::Any => true,
            Self::PathPrefix(prefix) => path.starts_with(prefix),
            Self::Operation(operation) => {
                Operation::of_call(request.method(), path, request.headers()) == Some(*operation)
            }
        }
    }
}

/// How a call goes wrong.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Failure {
    /// HTTP 200 with a body that tells of a failure, in the vendor's envelope.
    FaultInOk(Value),
    /// This status with a page of HTML, as from a proxy on the way.
    Html(u16),
    /// This status with the API gateway's `am:fault` XML.
    GatewayXml(u16),
    /// This status with this JSON.
    Json(u16, Value),
    /// Status 429 in the vendor's envelope, with a `Retry-After` header.
    TooManyRequests(RetryAfter),
    /// The connection is closed before a byte of the answer; the call is not carried out.
    Dropped,
    /// The connection is closed before a byte of the answer, but the call is carried out.
    AnswerLost,
    /// The call is carried out, but only after this time; not at all if a reset comes first.
    Slow(Duration),
    /// Status 302 to this URL.
    Redirect(String),
    /// Exactly this answer; the call is not carried out. Headers that HTTP does not allow are left out, and so are those
    /// that say how the body is sent.
    Verbatim(Answer),
}

/// The two forms of the `Retry-After` header.
#[derive(Clone, Debug)]
pub enum RetryAfter {
    /// A number of seconds.
    Seconds(u64),
    /// A date, written as HTTP wants it: `Wed, 21 Oct 2026 07:28:00 GMT`.
    Date(String),
}

/// What is to go wrong. Clones are the same list.
#[derive(Clone, Default)]
pub(crate) struct Failures(Arc<Mutex<Vec<(When, Failure)>>>);

impl Failures {
    pub(crate) fn add(&self, when: When, failure: Failure) {
        lock(&self.0).push((when, failure));
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }

    /// How many are still to come.
    #[cfg(feature = "control")]
    pub(crate) fn waiting(&self) -> usize {
        lock(&self.0).len()
    }

    fn take(&self, request: &Request) -> Option<Failure> {
        let mut waiting = lock(&self.0);
        let index = waiting.iter().position(|(when, _)| when.matches(request))?;
        Some(waiting.remove(index).1)
    }
}

/// What [`inject`] needs.
#[derive(Clone)]
pub(crate) struct Injection {
    pub(crate) failures: Failures,
    pub(crate) generation: Generation,
    /// "Too many calls" as the vendor of a path says it, with the value of `Retry-After`.
    pub(crate) too_many_requests: fn(path: &str, retry_after: &str) -> Response,
}

pub(crate) async fn inject(
    State(injection): State<Injection>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    Extension(begun): Extension<Begun>,
    request: Request,
    next: Next,
) -> Response {
    let Injection {
        failures,
        generation,
        too_many_requests,
    } = injection;
    // Its body came in while a reset was made: what waits now waits for calls of the next test.
    if generation.is_over(begun) {
        return hung_up(&connection);
    }
    let failure = failures.take(&request);
    match failure {
        None => next.run(request).await,
        Some(Failure::FaultInOk(body)) => json(StatusCode::OK, body),
        Some(Failure::Html(code)) => html(status(code)),
        Some(Failure::GatewayXml(code)) => gateway_xml(status(code), "injected failure"),
        Some(Failure::Json(code, body)) => json(status(code), body),
        Some(Failure::TooManyRequests(RetryAfter::Seconds(seconds))) => {
            too_many_requests(request.uri().path(), &seconds.to_string())
        }
        Some(Failure::TooManyRequests(RetryAfter::Date(date))) => {
            too_many_requests(request.uri().path(), &date)
        }
        Some(Failure::Dropped) => hung_up(&connection),
        Some(Failure::AnswerLost) => {
            let answer = next.run(request).await;
            connection.hang_up();
            answer
        }
        Some(Failure::Slow(delay)) => {
            generation.wait(begun, delay).await;
            if generation.is_over(begun) {
                return hung_up(&connection);
            }
            next.run(request).await
        }
        Some(Failure::Redirect(to)) => {
            (StatusCode::FOUND, [(header::LOCATION, to)]).into_response()
        }
        Some(Failure::Verbatim(answer)) => verbatim(answer),
    }
}

fn hung_up(connection: &Connection) -> Response {
    connection.hang_up();
    StatusCode::NO_CONTENT.into_response()
}

/// The headers by which HTTP itself says how a body is sent: the server sets them.
pub(crate) const FRAMING: [HeaderName; 3] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
];

fn verbatim(answer: Answer) -> Response {
    let mut response = (status(answer.status), answer.body).into_response();
    response.headers_mut().clear();
    for (name, value) in answer.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value))
            && !FRAMING.contains(&name)
        {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
