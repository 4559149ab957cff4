//! Keeps what went over the wire, both directions.

use std::fmt;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::generation::Generation;
use crate::listener::Connection;
use crate::lock::lock;

/// How much of a body is kept.
const KEPT: usize = 1 << 20;

/// One call and its answer. Bodies over 1 MiB are cut there: files would fill the memory.
#[derive(Clone)]
pub struct Exchange {
    /// The method, in capitals.
    pub method: String,
    /// The path, as sent (percent-encoding kept).
    pub path: String,
    /// The query without its question mark, as sent.
    pub query: Option<String>,
    /// The request's headers; names in small letters, as HTTP libraries hand them out.
    pub request_headers: Vec<(String, String)>,
    /// The request's body.
    pub request_body: Vec<u8>,
    /// The answer; `None` if the connection was dropped instead.
    pub answer: Option<Answer>,
}

/// An answer of the sandbox.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The answer's headers; names in small letters.
    pub headers: Vec<(String, String)>,
    /// The answer's body.
    pub body: Vec<u8>,
}

/// Without query, headers and bodies: they carry secrets.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}

/// Without headers and body: they carry secrets.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Exchange {
    /// The first request header of that name, whatever its case.
    pub fn request_header(&self, name: &str) -> Option<&str> {
        find(&self.request_headers, name)
    }

    /// The answer's status; `None` if the connection was dropped.
    pub fn status(&self) -> Option<u16> {
        self.answer.as_ref().map(|answer| answer.status)
    }
}

impl Answer {
    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// What was recorded so far. Clones are the same recording.
#[derive(Clone, Default)]
pub(crate) struct Recording(Arc<Mutex<Vec<Exchange>>>);

impl Recording {
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.0).clone()
    }

    pub(crate) fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *lock(&self.0))
    }
}

pub(crate) async fn record(
    State((recording, generation)): State<(Recording, Generation)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
    next: Next,
) -> Response {
    let begun = generation.now();
    let (mut head, body) = request.into_parts();
    let Ok(request_body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut exchange = Exchange {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        request_headers: listed(&head.headers),
        request_body: kept(&request_body),
        answer: None,
    };
    head.extensions.insert(begun);
    let response = next
        .run(Request::from_parts(head, Body::from(request_body)))
        .await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .unwrap_or_else(|_| Bytes::new());
    if !connection.is_hung_up() {
        let headers = listed(&head.headers);
        exchange.answer = Some(Answer {
            status: head.status.as_u16(),
            headers,
            body: kept(&body),
        });
    }
    let mut exchanges = lock(&recording.0);
    // Asked under the lock: a reset counts first and empties then.
    if generation.is_over(begun) {
        connection.hang_up();
    } else {
        exchanges.push(exchange);
    }
    drop(exchanges);
    Response::from_parts(head, Body::from(body))
}

fn kept(body: &[u8]) -> Vec<u8> {
    body.get(..KEPT).unwrap_or(body).to_vec()
}

fn listed(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect()
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}
