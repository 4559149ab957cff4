//! What changed in how a call travels: where it goes, with what, and whether it is sent twice.

use super::Impact;
use super::operations::Pair;
use crate::model::{Operation, Server};

/// Tells it.
pub(super) fn compare(pair: &mut Pair<'_>) {
    let (before, after) = (pair.before, pair.after);
    if before.retry != after.retry {
        let what = format!("`x-retry` is {} now, not {}", after.retry, before.retry);
        let why = "whether a call that failed is sent again";
        pair.add("x-retry", what, Impact::Behavior, why);
    }
    let call = |operation: &Operation| {
        let method = operation.method.to_uppercase();
        format!("{method} {}", operation.path)
    };
    if call(before) != call(after) {
        let what = format!("is `{}` now, not `{}`", call(after), call(before));
        pair.add("operationId", what, Impact::Behavior, "");
    }
    let security = |operation: &Operation| {
        let ways = operation.security.iter().map(|all| {
            let mut all = all.clone();
            all.sort();
            match all.is_empty() {
                true => "none".to_owned(),
                false => all.join(" and "),
            }
        });
        let ways: Vec<_> = ways.collect();
        match ways.is_empty() {
            true => "none".to_owned(),
            false => ways.join(", or "),
        }
    };
    said(pair, "security", "the credentials are", security);
    let proves = |one: &Operation| one.proves.clone().unwrap_or_else(|| "nothing".to_owned());
    said(pair, "x-proves", "what it proves is", proves);
    let sorted = |texts: Vec<String>| {
        let mut texts = texts;
        texts.sort();
        match texts.is_empty() {
            true => "none".to_owned(),
            false => texts.join(", "),
        }
    };
    let headers = |one: &Operation| {
        let each = one
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"));
        sorted(each.collect())
    };
    said(pair, "x-headers", "the fixed headers are", headers);
    let proof = |one: &Operation| sorted(one.proof.clone());
    said(
        pair,
        "x-answer",
        "the members that make it an answer are",
        proof,
    );
    let own = servers(&before.servers, &after.servers);
    for (what, impact, why) in own {
        pair.add("operationId", what, impact, why);
    }
}

/// What an operation says of something, if it is another word now.
fn said(pair: &mut Pair<'_>, key: &str, of: &str, text: impl Fn(&Operation) -> String) {
    let (before, after) = (text(pair.before), text(pair.after));
    if before != after {
        let what = format!("{of} {after} now, not {before}");
        pair.add(key, what, Impact::Behavior, "");
    }
}

/// What changed in a list of servers.
pub(super) fn servers(old: &[Server], new: &[Server]) -> Vec<(String, Impact, &'static str)> {
    let mut told = Vec::new();
    if old.is_empty() != new.is_empty() {
        let what = match new.is_empty() {
            true => "is where the document's servers are now",
            false => "has servers of its own now",
        };
        told.push((what.to_owned(), Impact::Behavior, ""));
        return told;
    }
    for before in old {
        let name = &before.variant;
        let Some(after) = new.iter().find(|after| after.variant == *name) else {
            let what = format!("the environment `{name}` is removed");
            told.push((what, Impact::Calls, "it is asked for by its name"));
            continue;
        };
        if before.url != after.url {
            let what = format!("in `{name}` it is at {} now, not {}", after.url, before.url);
            told.push((what, Impact::Behavior, ""));
        }
        if before.variables != after.variables {
            let what = format!("the variables of `{name}` are other ones");
            told.push((what, Impact::Behavior, ""));
        }
        if before.headers != after.headers {
            let what = format!("the fixed headers of `{name}` are other ones");
            told.push((what, Impact::Behavior, ""));
        }
    }
    for after in new {
        if old.iter().all(|before| before.variant != after.variant) {
            let what = format!("the environment `{}` is new", after.variant);
            told.push((what, Impact::Compatible, ""));
        }
    }
    told
}
