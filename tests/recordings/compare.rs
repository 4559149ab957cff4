//! Comparing what arrived with what was recorded.

use super::cases::{Body, Case};
use super::exceptions::{EXTRAS, Extra, LEFT_OUT, RESPELT, TRANSPORT};
use super::form;
use super::json::Json;
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
    same("path and query", &target(case), &sent.target);
    same("through a proxy", &case.proxied, &sent.proxied);
    headers(case, sent, &mut found);
    length(case, sent, &mut found);
    body(case.body.as_ref(), &sent.body, &mut found);
    found
}

/// Path and query as we spell them.
pub fn target(case: &Case) -> String {
    let respelt = RESPELT.iter().filter(|one| one.client == case.client);
    respelt.fold(case.target.clone(), |target, one| {
        target.replace(one.recorded, one.ours)
    })
}

fn headers(case: &Case, sent: &Request, found: &mut Vec<String>) {
    let recorded = case.headers.iter();
    let recorded = recorded.map(|(name, value)| (name.to_lowercase(), value.clone()));
    let compared = |(name, _): &(String, String)| {
        let left_out = LEFT_OUT.iter().filter(|one| one.client == case.client);
        !TRANSPORT.contains(&name.as_str())
            && !left_out.map(|one| one.header).any(|one| one == name)
    };
    let mut missing: Vec<_> = recorded.filter(compared).collect();
    for extra in EXTRAS.iter().filter(|extra| is_for(extra, case)) {
        if !missing.iter().any(|(name, _)| name == extra.header) {
            missing.push((extra.header.to_owned(), extra.value.to_owned()));
        }
    }
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

/// A length stands there once and is right. That of a body depends on how its JSON is spaced, so that it is held against the body and
/// not the recording; that of no body is 0 where one could be, as every recorded client's library has it, and not said elsewhere. A
/// recording that tells the length of what has one spelling only is held to it.
fn length(case: &Case, sent: &Request, found: &mut Vec<String>) {
    let said = sent
        .headers
        .iter()
        .filter(|(name, _)| name == "content-length");
    let said: Vec<&str> = said.map(|(_, value)| value.as_str()).collect();
    let length = sent.body.len().to_string();
    let may_have_body = matches!(sent.method.as_str(), "POST" | "PUT" | "PATCH");
    let right: &[&str] = match sent.body.is_empty() && !may_have_body {
        true => &[],
        false => &[&length],
    };
    if said != right {
        found.push(format!("content-length: is {said:?}, not {right:?}"));
    }
    let mut recorded = case.headers.iter();
    let recorded = recorded.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let one_spelling = matches!(case.body, None | Some(Body::Bytes(_)));
    if let Some((_, recorded)) = recorded.filter(|_| one_spelling)
        && said != [recorded]
    {
        found.push(format!(
            "content-length: recorded {recorded}, ours {said:?}"
        ));
    }
}

fn is_for(extra: &Extra, case: &Case) -> bool {
    extra.client == case.client && case.target.starts_with(extra.below)
}

fn body(recorded: Option<&Body>, ours: &[u8], found: &mut Vec<String>) {
    let text = String::from_utf8_lossy(ours);
    let (same, recorded) = match recorded {
        None => (ours.is_empty(), String::new()),
        Some(Body::Bytes(recorded)) => (*recorded == text, recorded.clone()),
        Some(Body::Form(recorded)) => (form::strict(ours) == *recorded, recorded.to_string()),
        Some(Body::Json(recorded)) => (
            Json::read(&text).as_ref() == Some(recorded),
            recorded.to_string(),
        ),
    };
    if !same {
        found.push(format!("body: recorded `{recorded}`, ours `{text}`"));
    }
}
