//! From what came over the wire to an answer or an error.

use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, HeaderMap, LOCATION, SET_COOKIE};
use serde_json::Value;

use crate::response::{Body, without_mark};
use crate::retry::retry_after;
use crate::scrub::Scrubber;
use crate::{Api, Error, Operation, Placement, Response};

/// The longest answer that is held in memory. Longer ones are for operations that stream.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// Reads an answer, unless it is streamed, and finds out whether it is an error.
pub(crate) async fn receive(
    api: &'static Api,
    operation: &'static Operation,
    answer: reqwest::Response,
    scrubber: &Scrubber,
) -> Result<Response, Error> {
    let status = answer.status();
    if status.is_redirection() {
        return Err(Error::redirected(operation, status, &target(&answer)));
    }
    let headers = concealed(api, answer.headers());
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
    let (faults, body) = (&api.faults, without_mark(&bytes));
    if status.is_success() && !faults.marks(body) {
        return Ok(Response {
            operation,
            status,
            headers,
            body: Body::Whole(bytes),
        });
    }
    let body = serde_json::from_slice::<Value>(body);
    let mut fault = body.map(|body| faults.read(&body)).unwrap_or_default();
    let kind = faults.meaning(operation, status, &fault);
    fault.code = fault.code.map(|code| scrubber.clean(&code));
    fault.message = fault.message.map(|message| scrubber.clean(&message));
    let wait = retry_after(&headers, SystemTime::now());
    Err(Error::refused(operation, status, fault, kind, wait, bytes))
}

/// The host that a redirect points to.
fn target(answer: &reqwest::Response) -> String {
    let location = answer.headers().get(LOCATION);
    location
        .and_then(|to| answer.url().join(to.to_str().ok()?).ok())
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "a place it does not name".to_owned())
}

/// The headers, with those marked that may carry a token: `Debug` does not show them then.
fn concealed(api: &Api, headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for (name, value) in &mut headers {
        let credential = api.schemes.iter().any(|scheme| match scheme.placement {
            Placement::Header(header) => name.as_str().eq_ignore_ascii_case(header),
            _ => false,
        });
        if credential || [SET_COOKIE, AUTHORIZATION].contains(name) {
            value.set_sensitive(true);
        }
    }
    headers
}

async fn read(
    operation: &'static Operation,
    mut answer: reqwest::Response,
) -> Result<Bytes, Error> {
    let too_long = || Error::TooLong {
        operation: operation.id,
        limit: LONGEST_BODY,
    };
    if answer
        .content_length()
        .is_some_and(|length| length > LONGEST_BODY as u64)
    {
        return Err(too_long());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| Error::interrupted(operation, &error))?
    {
        if body.len() + chunk.len() > LONGEST_BODY {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
