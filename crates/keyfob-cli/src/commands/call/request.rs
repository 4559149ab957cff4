//! The request that arguments make, by the vendor's document.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use keyfob::{RawRequest, Secret};
use keyfob_core::Handle;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::Arguments;
use crate::document::{Body, Described, Parameter, Place, nearest};
use crate::failure::Failure;
use crate::json::Json;

/// What the arguments say, held against the document.
pub struct Parts<'a> {
    parameters: Vec<(Parameter<'a>, Secret)>,
    body: Option<Content<'a>>,
}

enum Content<'a> {
    Json(Zeroizing<String>),
    /// A form, of which this member holds the JSON; or whose members are the JSON's.
    Form(Zeroizing<String>, Option<&'a str>),
    Bytes(Zeroizing<Vec<u8>>, &'a str),
}

/// `NAME=VALUE` of an argument.
pub fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

impl<'a> Parts<'a> {
    /// Everything that is wrong is told before anything is sent.
    pub fn read(described: &Described<'a>, arguments: &Arguments) -> Result<Self, Failure> {
        let known = described.parameters();
        let mut parameters = Vec::new();
        for (name, value) in &arguments.parameters {
            refuse_secret(described, name)?;
            parameters.push((find(&known, name)?, Secret::new(value.as_str())));
        }
        for (name, path) in &arguments.parameter_files {
            let bytes = read(path)?;
            let text = text_of(&bytes, path)?;
            let value = Secret::new(text.trim_end_matches(['\r', '\n']));
            parameters.push((find(&known, name)?, value));
        }
        for (parameter, value) in &parameters {
            check_value(parameter, value)?;
        }
        let is_given = |wanted: &Parameter<'_>| {
            let mut given = parameters.iter();
            given.any(|(parameter, _)| parameter.name == wanted.name)
        };
        let missing: Vec<_> = known
            .iter()
            .filter(|parameter| parameter.is_required && !is_given(parameter))
            .map(|parameter| format!("--param {}=..", parameter.name))
            .collect();
        if !missing.is_empty() {
            let (vendor, id) = (arguments.vendor, described.operation.id);
            return Err(
                Failure::usage(format!("{id} needs {}", missing.join(" and ")))
                    .hint(format!("`keyfob call {vendor} {id} --describe` tells more")),
            );
        }
        let body = content(described, arguments.body.as_deref())?;
        Ok(Self { parameters, body })
    }

    /// The request, sent as the operation is.
    pub fn request(
        self,
        handle: &Handle,
        described: &Described<'_>,
    ) -> Result<RawRequest, Failure> {
        let operation = described.operation;
        let mut request = handle
            .request(operation.method.clone(), operation.path)
            .like(operation.id);
        for (parameter, value) in &self.parameters {
            let value = value.expose();
            request = match parameter.place {
                Place::Path => request.path_parameter(parameter.name.to_owned(), value),
                Place::Query => request.query(parameter.name, value),
                Place::Header => request.header(parameter.name, value),
            };
        }
        Ok(match &self.body {
            None => request,
            Some(Content::Json(text)) => request.json(raw(text)?),
            // Member by member, so that numbers keep their digits.
            Some(Content::Form(text, None)) => request.form(&members(text)?),
            Some(Content::Form(text, Some(member))) => {
                request.form(&BTreeMap::from([(*member, raw(text)?.get())]))
            }
            Some(Content::Bytes(bytes, media_type)) => request
                .body(bytes.to_vec())
                .header("content-type", *media_type),
        })
    }
}

fn find<'a>(known: &[Parameter<'a>], name: &str) -> Result<Parameter<'a>, Failure> {
    let mut all = known.iter();
    let found = all.find(|parameter| parameter.name == name || parameter.alias == Some(name));
    found.cloned().ok_or_else(|| {
        let failure = Failure::usage(format!("there is no parameter `{name}`"));
        let names: Vec<_> = known.iter().map(|parameter| parameter.name).collect();
        let near = nearest(name, names.iter().copied());
        match (near.is_empty(), names.is_empty()) {
            (false, _) => failure.hint(format!("did you mean {}?", near.join(", "))),
            (true, false) => failure.hint(format!("there are {}", names.join(", "))),
            (true, true) => {
                failure.hint("the operation has none; what goes into the body is `--body`")
            }
        }
    })
}

