//! One operation on the wire, from the request that generated code built to an answer or an error.

use std::time::{Instant, SystemTime};

use bytes::{Bytes, BytesMut};
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Request, Url};
use serde_json::Value;
use tracing::{Instrument, Span, field};

use crate::guard::has_shape;
use crate::response::Body;
use crate::retry::retry_after;
use crate::scrub::Scrubber;
use crate::{Error, Handle, Operation, Response};

/// The longest answer that is held in memory. Longer ones are for operations that stream.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

impl Handle {
    /// Sends what generated code built for the operation of this id.
    #[doc(hidden)]
    pub async fn execute(&self, request: Request, id: &'static str) -> Result<Response, Error> {
        let Some(operation) = self.api().operation(id) else {
            return Err(Error::invalid_input(
                "the operation is not in the table: generate the crate again",
            ));
        };
        let request = self.prepare(operation, request)?;
        let scrubber = Scrubber::new(self.credentials(), operation, &request);
        let span = tracing::info_span!(
            "call",
            api = self.api().name,
            operation = operation.id,
            method = %operation.method,
            path = operation.path,
            attempts = field::Empty,
            status = field::Empty,
            outcome = field::Empty,
        );
        let total = self.settings().timeouts.total;
        let started = Instant::now();
        let outcome = tokio::time::timeout(total, self.attempts(operation, request, &scrubber))
            .instrument(span.clone())
            .await
            .unwrap_or_else(|_| Err(Error::out_of_time(operation, started.elapsed())));
        tell(&span, &outcome);
        outcome
    }

    /// Gives the request its server, its headers and its credentials, or refuses it.
    fn prepare(
        &self,
        operation: &'static Operation,
        mut request: Request,
    ) -> Result<Request, Error> {
        if !has_shape(operation.path, request.url().path()) {
            return Err(Error::PathChanged {
                operation: operation.id,
            });
        }
        let base = self.servers().base_of(operation)?;
        self.servers()
            .allowed(&base)
            .map_err(|error| error.during(operation))?;
        *request.url_mut() = join(&base, request.url());
        let headers = request.headers_mut();
        headers.remove("api-version");
        for (name, value) in operation.headers {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        self.credentials().apply(operation, &mut request)?;
        if !operation.streams {
            *request.timeout_mut() = Some(self.settings().timeouts.attempt);
        }
        Ok(request)
    }

    /// Sends, and sends again where that is allowed.
    async fn attempts(
        &self,
        operation: &'static Operation,
        request: Request,
        scrubber: &Scrubber,
    ) -> Result<Response, Error> {
        let retry = &self.settings().retry;
        let mut waits = retry.waits();
        let mut request = request;
        let mut count = 0_u32;
        self.budget().earn();
        loop {
            count += 1;
            Span::current().record("attempts", count);
            let again = request.try_clone();
            let error = match self.attempt(operation, request, scrubber).await {
                Ok(response) => return Ok(response),
                Err(error) => error.after(count),
            };
            let wait = waits
                .next()
                .and_then(|backoff| retry.wait(operation, &error, backoff));
            let (Some(wait), Some(next)) = (wait, again) else {
                return Err(error);
            };
            if !self.budget().spend() {
                return Err(error);
            }
            tracing::info!(wait_ms = wait.as_millis() as u64, "sending again");
            tokio::time::sleep(wait).await;
            request = next;
        }
    }

    async fn attempt(
        &self,
        operation: &'static Operation,
        request: Request,
        scrubber: &Scrubber,
    ) -> Result<Response, Error> {
        let answer = self
            .http()
            .execute(request)
            .await
            .map_err(|error| Error::interrupted(operation, &error))?;
        let status = answer.status();
        Span::current().record("status", status.as_u16());
        if status.is_redirection() {
            let target = answer
                .headers()
                .get("location")
                .and_then(|to| Url::parse(to.to_str().ok()?).ok());
            let host = target
                .as_ref()
                .and_then(Url::host_str)
                .unwrap_or("a place it does not name");
            return Err(Error::host_changed(Some(operation), host));
        }
        let headers = answer.headers().clone();
        if status.is_success() && operation.streams {
            return Ok(Response {
                operation,
                status,
                headers,
                body: Body::Stream(answer),
            });
        }
        let bytes = match read(operation, answer).await {
            Ok(bytes) => bytes,
            // The status of an error counts even when its body does not arrive.
            Err(_) if !status.is_success() => Bytes::new(),
            Err(error) => return Err(error),
        };
        let faults = &self.api().faults;
        let body: Option<Value> = match status.is_success() && faults.in_success.is_empty() {
            true => None,
            false => serde_json::from_slice(&bytes).ok(),
        };
        if status.is_success() && !body.as_ref().is_some_and(|body| faults.marks(body)) {
            return Ok(Response {
                operation,
                status,
                headers,
                body: Body::Whole(bytes),
            });
        }
        let mut fault = body.map(|body| faults.read(&body)).unwrap_or_default();
        let kind = faults.meaning(operation, status, &fault);
        fault.message = fault.message.map(|message| scrubber.clean(&message));
        let wait = retry_after(&headers, SystemTime::now());
        Err(Error::refused(operation, status, fault, kind, wait, bytes))
    }
}

fn join(base: &Url, built: &Url) -> Url {
    let mut url = base.clone();
    url.set_path(&format!(
        "{}{}",
        base.path().trim_end_matches('/'),
        built.path()
    ));
    url.set_query(built.query());
    url
}

async fn read(
    operation: &'static Operation,
    mut answer: reqwest::Response,
) -> Result<Bytes, Error> {
    let mut body = BytesMut::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| Error::interrupted(operation, &error))?
    {
        if body.len() + chunk.len() > LONGEST_BODY {
            return Err(Error::TooLong {
                operation: operation.id,
                limit: LONGEST_BODY,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn tell(span: &Span, outcome: &Result<Response, Error>) {
    match outcome {
        Ok(_) => span.record("outcome", "ok"),
        Err(error) => span.record("outcome", field::display(error)),
    };
}
