//! Requests to a token endpoint: RFC 6749, sections 5.1 and 5.2.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use keyfob_core::reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use keyfob_core::reqwest::{Method, Request, Url};
use keyfob_core::{Error, Handle, ResponseValue, Secret, unset_base_url};
use serde::Deserialize;
use serde_json::Value;

use super::client::{Client, ClientAuthentication};
use super::form::Form;
use super::table::table;
use super::vendor::TokenEndpoint;

/// What each request for a token has.
#[derive(Clone, Default)]
pub(super) struct TokenRequest {
    pub(super) url: Option<String>,
    pub(super) scopes: Vec<String>,
    /// They may be secret.
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) authentication: ClientAuthentication,
}

/// What the vendor gave.
pub(super) struct Tokens {
    pub(super) access_token: Secret,
    /// When it ends, as far as the vendor said.
    pub(super) ends_at: Option<SystemTime>,
    pub(super) refresh_token: Option<Secret>,
}

/// A grant: its operation, its name on the wire, and what goes with it.
pub(super) struct Grant<'a> {
    pub(super) operation: &'static str,
    pub(super) grant_type: &'static str,
    pub(super) members: &'a [(&'static str, &'a str)],
}

/// Asks for tokens, once. `api` is the handle of the API that they are for.
pub(super) async fn request(
    api: &Handle,
    endpoint: &TokenEndpoint,
    client: Option<&Client>,
    options: &TokenRequest,
    grant: Grant<'_>,
) -> Result<Tokens, Error> {
    let url = url(api, options.url.as_deref().unwrap_or(endpoint.url))?;
    let handle = Handle::new(table(api.api(), &url)?, api.settings().clone())?;
    let mut form = Form::default();
    form.push("grant_type", grant.grant_type);
    for (name, value) in grant.members {
        form.push(name, value);
    }
    let scope = options.scopes.join(" ");
    if !scope.is_empty() {
        form.push("scope", &scope);
    }
    if let Some(client) = client {
        client.authenticate(options.authentication, &handle, &mut form);
    }
    for (name, value) in &options.parameters {
        form.push(name, value.expose());
    }
    let began = handle.settings().clock().now();
    let request = post(&url, form.into_bytes())?;
    let response = handle.execute(request, grant.operation).await?;
    let answer: ResponseValue<Answer> = ResponseValue::from_response(response).await?;
    let answer = answer.into_inner();
    let missing = Error::incomplete(grant.operation, "access_token");
    Ok(Tokens {
        access_token: answer.access_token.filter(is_told).ok_or(missing)?,
        ends_at: answer.expires_in.and_then(|told| end(began, &told)),
        refresh_token: answer.refresh_token.filter(is_told),
    })
}

/// The token URL: a whole one, or a path under the API's server.
fn url(api: &Handle, told: &str) -> Result<Url, Error> {
    let base = format!("{}/", api.servers().base_url());
    let url = Url::parse(told).or_else(|_| Url::parse(&base)?.join(told));
    url.map_err(|_| Error::settings("the token URL is not a URL"))
}

/// The request, under a URL that the runtime gives its server.
fn post(url: &Url, form: Bytes) -> Result<Request, Error> {
    let mut built = Url::parse(unset_base_url())
        .map_err(|_| Error::settings("the runtime has no place for a request without a server"))?;
    built.set_path(url.path());
    built.set_query(url.query());
    let mut request = Request::new(Method::POST, built);
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    let headers = request.headers_mut();
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    *request.body_mut() = Some(form.into());
    Ok(request)
}

#[derive(Deserialize)]
struct Answer {
    access_token: Option<Secret>,
    /// Seconds: a number, by some vendors a text.
    expires_in: Option<Value>,
    refresh_token: Option<Secret>,
}

fn is_told(token: &Secret) -> bool {
    !token.expose().trim().is_empty()
}

/// More than anybody's token lives.
const LONGEST: f64 = 100.0 * 365.0 * 24.0 * 60.0 * 60.0;

/// When a token ends that was asked for then. None: nobody knows, as where the vendor tells nothing, zero, less, or more than a century.
fn end(began: SystemTime, told: &Value) -> Option<SystemTime> {
    let seconds = match told {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    let is_life = seconds > 0.0 && seconds < LONGEST;
    let life = is_life.then(|| Duration::from_secs_f64(seconds))?;
    began.checked_add(life)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn lives_are_read_in_any_form_and_nonsense_is_no_end() {
        let end = |told: &str| {
            let end = end(UNIX_EPOCH, &serde_json::from_str(told).unwrap());
            end.map(|end| end.duration_since(UNIX_EPOCH).unwrap().as_secs())
        };
        for told in ["3600", "\"3600\"", "\" 3600 \"", "3600.0"] {
            assert_eq!(end(told), Some(3600), "{told}");
        }
        for told in [
            "0", "-1", "1e300", "\"soon\"", "\"\"", "\"NaN\"", "null", "[]", "true", "4e9",
        ] {
            assert_eq!(end(told), None, "{told}");
        }
    }
}
