//! A call as the handlers read it: strictly.

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, Query, Request};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;

use crate::listener::{Connection, Origin};

pub(crate) struct Call {
    headers: HeaderMap,
    uri: Uri,
    body: Bytes,
    pub(crate) origin: Origin,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let origin = request
            .extensions()
            .get::<ConnectInfo<Connection>>()
            .map_or(Origin::First, |ConnectInfo(connection)| connection.origin);
        let (headers, uri) = (request.headers().clone(), request.uri().clone());
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            headers,
            uri,
            body,
            origin,
        })
    }
}

impl Call {
    /// A header that is there, is text and is not empty.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)?
            .to_str()
            .ok()
            .filter(|value| !value.is_empty())
    }

    /// Whether a header is there, be it empty.
    pub(crate) fn has_header(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    pub(crate) fn authorization(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION.as_str())
    }

    pub(crate) fn bearer(&self) -> Option<&str> {
        self.authorization()?.strip_prefix("Bearer ")
    }

    /// User and password of a basic login.
    pub(crate) fn basic(&self) -> Option<(String, String)> {
        let encoded = self.authorization()?.strip_prefix("Basic ")?;
        let pair = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        let (user, password) = pair.split_once(':')?;
        Some((user.to_owned(), password.to_owned()))
    }

    /// The JSON body, or what is wrong with it.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, String> {
        match self.header(header::CONTENT_TYPE.as_str()) {
            Some(kind) if kind.starts_with("application/json") => {}
            other => {
                return Err(format!(
                    "content type must be application/json, not {}",
                    other.unwrap_or("missing")
                ));
            }
        }
        serde_json::from_slice(&self.body).map_err(|error| error.to_string())
    }

    /// The query, or what is wrong with it.
    pub(crate) fn query<T: DeserializeOwned>(&self) -> Result<T, String> {
        Query::try_from_uri(&self.uri)
            .map(|Query(query)| query)
            .map_err(|error| error.body_text())
    }

    /// The form in the body, or what is wrong with it.
    pub(crate) fn form<T: DeserializeOwned>(&self) -> Result<T, String> {
        match self.header(header::CONTENT_TYPE.as_str()) {
            Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => {}
            _ => return Err("content type must be application/x-www-form-urlencoded".into()),
        }
        // A form is a query without its question mark, so that one reader does for both.
        let body = String::from_utf8_lossy(&self.body);
        let uri: Uri = format!("/?{body}")
            .parse()
            .map_err(|_| "not a form".to_owned())?;
        Query::try_from_uri(&uri)
            .map(|Query(form)| form)
            .map_err(|error| error.body_text())
    }

    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// The origin the caller aimed at, in the caller's own spelling.
    pub(crate) fn requested_origin(&self) -> Option<String> {
        self.header(header::HOST.as_str())
            .map(|host| format!("http://{host}"))
    }
}
