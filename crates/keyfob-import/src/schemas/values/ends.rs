//! What values of all kinds say beside their type.

use keyfob_codegen::edit::Tree;
use keyfob_codegen::load::Kind as Is;

use crate::schemas::model::Model;
use crate::schemas::objects::{EXAMPLE, anything};
use crate::schemas::{Use, texts};

/// What a boolean always is.
pub(super) fn constant(model: &Model<'_>) -> Vec<String> {
    match model.values.as_slice() {
        [only] => match only.node.kind {
            Is::Bool(value) => vec![format!("Always `{value}`.")],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// A value without a type: with its description, if there is one.
pub(super) fn untyped(model: &Model<'_>, told: Vec<String>) -> Tree {
    let yaml = described(Tree::map(), model, told);
    match yaml.get("description") {
        None => anything(),
        Some(_) => yaml,
    }
}

/// Adds a description: the vendor's, and what is told besides.
pub(super) fn described(mut yaml: Tree, model: &Model<'_>, told: Vec<String>) -> Tree {
    let mut told = told;
    told.extend(model.remarks.iter().cloned());
    let description = model.description.map(texts::clean).unwrap_or_default();
    let description = texts::joined(&description, &told);
    if !description.is_empty() {
        yaml.set("description", description);
    }
    yaml
}

/// The ends of a schema that has a type.
pub(super) fn finished(mut yaml: Tree, model: &Model<'_>, how: Use) -> Tree {
    // An empty list is read where there is null, and an empty map.
    let is_many = matches!(
        yaml.get("type").and_then(Tree::text),
        Some("array" | "object")
    );
    if model.nullable && how == Use::Answer && !is_many {
        yaml.set("nullable", true);
    }
    if let Some(example) = model.example {
        yaml.set(EXAMPLE, &example.node().to_json());
    }
    yaml
}
