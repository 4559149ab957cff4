//! The bodies of requests that the spec does not know.

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::HeaderValue;
use serde::Serialize;

use crate::{Error, form};

/// What a request carries.
#[derive(Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    Bytes(Bytes),
    Typed(&'static str, Bytes),
}

impl Content {
    pub(super) fn json(body: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        // The message of the serializer may quote values.
        let bytes = serde_json::to_vec(body)
            .map_err(|_| Error::invalid_input("the body cannot be written as JSON"))?;
        Ok(Self::Typed("application/json", bytes.into()))
    }

    pub(super) fn form(body: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        let text = form::encode(body)
            .ok_or_else(|| Error::invalid_input(format!("the form {}", form::REFUSED)))?;
        Ok(Self::Typed(form::MEDIA_TYPE, text.into()))
    }

    /// Puts it into the request, and tells of which kind it is.
    pub(super) fn put(self, request: &mut Request) -> Option<HeaderValue> {
        let (kind, bytes) = match self {
            Self::Nothing => return None,
            Self::Bytes(bytes) => (None, bytes),
            Self::Typed(kind, bytes) => (Some(HeaderValue::from_static(kind)), bytes),
        };
        *request.body_mut() = Some(bytes.into());
        kind
    }
}
