//! Failures in the vendor's `ErrorModel`.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::answer::{json, with_retry_after};
use crate::rate_limit::TooMany;

pub(super) struct Fault(Box<Response>);

impl Fault {
    pub(super) fn parameter(msg: &str) -> Self {
        Self::of(StatusCode::BAD_REQUEST, 10, msg)
    }

    pub(super) fn missing(what: &str) -> Self {
        Self::of(StatusCode::BAD_REQUEST, 11, &format!("{what} is missing"))
    }

    pub(super) fn not_found(what: &str) -> Self {
        Self::of(StatusCode::NOT_FOUND, 20, &format!("no such {what}"))
    }

    pub(super) fn exists(name: &str) -> Self {
        let fault = json!({"msg": "object exists", "code": 30, "details": {"name": name}});
        Self(Box::new(json(StatusCode::BAD_REQUEST, fault)))
    }

    pub(super) fn email_of_user() -> Self {
        Self::of(
            StatusCode::BAD_REQUEST,
            31,
            "a user with this e-mail exists",
        )
    }

    pub(super) fn email_of_contact() -> Self {
        Self::of(
            StatusCode::BAD_REQUEST,
            32,
            "a contact with this e-mail exists",
        )
    }

    pub(super) fn restricted(msg: &str) -> Self {
        Self::of(StatusCode::FORBIDDEN, 50, msg)
    }

    pub(super) fn expired() -> Self {
        Self::of(StatusCode::BAD_REQUEST, 60, "expired")
    }

    pub(super) fn quota() -> Self {
        Self::of(StatusCode::BAD_REQUEST, 122, "quota exceeded")
    }

    /// The one fault that is no vendor's business but HTTP's: a range behind the end.
    pub(super) fn range(size: u64) -> Self {
        let mut fault = Self::of(
            StatusCode::RANGE_NOT_SATISFIABLE,
            10,
            "range is not satisfiable",
        );
        if let Ok(value) = format!("bytes */{size}").parse() {
            fault.0.headers_mut().insert(header::CONTENT_RANGE, value);
        }
        fault
    }

    pub(super) fn suspended() -> Self {
        Self::unauthorized(13, "account is suspended")
    }

    pub(super) fn credentials() -> Self {
        Self::unauthorized(14, "wrong e-mail or password")
    }

    pub(super) fn session() -> Self {
        Self::unauthorized(14, "not authorised: no such session or key")
    }

    pub(super) fn link() -> Self {
        Self::unauthorized(14, "the link is not valid")
    }

    pub(super) fn nothing_to_log_out() -> Self {
        Self::unauthorized(70, "action not allowed")
    }

    pub(super) fn code_wanted() -> Self {
        Self::unauthorized(71, "one-time code required")
    }

    pub(super) fn pin_wanted() -> Self {
        Self::unauthorized(73, "PIN required")
    }

    pub(super) fn disabled() -> Self {
        Self::unauthorized(80, "user is deactivated")
    }

    pub(super) fn locked() -> Self {
        Self::unauthorized(80, "account is deactivated after too many wrong attempts")
    }

    pub(super) fn wrong_code() -> Self {
        Self::unauthorized(83, "wrong one-time code")
    }

    pub(super) fn wrong_pin() -> Self {
        Self::unauthorized(84, "wrong PIN")
    }

    pub(super) fn captcha() -> Self {
        Self::unauthorized(-1, "captcha required")
    }

    /// The one 401 that is no `ErrorModel`.
    pub(super) fn wrong_captcha() -> Self {
        Self(Box::new(json(
            StatusCode::UNAUTHORIZED,
            json!({"valid": false}),
        )))
    }

    fn unauthorized(code: i64, msg: &str) -> Self {
        Self::of(StatusCode::UNAUTHORIZED, code, msg)
    }

    fn of(status: StatusCode, code: i64, msg: &str) -> Self {
        Self(Box::new(json(status, json!({"msg": msg, "code": code}))))
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
    let fault = Fault::of(StatusCode::TOO_MANY_REQUESTS, -1, "too many requests");
    with_retry_after(*fault.0, retry_after)
}

/// What an unknown path or a wrong method gets.
pub(crate) fn refused(status: StatusCode) -> Response {
    let code = if status == StatusCode::NOT_FOUND {
        20
    } else {
        21
    };
    *Fault::of(status, code, status.canonical_reason().unwrap_or("refused")).0
}
