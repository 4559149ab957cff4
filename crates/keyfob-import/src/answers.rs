//! Answers: what a call can be answered with.

mod headers;
mod statuses;

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;

use self::headers::headers;
use self::statuses::{Ended, ended};
use crate::api::{Answer, Call, Media};
use crate::bodies::{bytes_example, listed, reference};
use crate::media::{Format, Kind, taken};
use crate::notes::Notes;
use crate::schemas::{Reason, Schemas, Side};
use crate::source::Cursor;

/// The answers of an operation as a spec has them.
#[derive(Debug)]
pub(crate) struct Made {
    /// `responses`
    pub yaml: Tree,
    /// The vendor's media type of the success, where clients would ask for another one.
    pub accept: Option<String>,
    /// Whether the success is JSON.
    pub is_json: bool,
    /// The components of the errors.
    pub errors: BTreeSet<String>,
}

/// The answers of an operation.
///
/// # Errors
/// If the success cannot be described.
pub(crate) fn answers<'a>(
    call: &Call<'a>,
    answers: &[Answer<'a>],
    id: &str,
    schemas: &mut Schemas<'a>,
    notes: &mut Notes,
) -> Result<Made, Reason> {
    let ended = ended(call, answers, notes);
    let success = success(call, &ended, id, schemas, notes)?;
    let mut made = Made {
        yaml: Tree::map(),
        accept: success.as_ref().and_then(|success| success.accept.clone()),
        is_json: success
            .as_ref()
            .is_some_and(|success| success.component.is_some()),
        errors: BTreeSet::new(),
    };
    for Ended { status, answer } in &ended {
        let is_success = *status < 300;
        let described = answer.and_then(|answer| answer.description.clone());
        let fallback = if is_success { "Done." } else { "An error." };
        let mut yaml = Tree::map().with(
            "description",
            described.unwrap_or_else(|| fallback.to_owned()),
        );
        if let Some(answer) = answer {
            if let Some(headers) = headers(answer, notes) {
                yaml.set("headers", headers);
            }
            let content = match is_success {
                true => success
                    .as_ref()
                    .and_then(|success| success.content(*status, answer, schemas, notes)),
                false => error(call, answer, id, schemas, notes, &mut made.errors),
            };
            if let Some(content) = content {
                yaml.set("content", content);
            }
        }
        made.yaml.set(&status.to_string(), yaml);
    }
    Ok(made)
}

/// What all successes with a body are.
struct Success {
    /// The media type.
    media: &'static str,
    format: Format,
    /// The component; none for what is no JSON.
    component: Option<String>,
    accept: Option<String>,
}

