//! A request as the spec says that it must be, and as it came.

use httpmock::HttpMockRequest;
use keyfob_codegen::model::{Operation, Placement, Server};
use serde_json::{Map, Value};

use crate::form::{self, member};
use crate::json::text;
use crate::registry::{BASIC, Sent};
use crate::spec::Described;
use crate::urls::{path, prefix, url};

/// A request but for its host.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

impl Wire {
    /// What this operation must send in this environment, on this way in.
    pub fn expected(
        described: &Described,
        operation: &Operation,
        variant: &str,
        way: usize,
        sent: &Sent,
    ) -> Self {
        let server = described.server(operation, variant).unwrap();
        let body = body(described, operation, variant, sent);
        // A form of which nothing is set is a form all the same.
        let is_form = operation.body.as_ref().is_some_and(|it| it.media == FORM);
        let is_empty_form = is_form && sent.inputs.contains_key("body");
        let has_body = body.is_some() || !operation.optional_body || is_empty_form;
        let mut wire = Self {
            method: operation.method.to_uppercase(),
            path: format!("{}{}", prefix(&url(server, &[])), path(operation, sent)),
            query: Vec::new(),
            headers: fixed(operation, server, has_body),
            body,
        };
        for parameter in &operation.parameters {
            let Some(value) = sent.inputs.get(&parameter.rust) else {
                continue;
            };
            match (parameter.location.as_str(), value) {
                // A list repeats its name.
                ("query", Value::Array(values)) => {
                    let values = values.iter().map(text);
                    let pairs = values.map(|value| (parameter.name.clone(), value));
                    wire.query.extend(pairs);
                }
                ("query", value) => wire.query.push((parameter.name.clone(), text(value))),
                ("header", value) => wire
                    .headers
                    .push((parameter.name.to_ascii_lowercase(), text(value))),
                ("path", _) => {}
                (other, _) => panic!("teach the tests parameters in the {other}"),
            }
        }
        for name in operation.security.get(way).into_iter().flatten() {
            wire.credential(described, name, sent);
        }
        wire.sorted()
    }

    /// The same request at another path.
    pub fn at(self, path: &str) -> Self {
        let path = path.to_owned();
        Self { path, ..self }
    }

    /// What came.
    pub fn of(request: &HttpMockRequest) -> Self {
        let headers = request.headers_vec().iter();
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
        let kind = request
            .headers_vec()
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map_or("", |(_, value)| value);
        let body = match request.body_ref() {
            [] => None,
            bytes => Some(read(kind, bytes)),
        };
        let wire = Self {
            method: request.method_str().to_owned(),
            path: request.uri().path().to_owned(),
            query: request.query_params(),
            headers: headers
                // All others are compared, so that none may be added: not `api-version` either, which generated code sets and the
                // runtime takes away.
                .filter(|(name, _)| !TRANSPORT.contains(&name.as_str()))
                .collect(),
            body,
        };
        wire.sorted()
    }

    fn credential(&mut self, described: &Described, name: &str, sent: &Sent) {
        let scheme = described
            .spec
            .schemes
            .iter()
            .find(|scheme| scheme.name == name)
            .unwrap();
        let value = sent.secret(name).expose().to_owned();
        match &scheme.placement {
            Placement::Query(name) => self.query.push((name.clone(), value)),
            Placement::Header(name) => self.headers.push((name.to_ascii_lowercase(), value)),
            // Those of several schemes share a header.
            Placement::Cookie(name) => {
                let cookie = format!("{name}={value}");
                let mut headers = self.headers.iter_mut();
                match headers.find(|(known, _)| known == "cookie") {
                    Some((_, before)) => *before = format!("{before}; {cookie}"),
                    None => self.headers.push(("cookie".to_owned(), cookie)),
                }
            }
            Placement::Basic => self
                .headers
                .push(("authorization".to_owned(), BASIC.to_owned())),
            Placement::Bearer => {
                self.headers
                    .push(("authorization".to_owned(), format!("Bearer {value}")));
            }
        }
    }

    fn sorted(mut self) -> Self {
        self.query.sort();
        self.headers.sort();
        self
    }
}

/// The body as it must go out.
fn body(described: &Described, operation: &Operation, variant: &str, sent: &Sent) -> Option<Value> {
    let (body, content) = (sent.inputs.get("body")?, operation.body.as_ref()?);
    let Some(schema) = &content.schema else {
        return Some(body.clone());
    };
    let body = described.with_nulls(schema, body, variant);
    if operation.optional_body && body.as_object().is_some_and(Map::is_empty) {
        return None;
    }
    Some(match (content.media.as_str(), body) {
        (FORM, Value::Object(members)) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), member(&text(value))));
            members.collect()
        }
        (_, body) => body,
    })
}

/// Headers that are the transport's business:
/// * `host`, `content-length`: what they must be follows from the rest.
/// * `user-agent`: a client's own name.
/// * `accept-encoding`: what a library can unpack.
/// * `connection`: how a library keeps its connections.
pub const TRANSPORT: &[&str] = &[
    "host",
    "content-length",
    "user-agent",
    "accept-encoding",
    "connection",
];

const FORM: &str = "application/x-www-form-urlencoded";

/// The body as it came: a form by its members, JSON as such, everything else as text.
fn read(kind: &str, bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    match kind {
        FORM => form::members(bytes),
        json if json.ends_with("/json") || json.ends_with("+json") => {
            serde_json::from_str(&text).unwrap_or_else(|_| "not JSON".into())
        }
        _ => text.into(),
    }
}

/// The headers that carry no credential: those of the spec; without its word, what the bodies are.
fn fixed(operation: &Operation, server: &Server, has_body: bool) -> Vec<(String, String)> {
    let mut headers = operation.headers.clone();
    headers.retain(|(name, _)| !server.headers.iter().any(|(other, _)| other == name));
    let others = server.headers.iter();
    headers.extend(others.filter_map(|(name, value)| Some((name.clone(), value.clone()?))));
    let accepted = operation
        .success()
        .map_or("*/*", |content| content.media.as_str());
    let mut otherwise = |name: &str, value: &str| {
        if !headers.iter().any(|(known, _)| known == name) {
            headers.push((name.to_owned(), value.to_owned()));
        }
    };
    otherwise("accept", accepted);
    // A body that is not sent is of no kind.
    if let Some(body) = operation.body.as_ref().filter(|_| has_body) {
        otherwise("content-type", &body.media);
    }
    headers
}
