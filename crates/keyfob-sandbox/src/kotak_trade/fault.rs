//! Failures in the vendor's envelope.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::answer::{gateway_xml, json, with_retry_after};
use crate::rate_limit::TooMany;

pub(super) struct Fault(Box<Response>);

impl Fault {
    /// The gateway does not know the application, or this is not its host.
    pub(super) fn gateway() -> Self {
        let description =
            "Access failure for API. Check the access token, the subscription and the host";
        Self::of(
            StatusCode::UNAUTHORIZED,
            900_901,
            "Invalid Credentials",
            description,
        )
    }

    /// The one-time token is unknown, spent or too old.
    pub(super) fn one_time_token() -> Self {
        Self::of(
            StatusCode::UNAUTHORIZED,
            50001,
            "Invalid one time token",
            "The token is wrong, used or expired",
        )
    }

    /// The access code is not text; the vendor says nothing more.
    pub(super) fn access_code_not_text() -> Self {
        Self::of(StatusCode::BAD_REQUEST, 0, "", "")
    }

    pub(super) fn bad_input(description: &str) -> Self {
        Self::guessed(StatusCode::BAD_REQUEST, "Invalid input", description)
    }

    pub(super) fn header_missing(name: &str) -> Self {
        Self::bad_input(&format!("header {name} is missing"))
    }

    pub(super) fn wrong(what: &str) -> Self {
        Self::guessed(StatusCode::UNAUTHORIZED, "Authentication failed", what)
    }

    pub(super) fn locked() -> Self {
        let description = "Too many wrong attempts";
        Self::guessed(
            StatusCode::UNAUTHORIZED,
            "The account is locked",
            description,
        )
    }

    /// No such session. The documented status differs: 403 on trading calls, 400 on logout.
    pub(super) fn session(status: StatusCode) -> Self {
        Self::guessed(
            status,
            "Invalid session",
            "The session token is wrong or expired, log in again",
        )
    }

    /// An order that is not taken: the vendor says so with HTTP status 200.
    pub(super) fn order(code: i64, message: &str) -> Self {
        Self::of(StatusCode::OK, code, message, "")
    }

    fn guessed(status: StatusCode, message: &str, description: &str) -> Self {
        Self::of(status, -1, message, description)
    }

    fn of(status: StatusCode, code: i64, message: &str, description: &str) -> Self {
        let fault = json!({"code": code, "message": message, "description": description});
        Self(Box::new(json(status, json!({"fault": fault}))))
    }
}

impl From<TooMany> for Fault {
    fn from(TooMany(seconds): TooMany) -> Self {
        Self(Box::new(too_many_requests(&seconds.to_string())))
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        *self.0
    }
}

pub(crate) fn too_many_requests(retry_after: &str) -> Response {
    let fault = Fault::guessed(StatusCode::TOO_MANY_REQUESTS, "Too many requests", "");
    with_retry_after(*fault.0, retry_after)
}

/// What the gateway says to an unknown path or a wrong method.
pub(crate) fn refused(status: StatusCode) -> Response {
    gateway_xml(
        status,
        "No matching resource found for the given API request",
    )
}
