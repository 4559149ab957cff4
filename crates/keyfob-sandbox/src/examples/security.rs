//! Credentials: where they are in a request, and whether they are the right ones.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::account::ExampleAccount;
use super::document::{Document, examples, items, members, text};
use super::operation::Operation;
use super::request::cookies;
use super::tokens::Tokens;

/// Where a credential is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Basic,
    Bearer,
    Header(String),
    Query(String),
    Cookie(String),
}

/// The security schemes of a spec, and what is accepted besides the account's credentials.
pub(super) struct Security {
    schemes: BTreeMap<String, Place>,
    handed_out: BTreeSet<String>,
}

impl Security {
    pub(super) fn new(document: &Document) -> Self {
        let components = document.0.get("components").unwrap_or(&Value::Null);
        let schemes = members(components, "securitySchemes").map(|(name, scheme)| {
            let scheme = document.resolve(scheme).unwrap_or(scheme);
            (name.clone(), place(scheme))
        });
        Self {
            schemes: schemes.collect(),
            handed_out: handed_out(document),
        }
    }

    /// The query parameters that are credentials.
    pub(super) fn in_query(&self) -> Vec<&str> {
        let places = self.schemes.values().filter_map(|place| match place {
            Place::Query(name) => Some(name.as_str()),
            _ => None,
        });
        places.collect()
    }

    /// What is missing or wrong; of several alternatives the first.
    pub(super) fn admits(
        &self,
        operation: &Operation,
        presented: &Presented<'_>,
    ) -> Result<(), String> {
        let mut refused = None;
        for alternative in &operation.security {
            let mut wrong = alternative
                .iter()
                .filter_map(|scheme| self.holds(scheme, presented).err());
            match wrong.next() {
                None => return Ok(()),
                Some(wrong) => refused = refused.or(Some(wrong)),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    fn holds(&self, scheme: &str, presented: &Presented<'_>) -> Result<(), String> {
        let Some(place) = self.schemes.get(scheme) else {
            return Err(format!("the scheme `{scheme}` is not described"));
        };
        let Some(value) = presented.at(place) else {
            return Err(format!("the credential `{scheme}` is missing"));
        };
        let (account, live) = (presented.account, presented.tokens);
        let is_right = match place {
            Place::Basic => basic(&value).is_some_and(|(name, password)| {
                account.is_user(&name, &password) || account.is_client(&name, &password)
            }),
            Place::Bearer => value == account.token || live.is_live(&value, presented.now),
            _ => value == account.api_key_of(scheme),
        };
        match is_right || self.handed_out.contains(&value) {
            true => Ok(()),
            false => Err(format!(
                "the credential `{scheme}` is not valid, or not any more"
            )),
        }
    }
}

/// The credentials of a request, and what they are held against.
pub(super) struct Presented<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) query: &'a [(String, String)],
    pub(super) account: &'a ExampleAccount,
    pub(super) tokens: &'a Tokens,
    pub(super) now: SystemTime,
}

impl Presented<'_> {
    fn at(&self, place: &Place) -> Option<String> {
        let header = |name: &str| self.headers.get(name)?.to_str().ok();
        let find = |pairs: &[(String, String)], name: &str| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        };
        match place {
            Place::Basic => after(header("authorization")?, "Basic"),
            Place::Bearer => after(header("authorization")?, "Bearer"),
            Place::Header(name) => header(name).map(str::to_owned),
            Place::Query(name) => find(self.query, name),
            Place::Cookie(name) => find(&cookies(self.headers), name),
        }
    }
}

/// What follows the scheme's name in `Authorization`.
fn after(value: &str, scheme: &str) -> Option<String> {
    let (found, rest) = value.split_once(' ')?;
    found
        .eq_ignore_ascii_case(scheme)
        .then(|| rest.trim().to_owned())
}

/// Name and password of HTTP Basic.
pub(super) fn basic(encoded: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (name, password) = decoded.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

/// Name and password of a request's `Authorization`, if that is HTTP Basic.
pub(super) fn basic_of(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    basic(&after(value, "Basic")?)
}

fn place(scheme: &Value) -> Place {
    let name = || text(scheme, "name").to_owned();
    match (text(scheme, "type"), text(scheme, "in")) {
        ("apiKey", "query") => Place::Query(name()),
        ("apiKey", "cookie") => Place::Cookie(name()),
        ("apiKey", _) => Place::Header(name()),
        _ if text(scheme, "scheme").eq_ignore_ascii_case("basic") => Place::Basic,
        // OAuth 2.0 and OpenID Connect send theirs like this, too.
        _ => Place::Bearer,
    }
}

/// The secrets in the examples of successes: what a login by the spec's own calls yields.
fn handed_out(document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, item) in members(&document.0, "paths") {
        let operations = item.as_object().into_iter().flatten();
        let answers = operations.flat_map(|(_, operation)| members(operation, "responses"));
        for (_, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
            let answer = document.resolve(answer).unwrap_or(answer);
            for (_, entry) in members(answer, "content") {
                let Some(schema) = entry.get("schema") else {
                    continue;
                };
                for (_, example) in examples(document, entry) {
                    secrets(document, schema, example, &mut found);
                }
            }
        }
    }
    found
}

/// Walks the example, which ends where a schema may not.
fn secrets(document: &Document, schema: &Value, example: &Value, found: &mut BTreeSet<String>) {
    let Some(schema) = document.resolve(schema) else {
        return;
    };
    for part in items(schema, "allOf") {
        secrets(document, part, example, found);
    }
    match example {
        Value::String(text_of) if text(schema, "format") == "password" => {
            found.insert(text_of.clone());
        }
        Value::Array(values) => {
            let each = schema.get("items").unwrap_or(&Value::Null);
            values
                .iter()
                .for_each(|value| secrets(document, each, value, found));
        }
        Value::Object(object) => {
            for (name, schema) in members(schema, "properties") {
                if let Some(value) = object.get(name) {
                    secrets(document, schema, value, found);
                }
            }
        }
        _ => {}
    }
}
