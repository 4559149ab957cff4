//! Token endpoints of OAuth 2.0 (RFC 6749).

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::account::ExampleAccount;
use super::document::{Document, members, text};
use super::media::{FORM, essence};
use super::route::path_of;
use super::security::basic_of;
use super::tokens::Tokens;
use super::value::pairs;

/// The token endpoints of a spec.
#[derive(Debug, Default)]
pub(super) struct Endpoints(Vec<Endpoint>);

/// One of them.
#[derive(Debug)]
pub(super) struct Endpoint {
    path: String,
    /// The grants besides `refresh_token`, which each takes.
    grants: BTreeSet<&'static str>,
    scopes: BTreeSet<String>,
}

/// A request for a token, and what it is held against.
pub(super) struct TokenRequest<'a> {
    pub(super) method: &'a Method,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a Bytes,
    pub(super) account: &'a ExampleAccount,
    pub(super) now: SystemTime,
    pub(super) lifetime: Duration,
    pub(super) rotates: bool,
}

/// An error in words of RFC 6749, section 5.2.
struct Refused(StatusCode, &'static str, &'static str);

impl Endpoints {
    pub(super) fn new(document: &Document) -> Self {
        let mut found = Self::default();
        let components = document.0.get("components").unwrap_or(&Value::Null);
        for (_, scheme) in members(components, "securitySchemes") {
            let scheme = document.resolve(scheme).unwrap_or(scheme);
            for (kind, flow) in members(scheme, "flows") {
                let grant = match kind.as_str() {
                    "clientCredentials" => Some("client_credentials"),
                    "password" => Some("password"),
                    _ => None,
                };
                let scopes: Vec<_> = members(flow, "scopes")
                    .map(|(scope, _)| scope.clone())
                    .collect();
                for url in ["tokenUrl", "refreshUrl"] {
                    if let Some(endpoint) = found.endpoint(path_of(text(flow, url))) {
                        endpoint.grants.extend(grant.filter(|_| url == "tokenUrl"));
                        endpoint.scopes.extend(scopes.iter().cloned());
                    }
                }
            }
        }
        found
    }

    /// The endpoint at this path, made if it is new; none at no path.
    fn endpoint(&mut self, path: &str) -> Option<&mut Endpoint> {
        if path.is_empty() {
            return None;
        }
        if self.at(path).is_none() {
            self.0.push(Endpoint {
                path: path.to_owned(),
                grants: BTreeSet::new(),
                scopes: BTreeSet::new(),
            });
        }
        self.0.iter_mut().find(|endpoint| endpoint.path == path)
    }

    pub(super) fn at(&self, path: &str) -> Option<&Endpoint> {
        self.0.iter().find(|endpoint| endpoint.path == path)
    }
}

