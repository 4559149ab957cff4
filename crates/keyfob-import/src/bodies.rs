//! Request bodies.

use keyfob_codegen::edit::Tree;

use crate::api::{Body, Media};
use crate::media::{Format, taken};
use crate::notes::Notes;
use crate::schema::Shape;
use crate::schemas::{Reason, Schemas, Side};
use crate::source::Cursor;

/// A request body as a spec has it.
#[derive(Debug)]
pub(crate) struct Made {
    /// `requestBody`
    pub yaml: Tree,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// The vendor's media type, where clients would send another one.
    pub content_type: Option<String>,
}

/// The body of an operation.
///
/// # Errors
/// If clients cannot send it.
pub(crate) fn body<'a>(
    body: &Body<'a>,
    id: &str,
    schemas: &mut Schemas<'a>,
    notes: &mut Notes,
) -> Result<Option<Made>, Reason> {
    let Some((media, kind, others)) = taken(&body.media) else {
        notes.left_out(
            body.at,
            "the request body is left out: it has no media type",
        );
        return Ok(None);
    };
    if !others.is_empty() {
        let what = format!(
            "the body is sent as `{}`, not as {}",
            media.name,
            listed(&others)
        );
        notes.loosened(body.at, what);
    }
    let hint = format!("{id} request");
    let mut content_type = kind.exact.clone();
    let (name, schema, example, is_empty_possible) = match (kind.format, media.schema) {
        (Format::Multipart, _) => {
            return Err(Reason {
                location: media.at.location(),
                message: format!("its body is `{}`, which clients do not send", media.name),
            });
        }
        (Format::Json, Some(schema)) => {
            let component = schemas.component(schema, &hint, Side::Request)?;
            let example = schemas.example(&component, media.example);
            let is_optional = schemas.is_optional(&component);
            (
                "application/json",
                reference(&component),
                example,
                is_optional,
            )
        }
        (Format::Urlencoded, Some(schema)) if is_empty(schema) => {
            notes.loosened(media.at, "no body is sent: its form has no members");
            return Ok(None);
        }
        (Format::Urlencoded, Some(schema)) => {
            let component = schemas.form(schema, &hint)?;
            let example = schemas.example(&component, media.example);
            let is_optional = schemas.is_optional(&component);
            (
                "application/x-www-form-urlencoded",
                reference(&component),
                example,
                is_optional,
            )
        }
        (format, _) => {
            if format != Format::Bytes {
                let what = format!(
                    "the body, `{}`, is sent as bytes: callers write it",
                    media.name
                );
                notes.loosened(media.at, what);
            }
            if content_type.is_none() {
                let what = format!(
                    "the body is sent as `application/octet-stream`, which stands for `{}`",
                    media.name
                );
                notes.loosened(media.at, what);
            }
            let bytes = Tree::map().with("type", "string").with("format", "binary");
            (
                "application/octet-stream",
                bytes,
                bytes_example(media),
                true,
            )
        }
    };
    if content_type.as_deref() == Some(name) {
        content_type = None;
    }
    let is_optional = !body.required && is_empty_possible;
    if !body.required && !is_empty_possible {
        notes.loosened(body.at, "the body may be left out, says the vendor; here it is always sent, as it needs members");
    }
    let content = Tree::map().with(
        name,
        Tree::map().with("schema", schema).with("example", example),
    );
    let mut yaml = Tree::map();
    if let Some(description) = &body.description {
        yaml.set("description", description.as_str());
    }
    Ok(Some(Made {
        yaml: yaml.with("required", true).with("content", content),
        is_optional,
        content_type,
    }))
}

/// Whether a form has no members.
fn is_empty(schema: Cursor<'_>) -> bool {
    match Shape::of(schema) {
        Shape::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The example of bytes: the vendor's if it is a text.
pub(crate) fn bytes_example(media: &Media<'_>) -> Tree {
    let given = media.example.and_then(|example| example.node().text());
    given.unwrap_or("bytes").into()
}

/// A reference to a component schema.
pub(crate) fn reference(component: &str) -> Tree {
    Tree::map().with("$ref", format!("#/components/schemas/{component}"))
}

/// `a`, `b` and `c`
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
