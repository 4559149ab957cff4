//! A request that the spec does not know, sent by the session's rules.

mod answer;
mod body;
mod rules;

use std::borrow::Cow;
use std::fmt;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};
use serde::Serialize;

pub use self::answer::RawResponse;
use self::body::Content;
use crate::hook::{is_credential, is_framing, merge};
use crate::path::{Place, is_path};
use crate::{Error, Handle, Operation, encode_path, unset_base_url};

/// What requests of this kind are called in errors and logs.
const NAME: &str = "request";

impl Handle {
    /// A request that no operation of the API stands for: a new one of the vendor's, or one whose answer has more than its model. It
    /// goes to this path under the environment's server, with the session's credentials.
    ///
    /// The path is a template, a part of the program, and is shown in logs: `/files/{id}/tags`. What fills its places comes by
    /// [`RawRequest::path_parameter`], and is neither shown nor able to change the path.
    ///
    /// ```no_run
    /// # async fn run(handle: keyfob_core::Handle) -> Result<(), keyfob_core::Error> {
    /// use keyfob_core::reqwest::Method;
    ///
    /// let answer = handle
    ///     .request(Method::GET, "/files/{id}/tags")
    ///     .path_parameter("id", "a/b")
    ///     .query("limit", 10)
    ///     .send()
    ///     .await?;
    /// let tags: Vec<String> = answer.json()?;
    /// # drop(tags);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<Cow<'static, str>>) -> RawRequest {
        RawRequest {
            handle: self.clone(),
            method,
            path: path.into(),
            like: None,
            is_open: false,
            parameters: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            content: Content::Nothing,
            fault: None,
        }
    }
}

/// A request that is sent as the operations of the API are: to the vendor's hosts alone, over https, with the session's credentials,
/// without following redirects, within the time-outs. Faults are read by the API's rules.
///
/// Unless [`RawRequest::like`] says otherwise it has the credentials that most operations of a session have, and goes to the
/// server of the document. It is sent once, as nobody knows whether twice would do harm; the one exception is a request that is
/// like an operation and has that operation's method and path. What is wrong with its parts is told by [`RawRequest::send`].
#[must_use = "nothing is sent before `send`"]
pub struct RawRequest {
    handle: Handle,
    method: Method,
    path: Cow<'static, str>,
    like: Option<&'static Operation>,
    is_open: bool,
    parameters: Vec<(Cow<'static, str>, String)>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    content: Content,
    /// The first thing that was wrong.
    fault: Option<Error>,
}

impl RawRequest {
    /// Sends it as this operation is sent, by its `operationId`: with its credentials, to its server, with its fixed headers, and
    /// what it puts to the test decides what a refusal means.
    ///
    /// It is repeated as the operation is only if its method and the template of its path are the operation's too, places by the
    /// same names. With any other method or path it is sent once: a read's rule must not place an order twice.
    pub fn like(mut self, operation: &str) -> Self {
        self.like = self.handle.api().operation(operation);
        if self.like.is_none() {
            let api = self.handle.api().name;
            let operation = operation.escape_debug();
            self.refuse(format!("{api} has no operation `{operation}` to be like"));
        }
        self
    }

    /// Sends no credential.
    pub fn without_credentials(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// Fills a place of the path's template. The value is escaped, and is not shown.
    pub fn path_parameter(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl fmt::Display,
    ) -> Self {
        self.parameters.push((name.into(), value.to_string()));
        self
    }

    /// Adds a parameter to the query.
    pub fn query(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Sets a header, in place of a fixed one of the spec. One that carries a credential elsewhere in the API is never shown,
    /// and gives way to the session's own. Another one is not shown if its value is
    /// [marked as sensitive](HeaderValue::set_sensitive).
    pub fn header<V>(mut self, name: impl AsRef<str>, value: V) -> Self
    where
        V: TryInto<HeaderValue>,
    {
        let shown = name.as_ref().escape_debug().to_string();
        let name = HeaderName::from_bytes(name.as_ref().as_bytes());
        match (name, value.try_into()) {
            (Ok(name), _) if is_framing(&name) => {
                self.refuse(format!("the header `{name}` belongs to the connection"));
            }
            (Ok(name), Ok(mut value)) => {
                let is_secret = is_credential(self.handle.api(), &name);
                value.set_sensitive(is_secret || value.is_sensitive());
                self.headers.insert(name, value);
            }
            (Ok(_), Err(_)) => self.refuse(format!(
                "the header `{shown}` has characters that cannot be sent, such as a line break"
            )),
            (Err(_), _) => self.refuse(format!("`{shown}` cannot be the name of a header")),
        }
        self
    }

    /// Sends this as JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        match Content::json(body) {
            Ok(content) => self.content = content,
            Err(error) => drop(self.fault.get_or_insert(error)),
        }
        self
    }

