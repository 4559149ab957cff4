//! Which parameters are credentials by their names.

use crate::api::{Parameter, Place};
use crate::names::snake;

/// Names of headers and cookies that carry credentials, without `x_` before them.
const NAMES: [&str; 20] = [
    "access_key",
    "access_token",
    "api_key",
    "api_secret",
    "api_token",
    "apikey",
    "app_key",
    "application_key",
    "auth",
    "auth_key",
    "auth_token",
    "authentication",
    "authorization",
    "client_secret",
    "cookie",
    "id_token",
    "proxy_authorization",
    "secret_key",
    "session_token",
    "subscription_key",
];

/// The same in a query, where more words mean something else.
const OF_QUERIES: [&str; 5] = [
    "access_token",
    "api_key",
    "api_token",
    "apikey",
    "auth_token",
];

/// Cookies of sessions.
const OF_COOKIES: [&str; 6] = ["jwt", "session", "session_id", "sessionid", "sid", "token"];

/// Whether a parameter is a credential by its name.
pub(super) fn is_credential(parameter: &Parameter<'_>) -> bool {
    let name = snake(&parameter.name);
    let bare = name.strip_prefix("x_").unwrap_or(&name);
    match parameter.place {
        Place::Path | Place::Elsewhere => false,
        Place::Query => OF_QUERIES.contains(&bare),
        Place::Header => is_among(bare),
        Place::Cookie => is_among(bare) || OF_COOKIES.contains(&bare),
    }
}

/// One of the names, or one with the vendor's before it: `acme_api_key`.
fn is_among(bare: &str) -> bool {
    NAMES.iter().any(|known| {
        let before = bare.strip_suffix(known);
        before.is_some_and(|before| {
            before.is_empty() || (before.ends_with('_') && known.contains('_'))
        })
    })
}

/// Whether the header `Authorization` is said to hold a bearer token.
pub(super) fn is_bearer(parameter: &Parameter<'_>) -> bool {
    let example = parameter.example.and_then(|example| example.node().text());
    let told = [parameter.description.as_deref(), example];
    let mut told = told.into_iter().flatten();
    told.any(|text| text.to_ascii_lowercase().contains("bearer"))
}
