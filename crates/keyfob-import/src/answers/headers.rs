//! Headers of answers.

use keyfob_codegen::edit::Tree;

use crate::api::Answer;
use crate::names::{is_of_http, looks_secret};
use crate::notes::Notes;
use crate::schema::{Shape, scalar_type};
use crate::texts::text_of;

/// `headers` of an answer; nothing if it has none that are plain values.
pub(super) fn headers(answer: &Answer<'_>, notes: &mut Notes) -> Option<Tree> {
    let mut all = Tree::map();
    let mut seen: Vec<String> = Vec::new();
    for (name, at) in &answer.headers {
        if is_of_http(name) {
            let what = format!(
                "the header `{name}` of the answer {} is left out: it is HTTP's own",
                answer.status
            );
            notes.loosened(*at, what);
            continue;
        }
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let is_new = !seen.contains(&name.to_ascii_lowercase());
        let schema = at.get("schema").unwrap_or(*at);
        let is_plain = !matches!(Shape::of(schema), Shape::Object(_) | Shape::Either(..));
        if name.is_empty() || !name.chars().all(is_token) || !is_new || !is_plain {
            let what = format!(
                "the header `{name}` of the answer {} is left out: it is no plain value",
                answer.status
            );
            notes.left_out(*at, what);
            continue;
        }
        seen.push(name.to_ascii_lowercase());
        let kind = scalar_type(schema);
        let schema = Tree::map().with("type", kind);
        let schema = match kind {
            "integer" => schema.with("format", "int64"),
            "number" => schema.with("format", "decimal"),
            "string" if looks_secret(name) => schema.with("format", "password"),
            _ => schema,
        };
        let mut header = Tree::map();
        if let Some(description) = text_of(*at, "description") {
            header.set("description", description);
        }
        all.set(name, header.with("schema", schema));
    }
    (all != Tree::map()).then_some(all)
}
