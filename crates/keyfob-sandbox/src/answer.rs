//! The forms an answer can take.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub(crate) fn json(status: StatusCode, body: Value) -> Response {
    (status, axum::Json(body)).into_response()
}

pub(crate) fn html(status: StatusCode) -> Response {
    let page = format!(
        "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"
    );
    (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
}

/// The XML of the API gateway in front of both Kotak APIs.
pub(crate) fn gateway_xml(status: StatusCode, message: &str) -> Response {
    let code = status.as_u16();
    let xml = format!(
        "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>{code}</am:code>\
         <am:type>Status report</am:type><am:message>{message}</am:message>\
         <am:description>{status}</am:description></am:fault>"
    );
    (
        status,
        [(header::CONTENT_TYPE, "application/xml; charset=UTF-8")],
        xml,
    )
        .into_response()
}

pub(crate) fn with_retry_after(mut response: Response, retry_after: &str) -> Response {
    if let Ok(value) = retry_after.parse() {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// Adds the members of one JSON object to another.
pub(crate) fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}