/// What is secret would show in the list of processes.
fn refuse_secret(described: &Described<'_>, name: &str) -> Result<(), Failure> {
    match described.operation.secrets.contains(&name) {
        true => Err(shown_to_all(name).hint(format!(
            "write `--param-file {name}=FILE`, or `{name}=-` for the standard input"
        ))),
        false => Ok(()),
    }
}

fn shown_to_all(name: &str) -> Failure {
    Failure::usage(format!(
        "`{name}` is secret, and arguments show in the list of processes"
    ))
}

fn check_value(parameter: &Parameter<'_>, value: &Secret) -> Result<(), Failure> {
    let values = &parameter.values;
    match values.is_empty() || values.contains(&value.expose()) {
        true => Ok(()),
        false => Err(Failure::usage(format!(
            "`{}` is one of {}",
            parameter.name,
            values.join(", ")
        ))),
    }
}

fn content<'a>(
    described: &Described<'a>,
    given: Option<&str>,
) -> Result<Option<Content<'a>>, Failure> {
    let id = described.operation.id;
    let (body, given) = match (described.body(), given) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Err(Failure::usage(format!("{id} takes no body"))),
        (Some(body), None) if body.is_required => {
            let kind = body.media_type;
            return Err(Failure::usage(format!("{id} needs `--body`"))
                .hint(format!("it is {kind}; `--describe` shows an example")));
        }
        (Some(_), None) => return Ok(None),
        (Some(body), Some(given)) => (body, given),
    };
    let is_inline = given != "-" && !given.starts_with('@');
    let bytes = match given.strip_prefix('@') {
        Some(path) => read(Path::new(path))?,
        None if given == "-" => read(Path::new("-"))?,
        None => Zeroizing::new(given.as_bytes().to_vec()),
    };
    let is_form = body.media_type == "application/x-www-form-urlencoded";
    if !is_form && body.media_type != "application/json" {
        return Ok(Some(Content::Bytes(bytes, body.media_type)));
    }
    let text = text_of(&bytes, Path::new("the body"))?;
    let json = Json::parse(text).ok_or_else(no_json)?;
    if is_inline && let Some(name) = json.first_of(described.operation.secrets) {
        return Err(
            shown_to_all(name).hint("write `--body @FILE`, or `--body -` for the standard input")
        );
    }
    let text = Zeroizing::new(text.to_owned());
    Ok(Some(match is_form {
        true => Content::Form(text, member_of(&body, &json)),
        false => Content::Json(text),
    }))
}

/// The member of the form into which the JSON goes, unless it has that already.
fn member_of<'a>(body: &Body<'a>, json: &Json) -> Option<&'a str> {
    body.json_member.filter(|member| !json.has(member))
}

fn raw(text: &str) -> Result<&RawValue, Failure> {
    serde_json::from_str(text).map_err(|_| no_json())
}

fn members(text: &str) -> Result<BTreeMap<String, Box<RawValue>>, Failure> {
    serde_json::from_str(text).map_err(|_| Failure::usage("a form is a JSON object"))
}

fn no_json() -> Failure {
    Failure::usage("the body is no JSON").hint("write JSON, `@FILE`, or `-` for the standard input")
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let read = match path == Path::new("-") {
        false => fs::read(path),
        true => {
            let mut bytes = Vec::new();
            let input = std::io::stdin().lock().read_to_end(&mut bytes);
            input.map(|_| bytes)
        }
    };
    read.map(Zeroizing::new)
        .map_err(|error| Failure::local(format!("{} cannot be read: {error}", path.display())))
}

fn text_of<'a>(bytes: &'a [u8], path: &Path) -> Result<&'a str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| Failure::usage(format!("{} is no text", path.display())))
}
