//! `x-faults`: where errors tell a code and a message, as far as their schemas show it.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;

use crate::notes::Notes;
use crate::source::Cursor;

/// Where vendors put a code, the surest first.
const CODES: [&str; 20] = [
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/error/error_code",
    "/errors/0/code",
    "/error/type",
    "/error/status",
    "/Code",
    "/Error/Code",
    "/fault/code",
    "/err_code",
    "/errcode",
    "/reason",
    "/error/reason",
    "/type",
    "/error",
    "/errors/0/type",
    "/statusCode",
    "/status",
];

/// Where vendors put a message, the surest first.
const MESSAGES: [&str; 24] = [
    "/message",
    "/error/message",
    "/error_description",
    "/error_message",
    "/errorMessage",
    "/detail",
    "/error/detail",
    "/errors/0/message",
    "/errors/0/detail",
    "/error/error_message",
    "/errors/0/title",
    "/Message",
    "/Error/Message",
    "/fault/message",
    "/fault/faultstring",
    "/msg",
    "/description",
    "/error/description",
    "/title",
    "/errmsg",
    "/errors/0",
    "/reason",
    "/messages/0",
    "/error",
];

/// Whether errors usually have a member of this name.
pub(crate) fn is_usual(name: &str) -> bool {
    let mut pointers = CODES.iter().chain(&MESSAGES);
    pointers.any(|pointer| pointer.split('/').nth(1) == Some(name))
}

/// `x-faults`, made of the components that errors are.
pub(crate) fn faults(
    root: Cursor<'_>,
    errors: &BTreeSet<String>,
    schemas: &Tree,
    notes: &mut Notes,
) -> Tree {
    let told = |pointer: &&str| {
        let mut components = errors.iter().filter_map(|name| schemas.get(name));
        components.any(|component| is_scalar(component, pointer, schemas))
    };
    let mut found = |all: &[&'static str], usual: &'static str, what: &str| {
        let mut found: Vec<_> = all
            .iter()
            .filter(|pointer| told(pointer))
            .copied()
            .collect();
        if found.is_empty() {
            let note = format!(
                "no error that is described has a {what}: `{usual}` stands in `x-faults`, write the vendor's own"
            );
            notes.guessed(root, note);
            found.push(usual);
        }
        Tree::List(found.into_iter().map(Tree::from).collect())
    };
    Tree::map()
        .with("code", found(&CODES, "/code", "code"))
        .with("message", found(&MESSAGES, "/message", "message"))
}

/// Whether a text or a number stands at a pointer into values of a schema.
fn is_scalar(schema: &Tree, pointer: &str, schemas: &Tree) -> bool {
    let steps = pointer.split('/').skip(1);
    let found = steps
        .into_iter()
        .try_fold(resolved(schema, schemas), |schema, step| {
            let schema = schema?;
            let next = match step {
                "0" => schema.get("items"),
                name => schema.get("properties").and_then(|all| all.get(name)),
            };
            Some(next.and_then(|next| resolved(next, schemas)))
        });
    let kind = found
        .flatten()
        .and_then(|schema| schema.get("type")?.text());
    kind.is_some_and(|kind| ["string", "integer", "number"].contains(&kind))
}

/// A schema, or the component that it refers to.
fn resolved<'y>(schema: &'y Tree, schemas: &'y Tree) -> Option<&'y Tree> {
    let mut schema = schema;
    for _ in 0..8 {
        let within = match schema.get("allOf") {
            Some(Tree::List(parts)) => parts.first(),
            _ => None,
        };
        let holder = within.unwrap_or(schema);
        let Some(reference) = holder.get("$ref").and_then(Tree::text) else {
            return Some(schema);
        };
        schema = schemas.get(reference.strip_prefix("#/components/schemas/")?)?;
    }
    None
}
