//! A request held against its operation.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header;
use serde_json::Value;

use super::check::Check;
use super::media::{FORM, essence, is_json};
use super::operation::{Body, Location, Operation, Parameter};
use super::value::{Kind, pairs};

/// What came in, apart from the method.
pub(super) struct Call<'a> {
    pub(super) path: &'a [(String, String)],
    pub(super) query: &'a [(String, String)],
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a Bytes,
}

impl Call<'_> {
    /// What of the request is not as the operation says; names and places, never values.
    pub(super) fn fits(&self, operation: &Operation, credentials: &[&str]) -> Result<(), String> {
        for parameter in &operation.parameters {
            self.parameter(parameter)?;
        }
        for (name, _) in self.query {
            let described = operation
                .parameters
                .iter()
                .any(|known| known.location == Location::Query && known.name == *name);
            if !described && !credentials.contains(&name.as_str()) {
                return Err(format!("query parameter `{name}` is not described"));
            }
        }
        match &operation.body {
            Some(body) => self.body(body),
            None if self.body.is_empty() => Ok(()),
            None => Err("there is a body, and none is described".to_owned()),
        }
    }

    fn parameter(&self, parameter: &Parameter) -> Result<(), String> {
        let name = parameter.name.as_str();
        let named = |pairs: &[(String, String)]| -> Vec<String> {
            let pairs = pairs.iter().filter(|(known, _)| known == name);
            pairs.map(|(_, value)| value.clone()).collect()
        };
        let (shown, texts) = match parameter.location {
            Location::Path => ("path", named(self.path)),
            Location::Query => ("query", named(self.query)),
            Location::Cookie => ("cookie", named(&cookies(self.headers))),
            Location::Header => {
                let values = self.headers.get_all(name).into_iter();
                let texts =
                    values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
                ("header", texts.collect())
            }
        };
        match texts.as_slice() {
            [] if parameter.required => Err(format!("{shown} parameter `{name}` is missing")),
            [] => Ok(()),
            texts => {
                let value = parameter.check.kind.read(texts);
                let fits = parameter.check.fits(&value);
                fits.map_err(|wrong| format!("{shown} parameter `{name}`: {wrong}"))
            }
        }
    }

    fn body(&self, body: &Body) -> Result<(), String> {
        if self.body.is_empty() && !body.content.iter().any(|(media, _)| is_raw(media)) {
            return match body.required {
                true => Err("the body is missing".to_owned()),
                false => Ok(()),
            };
        }
        let sent = self.headers.get(header::CONTENT_TYPE);
        let sent = sent.and_then(|media| media.to_str().ok()).map(essence);
        let sent = sent.unwrap_or_default();
        let described = body.content.iter().find(|(media, _)| covers(media, &sent));
        let Some((_, check)) = described else {
            let known: Vec<_> = body
                .content
                .iter()
                .map(|(media, _)| media.as_str())
                .collect();
            return Err(format!(
                "the body is `{sent}`, and not {}",
                known.join(" or ")
            ));
        };
        match check {
            Some(check) => {
                let value = read(&sent, check, self.body)?;
                check.fits(&value).map_err(|wrong| format!("body: {wrong}"))
            }
            None => Ok(()),
        }
    }
}

fn read(media: &str, check: &Check, body: &[u8]) -> Result<Value, String> {
    match (media, &check.kind) {
        (FORM, form @ Kind::Form(_)) => Ok(form.form(&pairs(body))),
        (FORM, _) => Ok(Kind::Form(Default::default()).form(&pairs(body))),
        // The parser's own words can hold what was sent.
        _ => serde_json::from_slice(body).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            format!("the body is no JSON at line {line}, column {column}")
        }),
    }
}

/// Whether a media type's content is bytes, of which none is an empty file.
fn is_raw(media: &str) -> bool {
    media != FORM && !is_json(media)
}

/// Whether a media type of the spec, `image/*` among them, has this one in it.
fn covers(described: &str, sent: &str) -> bool {
    match described.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => sent.starts_with(kind),
        None => described == sent,
    }
}

/// The cookies of a request.
pub(super) fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
