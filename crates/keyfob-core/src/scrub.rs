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
    /// Knows what is held and what the request's body and query carry under a secret name.
    pub(crate) fn new(
        credentials: &Credentials,
        operation: &Operation,
        request: &reqwest::Request,
    ) -> Self {
        let mut secrets = credentials.texts();
        if let Some(body) = request.body().and_then(reqwest::Body::as_bytes)
            && let Ok(body) = serde_json::from_slice::<Value>(body)
        {
            collect(&body, operation.secrets, &mut secrets);
        }
        let query = request.url().query_pairs();
        secrets.extend(
            query
                .filter(|(name, _)| operation.secrets.contains(&&**name))
                .map(|(_, v)| Secret::new(v)),
        );
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

fn collect(value: &Value, names: &[&str], secrets: &mut Vec<Secret>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if names.contains(&name.as_str()) => {
                        secrets.push(Secret::new(text.as_str()))
                    }
                    other => collect(other, names, secrets),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, secrets)),
        _ => {}
    }
}
