//! One operation as a spec has it.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;

use crate::answers::answers;
use crate::api::{Call, Parts};
use crate::bodies::body;
use crate::ids::Named;
use crate::notes::Notes;
use crate::parameters::{Context, Parameters};
use crate::schemas::{Reason, Schemas};
use crate::security::Needed;
use crate::templates::Template;
use crate::texts::{UNDESCRIBED, line};

/// An operation as a spec has it.
#[derive(Debug)]
pub(crate) struct Made {
    pub yaml: Tree,
    /// The components of its errors.
    pub errors: BTreeSet<String>,
}

/// What an operation is made of.
pub(crate) struct Given<'g, 'a> {
    pub call: &'g Call<'a>,
    pub parts: &'g Parts<'a>,
    pub named: &'g Named,
    pub template: &'g Template,
    pub needed: Needed,
    /// Where it is known from.
    pub source: &'g str,
}

/// Makes an operation.
///
/// # Errors
/// If it cannot be called, or not as the vendor describes it.
pub(crate) fn operation<'a>(
    given: Given<'_, 'a>,
    schemas: &mut Schemas<'a>,
    notes: &mut Notes,
) -> Result<Made, Reason> {
    let Given {
        call,
        parts,
        named,
        template,
        needed,
        source,
    } = given;
    if call.method == "trace" {
        return Err(Reason {
            location: call.at.location(),
            message: "the method TRACE is not sent by clients".to_owned(),
        });
    }
    let others = parts.parameters.iter().enumerate();
    let others = others.filter(|(at, _)| !needed.carried.contains(at));
    let others: Vec<_> = others.map(|(_, parameter)| parameter).collect();
    let mut context = Context {
        schemas,
        notes,
        id: &named.id,
    };
    let parameters = Parameters::of(call.at, &others, template, &mut context)?;
    let body = match &parts.body {
        Some(given) => body(given, &named.id, schemas, notes)?,
        None => None,
    };
    let answers = answers(call, &parts.answers, &named.id, schemas, notes)?;
    let source = Tree::map().with("confidence", "docs").with("from", source);
    let is_safe = ["get", "head"].contains(&call.method.as_str());
    let mut yaml = Tree::map().with("operationId", named.id.as_str());
    if let Some(own) = &named.own {
        yaml.set("x-name", own.as_str());
    }
    yaml.set("tags", vec![named.tag.as_str().into()]);
    yaml.set("summary", summary(call, named));
    yaml.set("description", description(call));
    yaml.set("x-source", source);
    yaml.set("x-retry", if is_safe { "safe" } else { "never" });
    let security = needed.is_guessed.then(|| "security".into());
    let guessed = ["retry".into()].into_iter().chain(security);
    yaml.set("x-guessed", Tree::List(guessed.collect()));
    let mut headers = Tree::map();
    for (name, value) in &parameters.fixed {
        headers.set(name, value.as_str());
    }
    if let Some(accept) = &answers.accept {
        headers.set("accept", accept.as_str());
    }
    let content_type = body.as_ref().and_then(|body| body.content_type.as_ref());
    if let Some(content_type) = content_type {
        headers.set("content-type", content_type.as_str());
    }
    if headers != Tree::map() {
        yaml.set("x-headers", headers);
    }
    if answers.is_json {
        // Nobody has said which member each answer has and no error.
        yaml.set("x-answer", Vec::new());
    }
    yaml.set("security", needed.yaml);
    if let Some(parameters) = parameters.yaml() {
        yaml.set("parameters", parameters);
    }
    if let Some(body) = body {
        if body.is_optional {
            yaml.set("x-optional-body", true);
        }
        yaml.set("requestBody", body.yaml);
    }
    yaml.set("responses", answers.yaml);
    Ok(Made {
        yaml,
        errors: answers.errors,
    })
}

fn summary(call: &Call<'_>, named: &Named) -> String {
    let told = call.summary.as_deref().or(call.description.as_deref());
    match told.map(line).filter(|line| !line.is_empty()) {
        Some(line) => line,
        None => {
            let words = named.id.replace('_', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

fn description(call: &Call<'_>) -> String {
    let summary = call
        .summary
        .as_deref()
        .filter(|summary| line(summary) != *summary);
    let told = call.description.as_deref().or(summary);
    let mut text = told.unwrap_or(UNDESCRIBED).trim_end().to_owned();
    if call.is_deprecated {
        text.push_str("\n\nDeprecated by the vendor.");
    }
    if let Some((url, what)) = &call.external {
        let what = what.as_deref().map_or("More", str::trim);
        text.push_str(&format!("\n\n{what}: <{url}>"));
    }
    text
}
