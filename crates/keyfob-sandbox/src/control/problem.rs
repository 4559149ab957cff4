//! Why a call to the control port was refused.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::answer::json;
use crate::operation::UnknownOperation;

pub(super) struct Problem {
    status: StatusCode,
    kind: &'static str,
    message: String,
    nearest: Vec<String>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            nearest: Vec::new(),
        }
    }

    pub(super) fn unauthorized() -> Self {
        let message = "send the token of the control port as Authorization: Bearer";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    pub(super) fn wrong_host() -> Self {
        let message = "the Host header is not that of the control port";
        Self::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", message)
    }

    pub(super) fn unknown_path() -> Self {
        let message = "no such path; GET /openapi.json tells all";
        Self::new(StatusCode::NOT_FOUND, "unknown_path", message)
    }

    pub(super) fn wrong_method() -> Self {
        let message = "no such method here; GET /openapi.json tells all";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", message)
    }

    pub(super) fn not_json() -> Self {
        let message = "the content type must be application/json";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", message)
    }

    /// What the path or the body names does not exist.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// The body or a parameter says what cannot be.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message)
    }
}

impl From<UnknownOperation> for Problem {
    fn from(error: UnknownOperation) -> Self {
        let nearest = error.nearest().to_vec();
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self {
            nearest,
            ..Self::new(status, "unknown_operation", error.to_string())
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut error = json!({"kind": self.kind, "message": self.message});
        if let (Value::Object(error), false) = (&mut error, self.nearest.is_empty()) {
            error.insert("nearest".into(), json!(self.nearest));
        }
        let mut response = json(self.status, json!({"error": error}));
        if self.status == StatusCode::UNAUTHORIZED
            && let Ok(scheme) = "Bearer".parse()
        {
            let headers = response.headers_mut();
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}
