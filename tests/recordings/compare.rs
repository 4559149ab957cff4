//! Comparing what arrived with what was recorded.

use serde_json::Value;

use super::cases::{Body, Case};
use super::exceptions::{BARE, EXTRAS, Extra, TRANSPORT};
use super::form;
use super::request::Request;

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
    let targets = [&case.target, &sent.target].map(|one| target(&case.client, one));
    same("path and query", &targets[0], &targets[1]);
    same("through a proxy", &case.proxied, &sent.proxied);
    headers(case, sent, &mut found);
    body(case.body.as_ref(), &sent.body, &mut found);
    found
}

/// Path and query, with the pairs of the query in one order: theirs is not a matter of what is asked.
fn target(client: &str, target: &str) -> String {
    let bare = BARE.iter().filter(|bare| bare.client == client);
    let spellings = bare.flat_map(|bare| bare.spellings);
    let target = spellings.fold(target.to_owned(), |target, (bare, spelt)| {
        target.replace(bare, spelt)
    });
    match target.split_once('?') {
        None => target,
        Some((path, query)) => {
            let mut pairs: Vec<_> = query.split('&').collect();
            pairs.sort_unstable();
            format!("{path}?{}", pairs.join("&"))
        }
    }
}

fn headers(case: &Case, sent: &Request, found: &mut Vec<String>) {
    let recorded = case.headers.iter();
    let recorded = recorded.map(|(name, value)| (name.to_lowercase(), value.clone()));
    let mut missing: Vec<_> = recorded.collect();
    for field in &sent.headers {
        match missing.iter().position(|expected| expected == field) {
            Some(at) => drop(missing.remove(at)),
            None if TRANSPORT.contains(&field.0.as_str()) || is_extra(case, field) => {}
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

fn is_extra(case: &Case, (name, value): &(String, String)) -> bool {
    let is_recorded = case
        .headers
        .iter()
        .any(|(recorded, _)| recorded.eq_ignore_ascii_case(name));
    let fits = |extra: &Extra| {
        extra.client == case.client && extra.header == name && extra.values.contains(&&**value)
    };
    !is_recorded && EXTRAS.iter().any(fits)
}

fn body(recorded: Option<&Body>, ours: &[u8], found: &mut Vec<String>) {
    let text = String::from_utf8_lossy(ours);
    let (same, recorded) = match recorded {
        None => (ours.is_empty(), String::new()),
        Some(Body::Bytes(recorded)) => (*recorded == text, recorded.clone()),
        Some(Body::Form(recorded)) => (form::members(ours) == *recorded, recorded.to_string()),
        Some(Body::Json(recorded)) => {
            let ours = serde_json::from_slice::<Value>(ours);
            (
                ours.is_ok_and(|ours| ours == *recorded),
                recorded.to_string(),
            )
        }
    };
    if !same {
        found.push(format!("body: recorded `{recorded}`, ours `{text}`"));
    }
}
