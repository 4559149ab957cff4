//! The request of one operation, part by part.

use std::borrow::Cow;
use std::sync::LazyLock;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Body, Request, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::encode::{encode_path, unset_base_url};
use super::{Member, Problems};
use crate::call::{Foreign, cutting};
use crate::path::Place;
use crate::{ByteStream, Error, Handle, Operation, Response, ResponseValue, form};

/// The body, as a member.
pub const BODY: Member = Member("body", "body");

/// A request that generated code puts together.
pub struct Outgoing<'a> {
    handle: &'a Handle,
    id: &'static str,
    operation: Option<&'static Operation>,
    problems: Problems,
    /// Why the body cannot be sent in this environment.
    refused: Option<Error>,
    /// The values of the path's parameters, encoded, by their names on the wire.
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<(&'static str, Body)>,
}

impl<'a> Outgoing<'a> {
    /// The request of the operation of this id; `problems` are those that its builder met.
    pub fn new(handle: &'a Handle, id: &'static str, problems: Problems) -> Self {
        Self {
            handle,
            id,
            operation: handle.api().operation(id),
            problems,
            refused: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// Notes a parameter or a body that has to be there.
    #[must_use]
    pub fn require<T>(mut self, member: Member, value: &Option<T>) -> Self {
        self.problems.require(member, value);
        self
    }

    /// A parameter of the path.
    #[must_use]
    pub fn path<T: Serialize>(mut self, member: Member, value: Option<T>) -> Self {
        self.problems.require(member, &value);
        let texts = value.map(|value| texts(&value)).unwrap_or_default();
        let text = texts.first().map(|text| encode_path(text));
        self.path.push((member.1, text.unwrap_or_default()));
        self
    }

    /// A parameter of the query: left out when there is none, repeated for a list.
    #[must_use]
    pub fn query<T: Serialize>(mut self, member: Member, value: Option<T>) -> Self {
        let texts = value.map(|value| texts(&value)).unwrap_or_default();
        self.query
            .extend(texts.into_iter().map(|text| (member.1, text)));
        self
    }

    /// A header.
    #[must_use]
    pub fn header<T: Serialize>(mut self, member: Member, value: Option<T>) -> Self {
        let texts = value.map(|value| texts(&value)).unwrap_or_default();
        self.headers
            .extend(texts.into_iter().map(|text| (member.1, text)));
        self
    }

    /// A body of JSON.
    #[must_use]
    pub fn json<T: Serialize>(mut self, body: Option<T>) -> Self {
        let Some(body) = body else { return self };
        let Ok(json) = serde_json::to_string(&body) else {
            self.problems.refuse(BODY, "cannot be written as JSON");
            return self;
        };
        match self.foreign().map(|foreign| foreign.cut(&json)).transpose() {
            Ok(cut) => self.body = Some(("application/json", cut.flatten().unwrap_or(json).into())),
            Err(error) => self.refused = Some(error),
        }
        self
    }

    /// A form.
    #[must_use]
    pub fn form<T: Serialize>(mut self, body: Option<T>) -> Self {
        let Some(body) = body else { return self };
        match cutting(self.foreign(), || form::encode(&body)) {
            Ok(Some(form)) => self.body = Some((form::MEDIA_TYPE, form.into())),
            Ok(None) => self.problems.refuse(BODY, form::REFUSED),
            Err(error) => self.refused = Some(error),
        }
        self
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(mut self, body: Option<Body>) -> Self {
        self.body = body.map(|body| ("application/octet-stream", body));
        self
    }

    /// Sends it for an answer of JSON.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn json_answer<T>(self) -> Result<ResponseValue<T>, Error>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let json = Some(HeaderValue::from_static("application/json"));
        ResponseValue::from_response(self.send(json).await?).await
    }

    /// Sends it for an answer of JSON, or for one of these statuses, which have no body: it is an answer without members then.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn json_answer_or_empty<T>(self, empty: &[u16]) -> Result<ResponseValue<T>, Error>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let json = Some(HeaderValue::from_static("application/json"));
        let response = self.send(json).await?;
        ResponseValue::from_response_or_empty(response, empty).await
    }

    /// Sends it for an answer of which the status alone counts.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn empty_answer(self) -> Result<ResponseValue<()>, Error> {
        Ok(ResponseValue::empty(self.send(None).await?))
    }

    /// Sends it for an answer of bytes.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn stream_answer(self) -> Result<ResponseValue<ByteStream>, Error> {
        Ok(ResponseValue::stream(self.send(None).await?))
    }

    async fn send(self, accept: Option<HeaderValue>) -> Result<Response, Error> {
        let handle = self.handle;
        let operation = match self.operation {
            Some(operation) => operation,
            None => handle.operation(self.id)?,
        };
        let request = Box::new(self.into_request(operation, accept)?);
        handle.execute_fitted(operation, request).await
    }

    /// What the environment does not have of the body.
    fn foreign(&self) -> Option<Foreign> {
        Foreign::of(self.operation?, self.handle.servers().variant())
    }

    fn into_request(
        self,
        operation: &'static Operation,
        accept: Option<HeaderValue>,
    ) -> Result<Request, Error> {
        let path = filled(operation.path, &self.path);
        self.problems.check(operation.id)?;
        if let Some(error) = self.refused {
            return Err(error);
        }
        let invalid = |what: &str| Error::InvalidInput(format!("{}: {what}", operation.id));
        let mut url = unset_url().ok_or_else(|| invalid("the path is none"))?;
        url.set_path(&path);
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = Request::new(operation.method.clone(), url);
        let headers = request.headers_mut();
        if let Some(accept) = accept {
            headers.insert(ACCEPT, accept);
        }
        for (name, text) in self.headers {
            let value = HeaderValue::from_str(&text)
                .map_err(|_| invalid(&format!("`{name}` cannot be a header's value")))?;
            headers.append(
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid(name))?,
                value,
            );
        }
        if let Some((kind, body)) = self.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            *request.body_mut() = Some(body);
        }
        Ok(request)
    }
}

/// A path with its values in the places of its template.
fn filled(template: &'static str, values: &[(&'static str, String)]) -> Cow<'static, str> {
    if values.is_empty() {
        return template.into();
    }
    let mut path = String::new();
    for segment in template.split('/').skip(1) {
        path.push('/');
        let filled = Place::of(segment).and_then(|place| {
            let (_, value) = values.iter().find(|(wire, _)| *wire == place.name)?;
            Some(place.filled(value))
        });
        path.push_str(filled.as_deref().unwrap_or(segment));
    }
    path.into()
}

/// The URL that leads nowhere, read once.
fn unset_url() -> Option<Url> {
    static UNSET: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse(unset_base_url()).ok());
    UNSET.clone()
}

/// What a value is in a path, a query or a header: one text, or several for a list.
fn texts<T: Serialize>(value: &T) -> Vec<String> {
    match serde_json::to_value(value) {
        Ok(Value::Null) | Err(_) => Vec::new(),
        Ok(Value::Array(items)) => items.iter().map(text).collect(),
        Ok(scalar) => vec![text(&scalar)],
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
