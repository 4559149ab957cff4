//! Ways in for fuzzers: bytes of an answer, a text of the vendor's, and what becomes of them. No part of the API.

use reqwest::{Request, Url};
use serde::de::DeserializeOwned;

use crate::answer::Receiver;
use crate::decode::decode_answer;
use crate::lenient::Json;
use crate::scrub::Scrubber;
use crate::{Api, Credentials, Error, Operation, Placement, Repeat, Scheme, unset_base_url};

/// Receives an answer to an operation as if it had come over the wire, and decodes it. It waits for nothing while the body is
/// shorter than 256 KiB.
///
/// # Errors
/// Those that a call with this answer has; [`Error::InvalidInput`] if the API has no such operation, or HTTP no such status.
pub async fn receive<T: DeserializeOwned + Send + 'static>(
    api: &'static Api,
    operation: &str,
    status: u16,
    body: &[u8],
) -> Result<T, Error> {
    let operation = api
        .operation(operation)
        .ok_or_else(|| Error::invalid_input("no such operation"))?;
    let answer = http::Response::builder()
        .status(status)
        .body(reqwest::Body::from(body.to_vec()))
        .map_err(|_| Error::invalid_input("no such status"))?;
    let scrubber = Scrubber::new(
        Credentials::default().held(),
        operation,
        operation.path.into(),
        &asked(operation)?,
    );
    let clock = crate::Clock::system();
    let receiver = Receiver {
        api,
        operation,
        scrubber: &scrubber,
        deadline: None,
        keeps_body: false,
        clock: &clock,
    };
    let decoded = decode_answer(
        receiver
            .receive(reqwest::Response::from(answer).into())
            .await?,
    )
    .await?;
    Ok(decoded.value)
}

/// A body as the decoders read it.
pub fn mended(body: &[u8]) -> String {
    Json::of(body).text.into_owned()
}

/// What is shown of a text that the vendor sent to a session that holds this secret.
///
/// # Errors
/// None that can be: the request is a fixed one.
pub fn scrubbed(secret: &str, text: &str) -> Result<String, Error> {
    let credentials = Credentials::default();
    credentials.set(&TOKEN, secret);
    let scrubber = Scrubber::new(
        credentials.held(),
        &FUZZED,
        FUZZED.path.into(),
        &asked(&FUZZED)?,
    );
    Ok(scrubber.clean(text, usize::MAX))
}

fn asked(operation: &Operation) -> Result<Request, Error> {
    let url = Url::parse(unset_base_url()).map_err(|_| Error::invalid_input("no URL"))?;
    Ok(Request::new(operation.method.clone(), url))
}

static TOKEN: Scheme = Scheme {
    name: "token",
    placement: Placement::Bearer,
};

static FUZZED: Operation = Operation {
    id: "fuzzed",
    method: reqwest::Method::GET,
    path: "/fuzzed",
    servers: &[],
    security: &[&[&TOKEN]],
    repeat: Repeat::Never,
    proves: None,
    headers: &[],
    secrets: &[],
    members: &[],
    optional_body: false,
    streams: false,
    answer: &[],
};
