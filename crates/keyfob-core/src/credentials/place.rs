//! Where a credential goes in a request. What is copied for that is wiped when the request is done and the session has it no more.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;

use super::{Credential, Kind};
use crate::{Placement, Scheme, Secret};

/// Puts one credential into the request, marked as sensitive. `None`: its kind or its characters do not fit there.
pub(super) fn place(scheme: &Scheme, credential: &Credential, request: &mut Request) -> Option<()> {
    match (&scheme.placement, &credential.secret) {
        (Placement::Bearer, Kind::Value(value)) => {
            let parts = ["Bearer ", value.expose()];
            header(request, AUTHORIZATION, kept(credential, &parts)?)
        }
        (Placement::Header(name), Kind::Value(value)) => header(
            request,
            HeaderName::from_bytes(name.as_bytes()).ok()?,
            kept(credential, &[value.expose()])?,
        ),
        (Placement::Query(name), Kind::Value(value)) => {
            request
                .url_mut()
                .query_pairs_mut()
                .append_pair(name, value.expose());
            Some(())
        }
        (Placement::Cookie(name), Kind::Value(value)) => cookie(request, name, value),
        // RFC 7617: the first colon ends the user.
        (Placement::Basic, Kind::Pair(user, _)) if user.expose().contains(':') => None,
        (Placement::Basic, Kind::Pair(user, password)) => {
            let pair = encoded(user, password);
            header(
                request,
                AUTHORIZATION,
                sensitive(&["Basic ", pair.as_str()])?,
            )
        }
        _ => None,
    }
}

fn header(request: &mut Request, name: HeaderName, value: HeaderValue) -> Option<()> {
    request.headers_mut().insert(name, value);
    Some(())
}

/// The header of a credential that has one place. It is made once, and wiped when neither the session nor a request has it any more.
fn kept(credential: &Credential, parts: &[&str]) -> Option<HeaderValue> {
    if let Some(value) = credential.header.get() {
        return Some(value.clone());
    }
    let value = sensitive(parts)?;
    Some(credential.header.get_or_init(|| value).clone())
}

fn sensitive(parts: &[&str]) -> Option<HeaderValue> {
    let bytes = Bytes::from_owner(joined(parts));
    let mut value = HeaderValue::from_maybe_shared(bytes).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Adds to the cookies that other schemes put there. A value that would end its cookie and begin another one does not fit.
fn cookie(request: &mut Request, name: &str, value: &Secret) -> Option<()> {
    let is_octet = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | ',' | ';' | '\\');
    if !value.expose().chars().all(is_octet) {
        return None;
    }
    let before = request.headers().get(COOKIE).cloned();
    let (cookies, separator) = match &before {
        Some(before) => (before.to_str().ok()?, "; "),
        None => ("", ""),
    };
    let parts = [cookies, separator, name, "=", value.expose()];
    header(request, COOKIE, sensitive(&parts)?)
}

/// The texts one after the other, in memory of just that size, so that nothing is left behind by growing.
fn joined(parts: &[&str]) -> Zeroizing<Vec<u8>> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut whole = Zeroizing::new(Vec::with_capacity(length));
    for part in parts {
        whole.extend_from_slice(part.as_bytes());
    }
    whole
}

/// The value of an `Authorization` header of HTTP's `Basic` kind.
#[doc(hidden)]
pub fn basic(user: &str, password: &str) -> Secret {
    let pair = encoded(&Secret::new(user), &Secret::new(password));
    Secret::new(format!("Basic {}", pair.as_str()))
}

/// Base64 of user, colon and password.
pub(super) fn encoded(user: &Secret, password: &Secret) -> Zeroizing<String> {
    let pair = joined(&[user.expose(), ":", password.expose()]);
    let length = pair.len().div_ceil(3) * 4;
    let mut text = Zeroizing::new(String::with_capacity(length));
    STANDARD.encode_string(&*pair, &mut text);
    text
}
