//! Answers to requests that the spec does not know.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::NAME;
use crate::body::WholeBody;
use crate::response::{Body, Parts};
use crate::{Error, Response};

/// A successful answer as it came. `Debug` shows neither headers nor body.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: WholeBody,
}

impl RawResponse {
    pub(super) fn new(response: Response) -> Self {
        let Parts {
            status,
            headers,
            body,
            ..
        } = *response.0;
        Self {
            status,
            headers,
            body: match body {
                Body::Whole(body) => body,
                // No request of this kind is streamed.
                Body::Stream(_) => WholeBody::default(),
            },
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came. The vendor may have put anything into it: do not log it.
    pub fn bytes(&self) -> &Bytes {
        self.body.bytes()
    }

    /// The body, decoded. It is mended before as the answers of operations are: bytes that are no UTF-8, `NaN`, commas too many.
    ///
    /// # Errors
    /// [`Error::Undecodable`] tells where it is not of the type, never the value.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let decoded = self.body.decode();
        decoded.map_err(|decode| Error::Undecodable {
            operation: NAME,
            status: self.status,
            decode,
        })
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("length", &self.bytes().len())
            .finish_non_exhaustive()
    }
}
