//! A step as a request.

use keyfob_core::reqwest::Method;
use keyfob_core::{Handle, RawRequest};
use serde_json::{Map, Value};

use super::known::Known;
use crate::document::{Document, Schema};
use crate::plan::{Place, Step};

/// The request of a step; or why there is none.
pub(super) fn request(
    document: &Document,
    handle: &Handle,
    step: &Step,
    known: &Known,
) -> Result<RawRequest, String> {
    let method = Method::from_bytes(step.method.as_bytes()).unwrap_or(Method::GET);
    let mut request = handle
        .request(method, step.path.clone())
        .like(&step.operation);
    for (name, parameter) in &step.mark.parameters {
        let value = known.value(&parameter.source);
        let value = plain(&value.map_err(|none| none.to_string())?);
        request = match parameter.place {
            Place::Path => request.path_parameter(name.clone(), value),
            Place::Query => request.query(name.clone(), value),
            Place::Header => request.header(name, value),
        };
    }
    let operation = document.operation(&step.operation);
    let described = operation.and_then(|operation| operation.request());
    let (Some(source), Some((media, schema))) = (&step.mark.body, described) else {
        return Ok(request);
    };
    let body = known.value(source).map_err(|none| none.to_string())?;
    let body = fitting(
        &Schema::new(document, schema),
        body,
        handle.servers().variant(),
    );
    Ok(match media {
        "application/x-www-form-urlencoded" => request.form(&body),
        _ => request.json(&body),
    })
}

/// A parameter as it is written.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The body without the members that the environment does not have, and with JSON as text where the vendor wants it so.
fn fitting(schema: &Schema<'_>, body: Value, variant: &str) -> Value {
    let Value::Object(members) = body else {
        return body;
    };
    let mut fitting = Map::new();
    for (name, value) in members {
        let member = schema.member(&name);
        let here = member.is_none_or(|member| member.is_in(variant));
        let is_text = member.is_some_and(|member| member.kind() == Some("string"));
        let value = match value.is_object() && is_text {
            true => Value::String(value.to_string()),
            false => value,
        };
        if here {
            fitting.insert(name, value);
        }
    }
    Value::Object(fitting)
}
