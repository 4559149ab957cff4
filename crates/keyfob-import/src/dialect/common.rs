//! What Swagger 2.0 and OpenAPI 3 write alike.

use keyfob_codegen::load::Node;

use crate::api::{Requirement, Scheme, SchemeKind};
use crate::schemas::Reason;
use crate::source::Cursor;
use crate::texts::{scalar, text_of};

/// The items of a list under a key.
pub(super) fn items<'a>(
    cursor: Cursor<'a>,
    key: &str,
) -> impl Iterator<Item = Cursor<'a>> + use<'a> {
    cursor.get(key).into_iter().flat_map(|list| list.items())
}

/// The entries of a map under a key, extensions aside.
pub(super) fn entries<'a>(
    cursor: Cursor<'a>,
    key: &str,
) -> impl Iterator<Item = (&'a str, Cursor<'a>)> + use<'a> {
    let map = cursor.get(key).into_iter();
    let entries = map.flat_map(|map| map.entries());
    entries
        .map(|(entry, value)| (entry.key.as_str(), value))
        .filter(|(key, _)| !key.starts_with("x-"))
}

/// Whether `true` stands under a key.
pub(super) fn is_true(cursor: Cursor<'_>, key: &str) -> bool {
    cursor.get(key).and_then(|value| value.node().boolean()) == Some(true)
}

/// The texts of a list under a key.
pub(super) fn texts(cursor: Cursor<'_>, key: &str) -> Vec<String> {
    items(cursor, key)
        .filter_map(|item| scalar(item.node()))
        .collect()
}

/// What a reference leads to.
pub(super) fn resolved<'a>(cursor: Cursor<'a>, what: &str) -> Result<Cursor<'a>, Reason> {
    cursor.resolve().ok_or_else(|| {
        let target = cursor.text_of("$ref").unwrap_or_default();
        Reason {
            location: cursor.location(),
            message: format!("{what} is not there: nothing stands at `{target}`"),
        }
    })
}

/// `security` of a document or an operation.
pub(super) fn security(cursor: Cursor<'_>) -> Option<Vec<Requirement>> {
    let list = cursor.get("security")?;
    let requirement = |one: Cursor<'_>| -> Requirement {
        let schemes = one.entries();
        let scopes = |value: Cursor<'_>| {
            let scopes = value.items();
            scopes.filter_map(|scope| scalar(scope.node())).collect()
        };
        schemes
            .map(|(entry, value)| (entry.key.clone(), scopes(value)))
            .collect()
    };
    Some(list.items().map(requirement).collect())
}

/// The security schemes under a key; `kind` tells how each sends its credential.
pub(super) fn schemes<'a>(
    owner: Cursor<'a>,
    key: &str,
    kind: fn(Cursor<'_>) -> SchemeKind,
) -> impl Iterator<Item = Scheme<'a>> + use<'a> {
    entries(owner, key).map(move |(name, reference)| {
        let at = reference.resolve().unwrap_or(reference);
        Scheme {
            at,
            name: name.to_owned(),
            description: text_of(at, "description"),
            kind: kind(at),
        }
    })
}

/// Where more is told, and what that is.
pub(super) fn external(cursor: Cursor<'_>) -> Option<(String, Option<String>)> {
    let external = cursor.get("externalDocs")?;
    Some((text_of(external, "url")?, text_of(external, "description")))
}

/// The value of a map's first entry.
pub(super) fn first<'a>(cursor: Cursor<'a>) -> Option<Cursor<'a>> {
    let (_, value) = cursor.entries().next()?;
    Some(value)
}

/// Whether a value is a map.
pub(super) fn is_map(node: &Node) -> bool {
    matches!(node.kind, keyfob_codegen::load::Kind::Map(_))
}
