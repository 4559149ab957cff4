//! Types by what they make of bytes and texts.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use keyfob_core::{Api, Error, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value and writes it again.
///
/// # Errors
/// What the type says of the text.
pub fn recode<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

/// Receives bytes as the answer to an operation.
///
/// # Errors
/// What a call would end in.
pub fn receive<T: DeserializeOwned + Send + 'static>(
    api: &'static Api,
    operation: &str,
    status: u16,
    body: &[u8],
) -> Result<(), Error> {
    let received = pin!(keyfob_core::fuzz::receive::<T>(
        api, operation, status, body
    ));
    match received.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.map(drop),
        Poll::Pending => panic!("short answers wait for nothing"),
    }
}

/// Reads the body of an error and writes it again.
///
/// # Errors
/// What the type says of the body.
pub fn refused<T: DeserializeOwned + Serialize>(refusal: &Refusal) -> Result<String, String> {
    let value: T = refusal.decode().map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
