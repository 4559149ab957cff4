//! The secrets that a request carries.

use reqwest::{Body, Request};
use serde_json::Value;

use super::Needle;
use crate::Operation;
use crate::path::Place;

/// Adds those in sensitive headers, and under secret names in headers, query and body.
pub(super) fn request(operation: &Operation, request: &Request, needles: &mut Vec<Needle>) {
    let names = operation.secrets;
    let body = request.body().and_then(Body::as_bytes);
    if let Some(body) = body.filter(|_| !names.is_empty()) {
        collect_body(body, names, needles);
    }
    for (name, value) in request.headers() {
        let secret = value.is_sensitive() || names.iter().any(|n| name == n);
        if let Some(text) = value.to_str().ok().filter(|_| secret) {
            // The value, and what follows the word `Bearer` or `Basic`.
            needles.push(Needle::new(text.to_owned()));
            needles.extend(
                text.split_once(' ')
                    .map(|(_, rest)| Needle::new(rest.to_owned())),
            );
        }
    }
    let query = request.url().query_pairs();
    let secret = query.filter(|(name, _)| names.contains(&&**name));
    needles.extend(secret.map(|(_, value)| Needle::new(value.into_owned())));
}

/// The segments of a path that fill the places of its template, each with its name. The template's may stand behind a prefix.
pub(super) fn path_values<'t, 'p>(
    template: &'t str,
    path: &'p str,
) -> impl Iterator<Item = (&'t str, &'p str)> {
    let places = template.rsplit('/').zip(path.rsplit('/'));
    places.filter_map(|(place, value)| {
        let place = Place::of(place)?;
        Some((place.name, place.value(value)?))
    })
}

pub(super) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// JSON, or a form whose members may be JSON in turn.
fn collect_body(body: &[u8], names: &[&str], needles: &mut Vec<Needle>) {
    if let Ok(body) = serde_json::from_slice::<Value>(body) {
        return collect(body, names, needles);
    }
    let members: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    for (name, text) in members {
        if names.contains(&name.as_str()) {
            needles.push(Needle::new(text));
        } else if let Ok(inner) = serde_json::from_str::<Value>(&text) {
            collect(inner, names, needles);
        }
    }
}

fn collect(value: Value, names: &[&str], needles: &mut Vec<Needle>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match names.contains(&name.as_str()) {
                    true => collect_all(member, needles),
                    false => collect(member, names, needles),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, names, needles);
            }
        }
        _ => {}
    }
}

/// Every text and number below; the texts are moved, so that no copy stays behind.
fn collect_all(value: Value, needles: &mut Vec<Needle>) {
    match value {
        Value::String(text) => needles.push(Needle::new(text)),
        Value::Number(number) => needles.push(Needle::new(number.to_string())),
        Value::Object(members) => {
            for member in members.into_iter().map(|(_, member)| member) {
                collect_all(member, needles);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_all(item, needles);
            }
        }
        _ => {}
    }
}
