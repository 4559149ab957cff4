//! The same call with other inputs.

use keyfob_codegen::model::Operation;
use serde_json::{Map, Value};

use crate::registry::Sent;
use crate::spec;
use crate::vendor::Vendor;

/// All of them that the operation takes.
pub fn variations(vendor: &Vendor, operation: &Operation, sent: &Sent) -> Vec<Sent> {
    let all = [spare, bodiless, emptied, awkward];
    let varied = all
        .into_iter()
        .filter_map(|other| other(vendor, operation, sent));
    varied.collect()
}

/// Without what may be left out.
fn spare(_: &Vendor, operation: &Operation, sent: &Sent) -> Option<Sent> {
    let parameters = operation.parameters.iter();
    let optional: Vec<_> = parameters.filter(|one| !one.required).collect();
    let mut sent = sent.clone();
    for parameter in &optional {
        sent.inputs.remove(&parameter.rust);
    }
    (!optional.is_empty()).then_some(sent)
}

/// Without a body, where it need not be there.
fn bodiless(_: &Vendor, operation: &Operation, sent: &Sent) -> Option<Sent> {
    let mut sent = sent.clone();
    sent.inputs.remove("body");
    operation.optional_body.then_some(sent)
}

/// With a body of which nothing is set, where it need not be there and has members.
fn emptied(_: &Vendor, operation: &Operation, sent: &Sent) -> Option<Sent> {
    let mut sent = sent.clone();
    let body = sent.inputs.get_mut("body").filter(|it| it.is_object())?;
    *body = Value::Object(Map::new());
    operation.optional_body.then_some(sent)
}

/// With values that mean something in a URL, wherever any text will do.
fn awkward(_: &Vendor, operation: &Operation, sent: &Sent) -> Option<Sent> {
    let parameters = operation.parameters.iter();
    let free: Vec<_> = parameters
        .filter(|one| one.location != "header" && spec::is_free(one))
        .collect();
    let mut sent = sent.clone();
    for parameter in &free {
        let value = format!("a b/c?d#e%2F..+&=;ü\\{{{}}}", parameter.name);
        sent.inputs.insert(parameter.rust.clone(), value.into());
    }
    (!free.is_empty()).then_some(sent)
}
