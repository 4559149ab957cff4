//! A vendor that is played: request in, answer out.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::account::ExampleAccount;
use super::answer::refusal;
use super::choice::Wanted;
use super::document::Document;
use super::error::ExampleError;
use super::oauth::{Endpoints, TokenRequest};
use super::operation::{Operation, operations};
use super::request::Call;
use super::route::Rank;
use super::security::{Presented, Security};
use super::tokens::Tokens;
use super::value::pairs;
use crate::clock::Clock;
use crate::lock::lock;

/// A vendor, and the state of it.
pub(super) struct Vendor {
    operations: Vec<Operation>,
    security: Security,
    endpoints: Endpoints,
    pub(super) account: ExampleAccount,
    pub(super) clock: Clock,
    pub(super) lifetime: Duration,
    pub(super) rotates: bool,
    pub(super) tokens: Mutex<Tokens>,
    /// What the next calls of operations are answered with.
    wanted: Mutex<Vec<(String, Wanted)>>,
}

/// An operation that a path leads to, with the path's parameters.
struct Found<'a> {
    operation: &'a Operation,
    rank: Rank,
    path: Vec<(String, String)>,
}

impl Vendor {
    pub(super) fn new(
        spec: &str,
        account: ExampleAccount,
        lifetime: Duration,
        rotates: bool,
    ) -> Result<Self, ExampleError> {
        let value = serde_json::from_str(spec)
            .map_err(|error| ExampleError::Document(error.to_string()))?;
        let document = Document(value);
        let version = super::document::text(&document.0, "openapi");
        if !version.starts_with("3.0.") {
            return Err(ExampleError::Document("it is no OpenAPI 3.0".to_owned()));
        }
        Ok(Self {
            operations: operations(&document)?,
            security: Security::new(&document),
            endpoints: Endpoints::new(&document),
            tokens: Mutex::new(Tokens::new(&account.refresh_token)),
            account,
            clock: Clock::default(),
            lifetime,
            rotates,
            wanted: Mutex::default(),
        })
    }

    /// The ids of all operations.
    pub(super) fn operations(&self) -> impl Iterator<Item = &str> {
        self.operations
            .iter()
            .map(|operation| operation.id.as_str())
    }

    pub(super) fn answer_next(&self, operation: &str, wanted: Wanted) {
        lock(&self.wanted).push((operation.to_owned(), wanted));
    }

    pub(super) fn reset(&self) {
        self.clock.reset();
        *lock(&self.tokens) = Tokens::new(&self.account.refresh_token);
        lock(&self.wanted).clear();
    }

    async fn answer(&self, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return refusal(StatusCode::BAD_REQUEST, "the body did not come whole");
        };
        let path = head.uri.path();
        if let Some(endpoint) = self.endpoints.at(path) {
            let request = TokenRequest {
                method: &head.method,
                headers: &head.headers,
                body: &body,
                account: &self.account,
                now: self.clock.now(),
                lifetime: self.lifetime,
                rotates: self.rotates,
            };
            return endpoint.answer(&request, &mut lock(&self.tokens));
        }
        let found = self.find(path);
        if found.is_empty() {
            return refusal(StatusCode::NOT_FOUND, "no operation has this path");
        }
        let found = found
            .iter()
            .filter(|found| found.operation.method == head.method.as_str());
        let mut refused = None;
        for found in found {
            // Where two operations have one path, the one that fits is called.
            match self.call(found, &head, &body) {
                Ok(response) => return response,
                Err(response) => refused = refused.or(Some(*response)),
            }
        }
        refused.unwrap_or_else(|| {
            let message = "no operation of this path has this method";
            refusal(StatusCode::METHOD_NOT_ALLOWED, message)
        })
    }

    /// The operations at a path, those whose template has words where others have parameters first.
    fn find(&self, path: &str) -> Vec<Found<'_>> {
        let all = self.operations.iter().flat_map(|operation| {
            let fitting = operation.paths.iter().filter_map(|template| {
                Some(Found {
                    operation,
                    rank: template.rank(),
                    path: template.fits(path)?,
                })
            });
            fitting.min_by(|one, other| one.rank.cmp(&other.rank))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by(|one, other| one.rank.cmp(&other.rank));
        all
    }

    fn call(
        &self,
        found: &Found<'_>,
        head: &axum::http::request::Parts,
        body: &Bytes,
    ) -> Result<Response, Box<Response>> {
        let operation = found.operation;
        let query = pairs(head.uri.query().unwrap_or_default().as_bytes());
        let presented = Presented {
            headers: &head.headers,
            query: &query,
            account: &self.account,
            tokens: &lock(&self.tokens),
            now: self.clock.now(),
        };
        if let Err(message) = self.security.admits(operation, &presented) {
            return Err(Box::new(self.unauthorized(operation, &message)));
        }
        let call = Call {
            path: &found.path,
            query: &query,
            headers: &head.headers,
            body,
        };
        let bad = |message: String| {
            let message = format!("{}: {message}", operation.id);
            Box::new(refusal(StatusCode::BAD_REQUEST, &message))
        };
        call.fits(operation, &self.security.in_query())
            .map_err(bad)?;
        operation.answer(&self.wanted(operation, head)).map_err(bad)
    }

    /// What the server's user asked for, or else the request itself.
    fn wanted(&self, operation: &Operation, head: &axum::http::request::Parts) -> Wanted {
        let mut waiting = lock(&self.wanted);
        match waiting.iter().position(|(id, _)| *id == operation.id) {
            Some(at) => waiting.remove(at).1,
            None => {
                let prefer = head
                    .headers
                    .get("prefer")
                    .and_then(|value| value.to_str().ok());
                Wanted::read(prefer.unwrap_or_default())
            }
        }
    }

    /// The example that the spec has of it: the operation's own, or else the first one of all.
    fn unauthorized(&self, operation: &Operation, message: &str) -> Response {
        const UNAUTHORIZED: u16 = 401;
        let all = self.operations.iter();
        let mut examples = std::iter::once(operation)
            .chain(all)
            .filter_map(|operation| operation.example(UNAUTHORIZED));
        let mut response = examples
            .next()
            .unwrap_or_else(|| refusal(StatusCode::UNAUTHORIZED, message));
        if let Ok(reason) = HeaderValue::from_str(message) {
            // The spec's own words do not tell which credential it was.
            response.headers_mut().insert("x-sandbox-reason", reason);
        }
        response
            .headers_mut()
            .entry(header::WWW_AUTHENTICATE)
            .or_insert(HeaderValue::from_static("Bearer"));
        response
    }
}

pub(super) async fn play(State(vendor): State<Arc<Vendor>>, request: Request) -> Response {
    vendor.answer(request).await
}
