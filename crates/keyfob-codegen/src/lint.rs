//! Lint: what a spec has to keep to, so that neither the generator nor a user of the client is surprised.
//!
//! A rule is a name, the reason for it and a function; each file beside this one holds the rules of one theme.

mod answers;
mod asked;
mod calls;
mod checks;
mod context;
mod document;
mod effects;
mod enums;
mod examples;
mod extensions;
mod faults;
mod fix;
mod groups;
mod guide;
mod headers;
mod keywords;
mod kinds;
mod limits;
mod names;
mod nodes;
mod oauth;
mod operations;
mod parameters;
mod parts;
mod paths;
mod proof;
mod recursion;
mod requests;
mod rule;
mod rust_names;
mod sample;
mod schemas;
mod secrets;
mod security;
mod servers;
mod sites;
mod sources;
mod statuses;
mod styles;
#[cfg(test)]
mod tests;
mod texts;
mod times;
mod told;
mod tolerant;
mod types;
mod urls;
mod values;
mod words;

use std::sync::LazyLock;

use self::context::Context;
pub use self::extensions::is_feature;
pub use self::fix::{FIXABLE, Fixed, fix};
pub use self::groups::{is_reserved_group, is_reserved_method};
pub use self::guide::{Page, page, pages, table};
pub use self::operations::is_reserved_id;
pub use self::parameters::is_reserved_parameter;
pub use self::rule::Rule;
pub use self::secrets::{SECRET_ENDS, gives_away};
pub use self::statuses::has_reason;
pub use self::words::cryptic;
use crate::finding::Finding;
use crate::load::Document;

/// Every rule.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    [
        document::RULES,
        extensions::RULES,
        sources::RULES,
        servers::RULES,
        urls::RULES,
        headers::RULES,
        faults::RULES,
        limits::RULES,
        security::RULES,
        oauth::RULES,
        paths::RULES,
        operations::RULES,
        groups::RULES,
        effects::RULES,
        checks::RULES,
        parameters::RULES,
        styles::RULES,
        requests::RULES,
        answers::RULES,
        proof::RULES,
        statuses::RULES,
        examples::RULES,
        schemas::RULES,
        kinds::RULES,
        values::RULES,
        enums::RULES,
        times::RULES,
        names::RULES,
        rust_names::RULES,
        types::RULES,
        texts::RULES,
        asked::RULES,
        tolerant::RULES,
        recursion::RULES,
        secrets::RULES,
    ]
    .into_iter()
    .flatten()
    .collect()
});

/// Checks a spec against every rule. What is wrong comes in the order of the file.
pub fn lint(document: &Document) -> Vec<Finding> {
    let context = Context::new(document);
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule.run(&context)).collect();
    findings.sort_by(|a, b| (a.place, a.rule, &a.message).cmp(&(b.place, b.rule, &b.message)));
    // What is shared is looked at from each place that uses it.
    findings.dedup_by(|a, b| (a.place, a.rule, &a.message) == (b.place, b.rule, &b.message));
    findings
}
