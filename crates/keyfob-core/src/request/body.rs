//! The bodies of requests that the spec does not know.

use std::collections::BTreeMap;

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::HeaderValue;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{Error, form};

/// Raw JSON is, to a serializer that does not know it, one member of this name.
const RAW_JSON: &str = "%24serde_json%3A%3Aprivate%3A%3ARawValue=";

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
        let text = match form::encode(body) {
            Some(text) if text.starts_with(RAW_JSON) => form_of_json(body),
            text => text,
        };
        let text =
            text.ok_or_else(|| Error::invalid_input(format!("the form {}", form::REFUSED)))?;
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

/// The form of an object that is raw JSON, in the order of its names.
fn form_of_json(body: &(impl Serialize + ?Sized)) -> Option<String> {
    let json = serde_json::to_string(body).ok()?;
    let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(&json).ok()?;
    form::encode(&members)
}
