//! The names that generated code calls, and the hook through which it reaches the runtime.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Request, RequestBuilder};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{Error, Response};

/// The URL that generated code writes before a path. The hook puts the operation's server in its place; were the hook
/// ever left out, nothing would be reached.
#[doc(hidden)]
pub fn unset_base_url() -> &'static str {
    "https://unset.invalid"
}

#[doc(hidden)]
pub trait ClientInfo<Inner> {
    fn api_version() -> &'static str;
    fn baseurl(&self) -> &str;
    fn client(&self) -> &reqwest::Client;
    fn inner(&self) -> &Inner;
}

#[doc(hidden)]
pub struct OperationInfo {
    pub operation_id: &'static str,
}

/// What a generated client must implement; a client without it does not compile.
#[doc(hidden)]
#[allow(async_fn_in_trait)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `ClientHooks<{Inner}>`",
    note = "without the hook a client would send no credentials; the generator writes it into `lib.rs`"
)]
pub trait ClientHooks<Inner>: ClientInfo<Inner> {
    async fn pre(&self, _: &mut Request, _: &OperationInfo) -> Result<(), Error> {
        Ok(())
    }

    async fn exec(&self, request: Request, info: &OperationInfo) -> Result<Response, Error>;

    async fn post(&self, _: &Result<Response, Error>, _: &OperationInfo) -> Result<(), Error> {
        Ok(())
    }
}

/// What need not be escaped in a path segment: RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[doc(hidden)]
pub fn encode_path(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

#[doc(hidden)]
pub trait RequestBuilderExt: Sized {
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;
}

impl RequestBuilderExt for RequestBuilder {
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        let form = serde_urlencoded::to_string(body).map_err(|_| {
            Error::invalid_input("the form has a member that is neither text nor a number")
        })?;
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        Ok(self.header(CONTENT_TYPE, kind).body(form))
    }
}

/// One query parameter: left out when there is none, repeated for a list, spread for an object.
#[doc(hidden)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    #[doc(hidden)]
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.value).map_err(serde::ser::Error::custom)?;
        let pairs: Vec<(&str, Value)> = match &value {
            Value::Null => Vec::new(),
            Value::Array(items) => items.iter().map(|item| (self.name, item.clone())).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, item)| (name.as_str(), item.clone()))
                .collect(),
            scalar => vec![(self.name, scalar.clone())],
        };
        pairs.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query<T: Serialize>(value: T) -> String {
        serde_urlencoded::to_string(QueryParam::new("q", &value)).unwrap()
    }

    #[test]
    fn query_parameters() {
        assert_eq!(query(None::<String>), "");
        assert_eq!(query("a b/+="), "q=a+b%2F%2B%3D");
        assert_eq!(query(vec![1, 2]), "q=1&q=2");
        assert_eq!(query(Some(true)), "q=true");
    }

    #[test]
    fn path_segments() {
        assert_eq!(encode_path("nse_cm|Nifty 50,x"), "nse_cm%7CNifty%2050%2Cx");
        assert_eq!(encode_path("a/b\\c"), "a%2Fb%5Cc");
    }
}
