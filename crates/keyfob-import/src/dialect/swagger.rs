//! Swagger 2.0.

use super::common::{self, entries, is_true, items, resolved, texts};
use super::{Forms, openapi};
use crate::api::{Answer, Body, Flow, Media, Parameter, Place, Scheme, SchemeKind, Server, Style};
use crate::schemas::Reason;
use crate::source::Cursor;
use crate::texts::text_of;

pub(super) fn servers(root: Cursor<'_>) -> Vec<Server<'_>> {
    let schemes = texts(root, "schemes");
    vec![server(root, &schemes)]
}

fn server<'a>(root: Cursor<'a>, schemes: &[String]) -> Server<'a> {
    let base = text_of(root, "basePath").unwrap_or_default();
    let url = match text_of(root, "host") {
        None => base,
        Some(host) => {
            let scheme = schemes.iter().find(|scheme| *scheme == "https");
            let scheme = scheme.or(schemes.first());
            let scheme = scheme.map_or("https", String::as_str);
            let slash = if base.is_empty() || base.starts_with('/') {
                ""
            } else {
                "/"
            };
            format!("{scheme}://{host}{slash}{base}")
        }
    };
    Server {
        at: root.get("host").unwrap_or(root),
        url,
        description: None,
        variables: Vec::new(),
    }
}

pub(super) fn schemes(root: Cursor<'_>) -> Vec<Scheme<'_>> {
    common::schemes(root, "securityDefinitions", kind).collect()
}

fn kind(at: Cursor<'_>) -> SchemeKind {
    let text = |key| text_of(at, key).unwrap_or_default();
    match text("type").as_str() {
        "basic" => SchemeKind::Basic,
        "apiKey" => SchemeKind::ApiKey {
            location: text("in"),
            name: text("name"),
        },
        "oauth2" => {
            let flow = text("flow");
            let grant = match flow.as_str() {
                "application" => "clientCredentials",
                "accessCode" => "authorizationCode",
                other => other,
            };
            SchemeKind::OAuth2(vec![Flow {
                grant: grant.to_owned(),
                authorization_url: text_of(at, "authorizationUrl"),
                token_url: text_of(at, "tokenUrl"),
                refresh_url: None,
                scopes: openapi::scopes(at),
            }])
        }
        other => SchemeKind::Other(other.to_owned()),
    }
}

/// The parameters that are neither the body nor in the form.
pub(super) fn parameters<'a>(found: &[Cursor<'a>]) -> Result<Vec<Parameter<'a>>, Reason> {
    found
        .iter()
        .filter(|at| !matches!(at.text_of("in"), Some("body" | "formData")))
        .map(|at| parameter(*at))
        .collect()
}

fn parameter(at: Cursor<'_>) -> Result<Parameter<'_>, Reason> {
    let reason = |message: String| Reason {
        location: at.location(),
        message,
    };
    let name = text_of(at, "name").ok_or_else(|| reason("a parameter has no name".to_owned()))?;
    let place = Place::of(at.text_of("in").unwrap_or_default());
    let schema = at.get("schema").unwrap_or(at);
    let style = match at.text_of("collectionFormat") {
        Some("multi") => Style::Repeated,
        Some("ssv") => Style::Joined(" "),
        Some("tsv") => Style::Joined("\t"),
        Some("pipes") => Style::Joined("|"),
        _ => Style::Joined(","),
    };
    Ok(Parameter {
        at,
        place,
        required: is_true(at, "required"),
        is_deprecated: is_true(at, "deprecated"),
        description: text_of(at, "description"),
        schema: Some(schema),
        content: None,
        style,
        example: at.get("x-example").or_else(|| at.get("example")),
        name,
    })
}

pub(super) fn body<'a>(
    root: Cursor<'a>,
    at: Cursor<'a>,
    parameters: &[Cursor<'a>],
    forms: &'a Forms,
) -> Result<Option<Body<'a>>, Reason> {
    let consumes = own_or_shared(root, at, "consumes");
    let body = parameters
        .iter()
        .find(|one| one.text_of("in") == Some("body"));
    if let Some(&body) = body {
        let media = match consumes.is_empty() {
            true => vec!["application/json".to_owned()],
            false => consumes,
        };
        return Ok(Some(Body {
            at: body,
            required: is_true(body, "required"),
            description: text_of(body, "description"),
            media: media
                .into_iter()
                .map(|name| Media {
                    at: body,
                    name,
                    schema: body.get("schema"),
                    example: None,
                })
                .collect(),
        }));
    }
    let Some(form) = forms.get(at) else {
        return Ok(None);
    };
    let is_file = |one: &Cursor<'_>| one.text_of("type") == Some("file");
    let multipart = parameters.iter().any(is_file)
        || (consumes.iter().any(|name| name.starts_with("multipart/"))
            && !consumes.iter().any(|name| name.contains("urlencoded")));
    let name = match multipart {
        true => "multipart/form-data",
        false => "application/x-www-form-urlencoded",
    };
    let is_needed =
        |one: &Cursor<'_>| one.text_of("in") == Some("formData") && is_true(*one, "required");
    Ok(Some(Body {
        at,
        required: parameters.iter().any(is_needed),
        description: None,
        media: vec![Media {
            at,
            name: name.to_owned(),
            schema: Some(at.of_file(form)),
            example: None,
        }],
    }))
}

pub(super) fn answers<'a>(root: Cursor<'a>, at: Cursor<'a>) -> Vec<Answer<'a>> {
    let produces = own_or_shared(root, at, "produces");
    entries(at, "responses")
        .map(|(status, reference)| {
            let found = resolved(reference, "the answer");
            let answer = *found.as_ref().unwrap_or(&reference);
            Answer {
                at: answer,
                status: status.to_owned(),
                description: text_of(answer, "description"),
                media: media(answer, &produces),
                headers: entries(answer, "headers")
                    .map(|(name, header)| (name.to_owned(), header))
                    .collect(),
                missing: found.err().map(|reason| reason.message),
            }
        })
        .collect()
}

fn media<'a>(answer: Cursor<'a>, produces: &[String]) -> Vec<Media<'a>> {
    let Some(schema) = answer.get("schema") else {
        return Vec::new();
    };
    let examples = answer.get("examples");
    let is_file = schema.text_of("type") == Some("file");
    let names: Vec<&str> = match (produces, is_file) {
        ([], true) => vec!["application/octet-stream"],
        ([], false) => vec!["application/json"],
        (some, true) => {
            // A file in JSON is a file of another kind.
            let files: Vec<_> = some.iter().filter(|name| !name.contains("json")).collect();
            match files.is_empty() {
                true => vec!["application/octet-stream"],
                false => files.into_iter().map(String::as_str).collect(),
            }
        }
        (some, false) => some.iter().map(String::as_str).collect(),
    };
    names
        .into_iter()
        .map(|name| Media {
            at: answer,
            name: name.to_owned(),
            schema: Some(schema),
            example: examples.and_then(|examples| examples.get(name)),
        })
        .collect()
}

/// A list of the operation, or else of the document.
fn own_or_shared(root: Cursor<'_>, at: Cursor<'_>, key: &str) -> Vec<String> {
    let owner = if at.get(key).is_some() { at } else { root };
    items(owner, key)
        .filter_map(|item| crate::texts::scalar(item.node()))
        .collect()
}
