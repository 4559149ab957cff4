//! OpenAPI 3.0, 3.1 and 3.2.

use super::common::{self, entries, first, is_true, items, resolved, texts};
use crate::api::{
    Answer, Body, Flow, Media, Parameter, Place, Scheme, SchemeKind, Server, Style, Variable,
};
use crate::schemas::Reason;
use crate::source::Cursor;
use crate::texts::text_of;

pub(super) fn servers(owner: Cursor<'_>) -> Vec<Server<'_>> {
    items(owner, "servers")
        .map(|at| Server {
            at,
            url: text_of(at, "url").unwrap_or_default(),
            description: text_of(at, "description").or_else(|| text_of(at, "name")),
            variables: entries(at, "variables")
                .map(|(name, variable)| Variable {
                    name: name.to_owned(),
                    default: text_of(variable, "default"),
                    values: texts(variable, "enum"),
                    description: text_of(variable, "description"),
                })
                .collect(),
        })
        .collect()
}

pub(super) fn schemes(root: Cursor<'_>) -> Vec<Scheme<'_>> {
    let components = root.get("components").into_iter();
    components
        .flat_map(|components| common::schemes(components, "securitySchemes", kind))
        .collect()
}

fn kind(at: Cursor<'_>) -> SchemeKind {
    let text = |key| text_of(at, key).unwrap_or_default();
    match text("type").as_str() {
        "http" => match text("scheme").to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            other => SchemeKind::Http(other.to_owned()),
        },
        "apiKey" => SchemeKind::ApiKey {
            location: text("in"),
            name: text("name"),
        },
        "oauth2" => SchemeKind::OAuth2(
            entries(at, "flows")
                .map(|(grant, flow)| Flow {
                    grant: grant.to_owned(),
                    authorization_url: text_of(flow, "authorizationUrl"),
                    token_url: text_of(flow, "tokenUrl"),
                    refresh_url: text_of(flow, "refreshUrl"),
                    scopes: scopes(flow),
                })
                .collect(),
        ),
        "openIdConnect" => SchemeKind::OpenIdConnect(text_of(at, "openIdConnectUrl")),
        other => SchemeKind::Other(other.to_owned()),
    }
}

/// The scopes of a flow and what they allow.
pub(super) fn scopes(flow: Cursor<'_>) -> Vec<(String, String)> {
    let scopes = entries(flow, "scopes");
    scopes
        .map(|(name, text)| {
            let text = crate::texts::scalar(text.node()).unwrap_or_default();
            (name.to_owned(), text)
        })
        .collect()
}

pub(super) fn parameters<'a>(found: &[Cursor<'a>]) -> Result<Vec<Parameter<'a>>, Reason> {
    found.iter().map(|at| parameter(*at)).collect()
}

fn parameter(at: Cursor<'_>) -> Result<Parameter<'_>, Reason> {
    let reason = |message: String| Reason {
        location: at.location(),
        message,
    };
    let name = text_of(at, "name").ok_or_else(|| reason("a parameter has no name".to_owned()))?;
    let place = Place::of(at.text_of("in").unwrap_or_default());
    let content = at.get("content").and_then(|content| {
        let (entry, media) = content.entries().next()?;
        Some((entry.key.clone(), media))
    });
    let inner = content.as_ref().map(|(_, media)| *media);
    Ok(Parameter {
        at,
        place,
        required: is_true(at, "required"),
        is_deprecated: is_true(at, "deprecated"),
        description: text_of(at, "description"),
        schema: at.get("schema").or_else(|| inner?.get("schema")),
        style: style(at, place),
        example: example(at).or_else(|| example(inner?)),
        content: content.map(|(media, _)| media),
        name,
    })
}

fn style(at: Cursor<'_>, place: Place) -> Style {
    let explode = at.get("explode").and_then(|value| value.node().boolean());
    let joined = |by| match explode {
        Some(true) => Style::Repeated,
        _ => Style::Joined(by),
    };
    match (at.text_of("style"), place) {
        (None | Some("form"), Place::Query | Place::Cookie) => match explode {
            Some(false) => Style::Joined(","),
            _ => Style::Repeated,
        },
        (None | Some("simple"), Place::Path | Place::Header) => Style::Joined(","),
        (Some("spaceDelimited"), _) => joined(" "),
        (Some("pipeDelimited"), _) => joined("|"),
        (Some("deepObject"), _) => Style::Deep,
        (Some(other), _) => Style::Other(other.to_owned()),
        (None, _) => Style::Repeated,
    }
}

/// The example beside a schema, or the first of several.
fn example(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.get("example").or_else(|| {
        let example = first(at.get("examples")?)?.resolve()?;
        example.get("value").or_else(|| example.get("dataValue"))
    })
}

pub(super) fn body(operation: Cursor<'_>) -> Result<Option<Body<'_>>, Reason> {
    let Some(reference) = operation.get("requestBody") else {
        return Ok(None);
    };
    let at = resolved(reference, "the request body")?;
    Ok(Some(Body {
        at,
        required: is_true(at, "required"),
        description: text_of(at, "description"),
        media: media(at),
    }))
}

fn media(owner: Cursor<'_>) -> Vec<Media<'_>> {
    entries(owner, "content")
        .map(|(name, at)| {
            let at = at.resolve().unwrap_or(at);
            Media {
                at,
                name: name.to_owned(),
                schema: at.get("schema").or_else(|| at.get("itemSchema")),
                example: example(at),
            }
        })
        .collect()
}

pub(super) fn answers(operation: Cursor<'_>) -> Vec<Answer<'_>> {
    entries(operation, "responses")
        .map(|(status, reference)| {
            let found = resolved(reference, "the answer");
            let at = *found.as_ref().unwrap_or(&reference);
            Answer {
                at,
                status: status.to_owned(),
                description: text_of(at, "description").or_else(|| text_of(at, "summary")),
                media: media(at),
                headers: headers(at),
                missing: found.err().map(|reason| reason.message),
            }
        })
        .collect()
}

fn headers(answer: Cursor<'_>) -> Vec<(String, Cursor<'_>)> {
    entries(answer, "headers")
        .filter_map(|(name, header)| Some((name.to_owned(), header.resolve()?)))
        .collect()
}
