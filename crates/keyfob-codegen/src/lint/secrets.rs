//! Secrets, which must never be plain strings.

use heck::ToSnakeCase;

use super::calls::Parameter;
use super::context::{Context, place_of};
use super::rule::{Report, Rule};
use super::sites::Site;
use super::told::drop_limit;
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "secret-shape",
        "any other key makes it a plain string again, and it would be printed",
        shape,
    ),
    Rule::new(
        "secret-unmarked",
        "a secret in a plain string is printed by logs, errors and Debug",
        unmarked,
    ),
    Rule::new(
        "secret-place",
        "in a path it does not compile, and as a header's argument it leaks",
        place,
    ),
    Rule::new(
        "not-secret-reason",
        "the next reader has to be able to judge it",
        reason,
    ),
];

/// Words that give a secret away; a plural too.
const WORDS: [&str; 21] = [
    "pass",
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "otp",
    "totp",
    "pin",
    "mpin",
    "ott",
    "sid",
    "cookie",
    "key",
    "apikey",
    "code",
    "auth",
    "authorization",
    "jwt",
];

/// Ends that give a secret away where words run together, as in `accesstoken`.
pub const SECRET_ENDS: [&str; 7] = [
    "password", "passwd", "secret", "token", "apikey", "cookie", "passcode",
];

fn looks_secret(name: &str) -> bool {
    let name = name.to_snake_case();
    let words: Vec<_> = name.split('_').collect();
    let gives_away = |word: &&str| {
        let single = word.strip_suffix('s').unwrap_or(word);
        WORDS.contains(word)
            || WORDS.contains(&single)
            || SECRET_ENDS.iter().any(|end| single.ends_with(end))
    };
    words.iter().any(gives_away) || words.windows(2).any(|pair| pair == ["session", "id"])
}

fn is_secret(node: &Node) -> bool {
    node.text_of("format") == Some("password")
}

fn shape(context: &Context<'_>, report: &mut Report) {
    for site in context.sites.iter().filter(|site| is_secret(site.node)) {
        let remarks = [
            "type",
            "format",
            "description",
            "nullable",
            "example",
            "title",
        ];
        for entry in site.node.entries() {
            let key = entry.key.as_str();
            if !remarks.contains(&key) && !key.starts_with("x-") {
                let fix = report.add(
                    entry.place,
                    format!("the secret `{}` has `{key}`", site.name),
                    "write exactly `{type: string, format: password}` and a description",
                );
                drop_limit(fix, context, site.node, key);
            }
        }
        if !site.is("string") {
            report.add(
                place_of(site.node, "format"),
                format!("the secret `{}` is no string", site.name),
                "write exactly `{type: string, format: password}` and a description",
            );
        }
    }
}

/// Whether it is, or refers to, a string that could hold a secret and is not marked.
fn is_plain(context: &Context<'_>, site: &Site<'_>) -> bool {
    let target = context.document.resolve(site.node);
    !site.not_secret
        && target.is_some_and(|node| {
            node.text_of("type") == Some("string")
                && !is_secret(node)
                && node.get("x-not-secret").is_none()
                // The values of an enum stand in the spec for everybody to read.
                && node.get("enum").is_none()
        })
}

/// Names in Rust of what everybody may know, whatever the wire calls it.
const PUBLIC: [&str; 4] = [
    "instrument_token",
    "instrument_tokens",
    "public_key",
    "public_keys",
];

/// Words that give a secret away on the wire, but are words of the field in our own names (the `token` of an instrument, the `code`
/// of a client), unless one of these stands before them.
const OF_THE_FIELD: [&str; 4] = ["authorization", "code", "codes", "token"];
const BEFORE: [&str; 10] = [
    "access",
    "api",
    "auth",
    "bearer",
    "login",
    "refresh",
    "session",
    "time",
    "verification",
    "view",
];

/// Whether a name looks like that of a secret: the one on the wire, or the one in Rust.
///
/// Either may tell: a `pd` that is called `password`, and a `token` that is called `session`.
#[must_use]
pub fn gives_away(wire: &str, rust: &str) -> bool {
    let rust = rust.to_snake_case();
    if PUBLIC.contains(&rust.as_str()) {
        return false;
    }
    let mut before = "";
    let mut words = Vec::new();
    for word in rust.split('_') {
        if !OF_THE_FIELD.contains(&word) || BEFORE.contains(&before) {
            words.push(word);
        }
        before = word;
    }
    looks_secret(wire) || looks_secret(&words.join("_"))
}

fn unmarked(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if gives_away(site.name, site.rust) && is_plain(context, site) {
            report.add(
                site.place,
                format!("`{}` looks like a secret", site.name),
                "write `format: password`, or `x-not-secret: why`",
            );
        }
    }
}

fn place(context: &Context<'_>, report: &mut Report) {
    for parameter in &context.parameters {
        let secret = parameter.schema(context.document).is_some_and(is_secret);
        let Parameter { name, location, .. } = *parameter;
        if secret && ["path", "header"].contains(&location) {
            report.add(
                place_of(parameter.node, "in"),
                format!("the secret `{name}` is a parameter in {location}"),
                "declare it as a security scheme, or send it in a body",
            );
        }
    }
}

fn reason(context: &Context<'_>, report: &mut Report) {
    for keyword in &context.keywords {
        let entry = keyword.entry;
        if entry.key == "x-not-secret" && entry.value.text().is_none_or(|why| why.trim().is_empty())
        {
            report.add(
                entry.value.place,
                "`x-not-secret` gives no reason",
                "write `x-not-secret: why`",
            );
        }
    }
    for site in context.sites.iter().filter(|site| is_secret(site.node)) {
        if site.node.get("x-not-secret").is_some() {
            report.add(
                place_of(site.node, "x-not-secret"),
                "a secret says that it is none",
                "take away either `format: password` or `x-not-secret`",
            );
        }
    }
}