fn success<'a>(
    call: &Call<'a>,
    ended: &[Ended<'_, 'a>],
    id: &str,
    schemas: &mut Schemas<'a>,
    notes: &mut Notes,
) -> Result<Option<Success>, Reason> {
    let mut found: Vec<(&Media<'a>, Kind)> = Vec::new();
    for Ended { status, answer } in ended {
        let Some(answer) = answer.filter(|_| *status < 300) else {
            continue;
        };
        let Some((media, kind, others)) = taken(&answer.media) else {
            continue;
        };
        if call.method == "head" || [204, 205].contains(status) {
            let what = format!("the body of the answer {status} is left out: HTTP allows none");
            notes.loosened(answer.at, what);
            continue;
        }
        if !others.is_empty() {
            let what = format!(
                "the answer {status} is asked for as `{}`, not as {}",
                media.name,
                listed(&others)
            );
            notes.loosened(answer.at, what);
        }
        if kind.format == Format::Json && media.schema.is_none() {
            let what = format!(
                "the body of the answer {status} is left out: the vendor does not say what it is"
            );
            notes.left_out(media.at, what);
            continue;
        }
        found.push((media, kind));
    }
    let Some(format) = found.iter().map(|(_, kind)| plain(kind.format)).min() else {
        return Ok(None);
    };
    found.retain(|(_, kind)| plain(kind.format) == format);
    let Some((media, kind)) = found.first() else {
        return Ok(None);
    };
    if format != Format::Json {
        let exact = kind.exact.clone();
        let media = match exact.as_deref() {
            Some("text/plain") => "text/plain",
            Some("text/csv") => "text/csv",
            _ => "application/octet-stream",
        };
        return Ok(Some(Success {
            media,
            format,
            component: None,
            accept: exact,
        }));
    }
    let mut schemas_of: Vec<Cursor<'a>> = Vec::new();
    for schema in found.iter().filter_map(|(media, _)| media.schema) {
        let identity = |one: &Cursor<'a>| one.resolve().map(|one| one.identity());
        if !schemas_of
            .iter()
            .any(|known| identity(known) == identity(&schema))
        {
            schemas_of.push(schema);
        }
    }
    let hint = format!("{id} answer");
    let component = match schemas_of.as_slice() {
        [only] => schemas.component(*only, &hint, Side::Answer)?,
        several => {
            let what = "its successes have several bodies: all members of all are in one type";
            notes.loosened(media.at, what);
            schemas.union(several, &hint, Side::Answer)?
        }
    };
    let accept = kind
        .exact
        .clone()
        .filter(|exact| exact != "application/json");
    Ok(Some(Success {
        media: "application/json",
        format,
        component: Some(component),
        accept,
    }))
}

impl Success {
    /// The body of one of the successes.
    fn content<'a>(
        &self,
        status: u16,
        answer: &Answer<'a>,
        schemas: &Schemas<'a>,
        notes: &mut Notes,
    ) -> Option<Tree> {
        let (media, kind, _) = taken(&answer.media)?;
        let is_empty = [204, 205].contains(&status);
        if is_empty || (kind.format == Format::Json && media.schema.is_none()) {
            return None;
        }
        if plain(kind.format) != self.format {
            let what = format!(
                "the body of the answer {status}, `{}`, is left out: another success is `{}`",
                media.name, self.media
            );
            notes.left_out(media.at, what);
            return None;
        }
        let (schema, example) = match &self.component {
            Some(component) => (
                reference(component),
                schemas.example(component, media.example),
            ),
            None => {
                let schema = Tree::map().with("type", "string");
                let schema = match self.media {
                    "application/octet-stream" => schema.with("format", "binary"),
                    _ => schema,
                };
                (schema, bytes_example(media))
            }
        };
        Some(Tree::map().with(
            self.media,
            Tree::map().with("schema", schema).with("example", example),
        ))
    }
}

/// What is no JSON is bytes to who asks.
fn plain(format: Format) -> Format {
    match format {
        Format::Json => Format::Json,
        _ => Format::Bytes,
    }
}

/// The body of an error, if it is JSON. `x-faults` reads it, whatever it is, so that without it nothing else is lost.
fn error<'a>(
    call: &Call<'a>,
    answer: &Answer<'a>,
    id: &str,
    schemas: &mut Schemas<'a>,
    notes: &mut Notes,
    errors: &mut BTreeSet<String>,
) -> Option<Tree> {
    let (media, kind, _) = taken(&answer.media)?;
    if call.method == "head" {
        let what = format!(
            "the body of the error {} is left out: HTTP allows none",
            answer.status
        );
        notes.loosened(answer.at, what);
        return None;
    }
    let schema = media.schema.filter(|_| kind.format == Format::Json);
    let Some(schema) = schema else {
        if kind.format != Format::Json {
            let what = format!(
                "the body of the error {}, `{}`, is left out: it is no JSON",
                answer.status, media.name
            );
            notes.left_out(media.at, what);
        }
        return None;
    };
    match schemas.component(schema, &format!("{id} error"), Side::Answer) {
        Ok(component) => {
            let body = Tree::map()
                .with("schema", reference(&component))
                .with("example", schemas.example(&component, media.example));
            errors.insert(component);
            Some(Tree::map().with("application/json", body))
        }
        Err(reason) => {
            let what = format!(
                "the body of the error {} is left out: {}",
                answer.status, reason.message
            );
            notes.left_out(media.at, what);
            None
        }
    }
}