impl Endpoint {
    /// Answers a request for a token.
    pub(super) fn answer(&self, request: &TokenRequest<'_>, tokens: &mut Tokens) -> Response {
        let answer = self.grant(request, tokens);
        let (status, body) = match answer {
            Ok(body) => (StatusCode::OK, body),
            Err(Refused(status, error, description)) => (
                status,
                json!({"error": error, "error_description": description}),
            ),
        };
        let mut response = (
            status,
            [(header::CACHE_CONTROL, "no-store")],
            axum::Json(body),
        )
            .into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Basic realm=\"sandbox\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }

    fn grant(&self, request: &TokenRequest<'_>, tokens: &mut Tokens) -> Result<Value, Refused> {
        let refused = |error, description| Refused(StatusCode::BAD_REQUEST, error, description);
        if request.method != Method::POST {
            return Err(Refused(
                StatusCode::METHOD_NOT_ALLOWED,
                "invalid_request",
                "a token is asked for with POST",
            ));
        }
        let form = Form::read(request)?;
        let client = form.client(request)?;
        let account = request.account;
        let mut refresh = None;
        match form.get("grant_type")? {
            None => return Err(refused("invalid_request", "`grant_type` is missing")),
            Some("refresh_token") => {
                let token = form.required("refresh_token")?;
                if !tokens.refreshes(token) {
                    return Err(refused(
                        "invalid_grant",
                        "the refresh token is not valid, or not any more",
                    ));
                }
                if request.rotates {
                    tokens.forget_refresh(token);
                    refresh = Some(tokens.issue_refresh());
                }
            }
            Some(grant) if !["client_credentials", "password"].contains(&grant) => {
                return Err(refused(
                    "unsupported_grant_type",
                    "only client credentials, password and refresh token are played",
                ));
            }
            Some(grant) if !self.grants.contains(grant) => {
                return Err(refused(
                    "unauthorized_client",
                    "the spec has no flow with this grant here",
                ));
            }
            Some("password") => {
                if !account.is_user(form.required("username")?, form.required("password")?) {
                    return Err(refused(
                        "invalid_grant",
                        "the user or the password is wrong",
                    ));
                }
                refresh = Some(tokens.issue_refresh());
            }
            Some(_) if !client => return Err(UNKNOWN_CLIENT),
            Some(_) => {}
        }
        let scope = form.get("scope")?;
        if let Some(scope) = scope
            && !self.scopes.is_empty()
            && !scope.split(' ').all(|one| self.scopes.contains(one))
        {
            return Err(refused(
                "invalid_scope",
                "the spec does not know such a scope",
            ));
        }
        let end = request
            .now
            .checked_add(request.lifetime)
            .unwrap_or(request.now);
        let mut answer = json!({
            "access_token": tokens.issue(end),
            "token_type": "Bearer",
            "expires_in": request.lifetime.as_secs(),
        });
        let more = [
            ("refresh_token", refresh),
            ("scope", scope.map(str::to_owned)),
        ];
        if let Value::Object(answer) = &mut answer {
            let more = more
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
            answer.extend(more);
        }
        Ok(answer)
    }
}

const UNKNOWN_CLIENT: Refused = Refused(
    StatusCode::UNAUTHORIZED,
    "invalid_client",
    "the client is missing or not known",
);

/// The parameters of a request for a token.
struct Form(Vec<(String, String)>);

impl Form {
    fn read(request: &TokenRequest<'_>) -> Result<Self, Refused> {
        let media = request.headers.get(header::CONTENT_TYPE);
        let media = media.and_then(|media| media.to_str().ok()).map(essence);
        match media.as_deref() {
            Some(FORM) => Ok(Self(pairs(request.body))),
            _ => Err(Refused(
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "the body is no application/x-www-form-urlencoded",
            )),
        }
    }

    /// A parameter; one without a value is not there, and none comes twice (RFC 6749, section 3.2).
    fn get(&self, name: &str) -> Result<Option<&str>, Refused> {
        let mut found = self
            .0
            .iter()
            .filter(|(known, value)| known == name && !value.is_empty());
        let first = found.next();
        match found.next() {
            None => Ok(first.map(|(_, value)| value.as_str())),
            Some(_) => Err(Refused(
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "a parameter is there twice",
            )),
        }
    }

    fn required(&self, name: &str) -> Result<&str, Refused> {
        self.get(name)?.ok_or(Refused(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "a parameter of this grant is missing",
        ))
    }

    /// Whether the client has shown who it is. One that does not say may be a public one.
    fn client(&self, request: &TokenRequest<'_>) -> Result<bool, Refused> {
        let in_body = (self.get("client_id")?, self.get("client_secret")?);
        let account = request.account;
        let is_known = match (basic_of(request.headers), in_body) {
            (Some(_), (_, Some(_))) => {
                return Err(Refused(
                    StatusCode::BAD_REQUEST,
                    "invalid_request",
                    "the client authenticates in two ways",
                ));
            }
            // Both parts are encoded as in a form first (RFC 6749, section 2.3.1).
            (Some((id, secret)), _) => account.is_client(&decoded(&id), &decoded(&secret)),
            (None, (Some(id), Some(secret))) => account.is_client(id, secret),
            (None, (Some(id), None)) if id == account.client_id => return Ok(false),
            (None, (None, None)) if !request.headers.contains_key(header::AUTHORIZATION) => {
                return Ok(false);
            }
            _ => false,
        };
        match is_known {
            true => Ok(true),
            false => Err(UNKNOWN_CLIENT),
        }
    }
}

fn decoded(text: &str) -> String {
    let mut pairs = form_urlencoded::parse(text.as_bytes());
    // A part without `=` is a name.
    pairs
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}
