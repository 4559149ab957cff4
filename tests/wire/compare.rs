//! Comparing what arrived with what was recorded.

use serde_json::Value;

use crate::cases::Case;
use crate::exceptions::{EXTRAS, TRANSPORT};
use crate::request::Request;

/// What differs, one line each; nothing if the two are the same.
pub fn differences(case: &Case, sent: &Request) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |what: &str, recorded: &dyn ToString, ours: &dyn ToString| {
        let (recorded, ours) = (recorded.to_string(), ours.to_string());
        if recorded != ours {
            found.push(format!("{what}: recorded `{recorded}`, ours `{ours}`"));
        }
    };
    same("method", &case.method, &sent.method);
    same("host", &case.host, &sent.host);
    same("path and query", &case.target, &sent.target);
    same("through a proxy", &case.proxied, &sent.proxied);
    headers(case, sent, &mut found);
    body(case.body.as_ref(), &sent.body, &mut found);
    found
}

fn headers(case: &Case, sent: &Request, found: &mut Vec<String>) {
    let extras = EXTRAS.iter().filter(|extra| extra.client == case.client);
    let extras = extras.map(|extra| (extra.header.to_owned(), extra.value.to_owned()));
    let recorded = case
        .headers
        .iter()
        .map(|(name, value)| (name.to_lowercase(), value.clone()));
    let mut missing: Vec<_> = recorded.chain(extras).collect();
    for field in &sent.headers {
        match missing.iter().position(|expected| expected == field) {
            Some(at) => drop(missing.remove(at)),
            None if TRANSPORT.contains(&field.0.as_str()) => {}
            None => found.push(format!(
                "header that was not recorded: `{}: {}`",
                field.0, field.1
            )),
        }
    }
    let lost = missing
        .iter()
        .map(|(name, value)| format!("header missing: `{name}: {value}`"));
    found.extend(lost);
}

fn body(recorded: Option<&Value>, ours: &[u8], found: &mut Vec<String>) {
    let text = String::from_utf8_lossy(ours);
    let same = match recorded {
        None => ours.is_empty(),
        Some(Value::String(recorded)) => *recorded == text,
        Some(recorded) => serde_json::from_slice::<Value>(ours).is_ok_and(|ours| ours == *recorded),
    };
    if !same {
        let recorded = recorded.map(ToString::to_string).unwrap_or_default();
        found.push(format!("body: recorded `{recorded}`, ours `{text}`"));
    }
}
