//! One request on the wire, as OpenTelemetry's conventions for HTTP clients have it.

use std::borrow::Cow;

use reqwest::{Method, Request, StatusCode, Url};
use tokio::time::Instant;
use tracing::{Span, field};

use super::CANCELLED;
use super::emit::{ATTEMPTS, ENABLED, Label, REQUEST_DURATION, count, record};
use crate::{Attempt, Error};

/// The span of a request and its duration, until its answer is read, it fails, or it is dropped.
pub(crate) struct RequestWatch {
    api: &'static str,
    operation: &'static str,
    method: &'static str,
    /// Only where it is measured.
    server: Option<(String, Option<u16>)>,
    status: Option<StatusCode>,
    span: Span,
    started: Instant,
    is_over: bool,
}

impl RequestWatch {
    /// Just before it is sent.
    pub(crate) fn begin(attempt: &Attempt<'_>, request: &Request) -> Self {
        let (api, operation) = (attempt.api, attempt.operation);
        let (method, url) = (known_method(attempt.method), request.url());
        let name = match method {
            OTHER => "HTTP",
            known => known,
        };
        let span = tracing::info_span!(
            "request",
            otel.name = %format_args!("{name} {}", attempt.path),
            otel.kind = "client",
            otel.status_code = field::Empty,
            "error.type" = field::Empty,
            http.request.method = method,
            http.request.resend_count = attempt.number.checked_sub(1).filter(|count| *count > 0),
            http.response.status_code = field::Empty,
            server.address = address(url),
            server.port = url.port_or_known_default(),
            url.template = attempt.path,
        );
        let labels = [
            ("keyfob.api", Some(api.into())),
            ("keyfob.operation", Some(operation.into())),
        ];
        count(ATTEMPTS, labels);
        Self {
            api,
            operation,
            method,
            server: ENABLED.then(|| (address(url).to_owned(), url.port_or_known_default())),
            status: None,
            span,
            started: Instant::now(),
            is_over: false,
        }
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Notes the status, which stands before the answer is read.
    pub(crate) fn answered(&mut self, status: StatusCode) {
        self.status = Some(status);
        self.span
            .record("http.response.status_code", status.as_u16());
    }

    pub(crate) fn end<T>(mut self, outcome: &Result<T, Error>) {
        self.is_over = true;
        let error = outcome.as_ref().err();
        self.tell(error.map(|error| error_type(self.status, error)));
    }

    fn tell(&mut self, error_type: Option<Cow<'static, str>>) {
        if let Some(error_type) = &error_type {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", &**error_type);
        }
        if !ENABLED {
            return;
        }
        let (address, port) = self.server.take().unzip();
        let port = port.flatten().map(|port| port.to_string().into());
        let status = self.status.map(|status| status.as_str().to_owned().into());
        let labels: [Label; 7] = [
            ("keyfob.api", Some(self.api.into())),
            ("keyfob.operation", Some(self.operation.into())),
            ("http.request.method", Some(self.method.into())),
            ("http.response.status_code", status),
            ("server.address", address.map(Into::into)),
            ("server.port", port),
            ("error.type", error_type),
        ];
        record(REQUEST_DURATION, self.started.elapsed(), labels);
    }
}

impl Drop for RequestWatch {
    fn drop(&mut self) {
        if !self.is_over {
            self.tell(Some(CANCELLED.into()));
        }
    }
}

/// The status where it is an error's, as the conventions want it.
fn error_type(status: Option<StatusCode>, error: &Error) -> Cow<'static, str> {
    match status {
        Some(status) if status.is_client_error() || status.is_server_error() => {
            status.as_str().to_owned().into()
        }
        _ => error.error_type().into(),
    }
}

/// The host without an IPv6 address's brackets.
fn address(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

const OTHER: &str = "_OTHER";

/// A method of the program's own making could be anything.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => OTHER,
    }
}