    /// Sends this as a form.
    pub fn form(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        match Content::form(body) {
            Ok(content) => self.content = content,
            Err(error) => drop(self.fault.get_or_insert(error)),
        }
        self
    }

    /// Sends these bytes. Their kind is said by a [`header`](RawRequest::header) `content-type`.
    pub fn body(mut self, bytes: impl Into<bytes::Bytes>) -> Self {
        self.content = Content::Bytes(bytes.into());
        self
    }

    /// Sends it, and reads the answer.
    ///
    /// # Errors
    /// Those of any operation; of the operation's name stands `request`. [`Error::InvalidInput`] and [`Error::PathChanged`] tell
    /// what is wrong with its parts, and nothing was sent then.
    pub async fn send(mut self) -> Result<RawResponse, Error> {
        if let Some(error) = self.fault.take() {
            return Err(error);
        }
        let api = self.handle.api();
        let operation = rules::of(api, self.like, self.is_open, &self.method, &self.path);
        let (request, path, base) = self.build(operation)?;
        let response = self.handle.send_raw(operation, path, base, request).await?;
        Ok(RawResponse::new(response))
    }

    /// The request, with its server and its headers, the template of its path, and how much of its path is the server's.
    fn build(
        &mut self,
        operation: &'static Operation,
    ) -> Result<(Box<Request>, Cow<'static, str>, usize), Error> {
        let path = std::mem::take(&mut self.path);
        let mut url = self.url(operation, &path)?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = Box::new(Request::new(self.method.clone(), url));
        let kind = std::mem::take(&mut self.content).put(&mut request);
        let base = self.handle.prepare_raw(operation, &mut request)?;
        // The kind of this body, not that of the operation it is like.
        if let Some(kind) = kind {
            request.headers_mut().insert(CONTENT_TYPE, kind);
        }
        merge(request.headers_mut(), std::mem::take(&mut self.headers));
        Ok((request, path, base))
    }

    /// The path with its places filled, under a URL that leads nowhere yet.
    fn url(&self, operation: &'static Operation, template: &str) -> Result<Url, Error> {
        if !template.starts_with('/') || template.contains(['?', '#']) {
            return Err(Error::invalid_input(
                "a path begins with `/` and has neither `?` nor `#`: the host comes from the environment, and the query from `query`",
            ));
        }
        let mut used = 0;
        let mut segments = Vec::new();
        for segment in template.split('/') {
            let Some(place) = Place::of(segment) else {
                segments.push(segment.to_owned());
                continue;
            };
            let mut values = self.parameters.iter();
            let Some((_, value)) = values.find(|(known, _)| known == place.name) else {
                let name = place.name.escape_debug();
                return Err(Error::InvalidInput(format!(
                    "nothing fills `{{{name}}}` of the path: say it with `path_parameter`"
                )));
            };
            used += 1;
            segments.push(place.filled(&encode_path(value)));
        }
        if used != self.parameters.len() {
            return Err(Error::invalid_input(
                "a path parameter has no place in the path, or two have the same name or are in one segment: a place is `/{id}/` or `/{id}.json`",
            ));
        }
        let path = segments.join("/");
        let changed = Error::PathChanged {
            operation: operation.id,
        };
        match Url::parse(&format!("{}{path}", unset_base_url())) {
            Ok(url) if is_path(template, url.path()) => Ok(url),
            _ => Err(changed),
        }
    }

    fn refuse(&mut self, what: String) {
        self.fault.get_or_insert(Error::InvalidInput(what));
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("like", &self.like.map(|operation| operation.id))
            .finish_non_exhaustive()
    }
}
