//! Failures in the vendor's envelopes: each family of calls has its own.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::answer::{json, with_retry_after};
use crate::rate_limit::TooMany;

pub(super) struct Fault(Box<Response>);

/// Whose envelope a failed login step answers in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// The two older generations.
    Older,
    /// The newest.
    Newest,
}

impl Fault {
    /// The gateway does not know the access token.
    pub(super) fn gateway() -> Self {
        let description = "Access failure for API: check the access token";
        Self::of(
            StatusCode::UNAUTHORIZED,
            json!({"code": "900901", "message": "Invalid Credentials", "description": description}),
        )
    }

    pub(super) fn oauth(status: StatusCode, error: &str) -> Self {
        Self::of(status, json!({"error": error, "error_description": error}))
    }

    pub(super) fn header_missing() -> Self {
        Self::listed(
            StatusCode::BAD_REQUEST,
            "10512",
            "Required header not found.",
        )
    }

    pub(super) fn bad_input(detail: &str) -> Self {
        Self::listed(StatusCode::BAD_REQUEST, "400", detail)
    }

    /// A login step with something wrong in it, or a locked account.
    pub(super) fn login(family: Family, message: &str) -> Self {
        let status = StatusCode::UNAUTHORIZED;
        match family {
            Family::Older => Self::listed(status, "10020", message),
            Family::Newest => Self::of(
                status,
                json!({"status": "error", "message": message, "errorCode": "401"}),
            ),
        }
    }

    /// The view token or its sid is wrong, spent or too old.
    pub(super) fn view_session(family: Family) -> Self {
        match family {
            Family::Older => {
                Self::listed(StatusCode::UNAUTHORIZED, "100022", "invalid session token")
            }
            Family::Newest => Self::login(family, "Invalid session"),
        }
    }

    /// The trade token or its sid is wrong or too old.
    pub(super) fn trade_session(family: Family) -> Self {
        let body = match family {
            Family::Older => {
                json!({"stat": "Not_Ok", "stCode": 100_022, "errMsg": "invalid session token"})
            }
            Family::Newest => json!({"stat": "Not_Ok", "emsg": "Invalid session", "stCode": 1003}),
        };
        Self::of(StatusCode::FORBIDDEN, body)
    }

    /// A view token where a trade token is wanted. The two blanks are the vendor's.
    pub(super) fn access_type() -> Self {
        let body = json!({"stat": "Not_Ok", "stCode": 100_021, "errMsg": "invalid  access type"});
        Self::of(StatusCode::FORBIDDEN, body)
    }

    pub(super) fn invalid_request() -> Self {
        let body = json!({"stat": "Not_Ok", "stCode": 5202, "errMsg": "Error: Invalid Request"});
        Self::of(StatusCode::BAD_REQUEST, body)
    }

    /// An order or a book that cannot be had; the call as such was fine.
    pub(super) fn order(code: u64, message: &str) -> Self {
        let body = json!({"stat": "Not_Ok", "stCode": code, "errMsg": message});
        Self::of(StatusCode::OK, body)
    }

    /// A tag that an earlier order has; the two later generations put the reason where the verdict should be.
    pub(super) fn tag_used(first_generation: bool) -> Self {
        let reason = "Put Order Response : Client OrderID already exists";
        if first_generation {
            return Self::order(5204, reason);
        }
        let stat = format!("{reason} Data: 0");
        let body = json!({"stCode": 32, "errMsg": "error from core", "stat": stat});
        Self::of(StatusCode::BAD_REQUEST, body)
    }

    /// The vendor puts the text where the verdict should be.
    pub(super) fn order_number() -> Self {
        let message = "please provide valid order number";
        let body = json!({"stat": message, "stCode": 1007, "errMsg": message});
        Self::of(StatusCode::OK, body)
    }

    /// The form, or the JSON in it.
    pub(super) fn invalid_body() -> Self {
        let body = json!({"stat": "bad request", "stCode": 1007, "errMsg": "body invalid"});
        Self::of(StatusCode::BAD_REQUEST, body)
    }

    /// More quotes in one call than it takes. The text is not known.
    pub(super) fn too_many_instruments() -> Self {
        let fault = json!({"code": "400", "message": "Too many instruments in one request"});
        Self::of(StatusCode::BAD_REQUEST, json!({"fault": fault}))
    }

    /// Market data has an envelope of its own.
    pub(super) fn candles(message: &str) -> Self {
        let fault = json!({"code": 400, "message": message});
        Self::of(
            StatusCode::BAD_REQUEST,
            json!({"status": "ERROR", "fault": fault}),
        )
    }

    fn listed(status: StatusCode, code: &str, message: &str) -> Self {
        Self::of(
            status,
            json!({"error": [{"code": code, "message": message}]}),
        )
    }

    fn of(status: StatusCode, body: Value) -> Self {
        Self(Box::new(json(status, body)))
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
    let body = json!({"code": 429, "error": "Rate limit exceeded", "message": "too many request received"});
    with_retry_after(json(StatusCode::TOO_MANY_REQUESTS, body), retry_after)
}

/// What the gateway says to an unknown path or a wrong method.
pub(crate) fn refused(status: StatusCode) -> Response {
    let description = "No matching resource found for the given API request";
    let code = status.as_u16().to_string();
    json(
        status,
        json!({"code": code, "message": "Runtime Error", "description": description}),
    )
}
