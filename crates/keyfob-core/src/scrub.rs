//! Taking our own secrets out of what the vendor says.
//!
//! A vendor may repeat what it was sent: "password hunter2 is wrong". Its messages are shown in errors and logs, so
//! every secret of the session and of the request is replaced in them first.

use serde_json::Value;

use crate::{Credentials, Operation, Secret};

/// Shorter secrets are not looked for on their own: a message without any "1" would say nothing.
const SHORTEST: usize = 4;

pub(crate) struct Scrubber(Vec<Secret>);

impl Scrubber {
    /// Knows what is held and what the request carries in sensitive headers or under a secret name.
    pub(crate) fn new(
        credentials: &Credentials,
        operation: &Operation,
        request: &reqwest::Request,
    ) -> Self {
        let mut secrets = credentials.texts();
        let names = operation.secrets;
        let body = request.body().and_then(reqwest::Body::as_bytes);
        if let Some(body) = body.filter(|_| !names.is_empty()) {
            collect_body(body, names, &mut secrets);
        }
        for (name, value) in request.headers() {
            let secret = value.is_sensitive() || names.iter().any(|n| name == n);
            if let Some(text) = value.to_str().ok().filter(|_| secret) {
                // The value, and what follows the word `Bearer` or `Basic`.
                secrets.push(Secret::new(text));
                secrets.extend(text.split_once(' ').map(|(_, rest)| Secret::new(rest)));
            }
        }
        let query = request.url().query_pairs();
        let secret = query.filter(|(name, _)| names.contains(&&**name));
        secrets.extend(secret.map(|(_, value)| Secret::new(value)));
        let escaped: Vec<_> = secrets.iter().flat_map(escaped).collect();
        secrets.extend(escaped);
        secrets.retain(|secret| secret.expose().len() >= SHORTEST);
        // The longest first: one secret may be part of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        Self(secrets)
    }

    pub(crate) fn clean(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            text.replace(secret.expose(), "[redacted]")
        })
    }
}

/// The secret as it stands in a URL or a form, where that differs.
fn escaped(secret: &Secret) -> Vec<Secret> {
    let pair = serde_urlencoded::to_string([("", secret.expose())]).unwrap_or_default();
    let form = pair.trim_start_matches('=').to_owned();
    let url = form.replace('+', "%20");
    let differs = |text: &String| text != secret.expose();
    let texts = [form, url].into_iter().filter(differs);
    texts.map(Secret::new).collect()
}

/// JSON, or a form whose members may be JSON in turn.
fn collect_body(body: &[u8], names: &[&str], secrets: &mut Vec<Secret>) {
    if let Ok(body) = serde_json::from_slice::<Value>(body) {
        return collect(&body, names, secrets);
    }
    let members: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    for (name, text) in members {
        if names.contains(&name.as_str()) {
            secrets.push(Secret::new(text));
        } else if let Ok(inner) = serde_json::from_str::<Value>(&text) {
            collect(&inner, names, secrets);
        }
    }
}

fn collect(value: &Value, names: &[&str], secrets: &mut Vec<Secret>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match names.contains(&name.as_str()) {
                    true => collect_all(member, secrets),
                    false => collect(member, names, secrets),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, secrets)),
        _ => {}
    }
}

/// Every text under a secret name, however deep.
fn collect_all(value: &Value, secrets: &mut Vec<Secret>) {
    match value {
        Value::String(text) => secrets.push(Secret::new(text.as_str())),
        Value::Number(number) => secrets.push(Secret::new(number.to_string())),
        Value::Object(members) => members.values().for_each(|m| collect_all(m, secrets)),
        Value::Array(items) => items.iter().for_each(|item| collect_all(item, secrets)),
        _ => {}
    }
}
