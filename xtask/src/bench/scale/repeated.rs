//! A real spec, over and over under other names, or the first operations of it.

use std::path::Path;

use keyfob_codegen::load::Document;
use serde_json::{Map, Value};

/// The spec that is repeated.
pub struct Original {
    root: Map<String, Value>,
}

/// Keys whose values name operations, tags or models.
const NAMES: [&str; 3] = ["operationId", "x-known-values", "x-feature"];

impl Original {
    /// Reads it.
    ///
    /// # Errors
    /// It is no spec.
    pub fn read(path: &Path) -> Result<Self, String> {
        let document = Document::read(path).map_err(|finding| finding.message)?;
        match document.root.to_json() {
            Value::Object(root) => Ok(Self { root }),
            _ => Err(format!("{} is no map", path.display())),
        }
    }

    /// A spec of so many operations, or up to a path's more.
    pub fn repeated(&self, operations: usize) -> String {
        let mut root = self.root.clone();
        // These speak of operations by name, and of those that may be missing here.
        root.remove("x-rate-limits");
        let (mut paths, mut tags, mut schemas) = (Map::new(), Vec::new(), Map::new());
        let mut count = 0;
        for copy in 1.. {
            if count >= operations {
                break;
            }
            let before = count;
            for (path, item) in members(&self.root, "paths") {
                if count >= operations {
                    break;
                }
                let mut item = item.clone();
                rename(&mut item, copy);
                count += operations_of(&item);
                paths.insert(format!("/copy{copy}{path}"), item);
            }
            if count == before {
                break;
            }
            let own_tags = self.root.get("tags").and_then(Value::as_array);
            for tag in own_tags.into_iter().flatten() {
                let mut tag = tag.clone();
                rename(&mut tag, copy);
                rename_tag(&mut tag, copy);
                tags.push(tag);
            }
            let components = self.root.get("components").and_then(Value::as_object);
            for (name, schema) in components
                .into_iter()
                .flat_map(|all| members(all, "schemas"))
            {
                let mut schema = schema.clone();
                rename(&mut schema, copy);
                schemas.insert(format!("{name}{copy}"), schema);
            }
        }
        // What is shared besides models is there once, with the models that it names.
        let mut shared = Map::from_iter([("paths".to_owned(), Value::Object(paths.clone()))]);
        let components = self.root.get("components").and_then(Value::as_object);
        for (key, value) in components.into_iter().flatten() {
            match (key.as_str(), value) {
                ("schemas", Value::Object(original)) => schemas.extend(original.clone()),
                (key, value) => drop(shared.insert(key.to_owned(), value.clone())),
            }
        }
        keep_used(&mut tags, &mut schemas, shared);
        root.insert("tags".into(), tags.into());
        root.insert("paths".into(), paths.into());
        if let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) {
            components.insert("schemas".into(), schemas.into());
        }
        format!("{:#}", Value::Object(root))
    }
}

fn members<'a>(
    map: &'a Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    map.get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn operations_of(item: &Value) -> usize {
    let members = item.as_object().into_iter().flatten();
    members
        .filter(|(_, value)| value.get("operationId").is_some())
        .count()
}

/// Gives what has a name, and what refers to it, the name of this copy.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, copy)),
        Value::Object(entries) => {
            // This names other operations, too.
            entries.remove("x-check");
            let is_operation = entries.contains_key("operationId");
            for (key, value) in entries {
                match value {
                    Value::String(text) if NAMES.contains(&key.as_str()) => {
                        let joint = match key.as_str() {
                            "operationId" => "_",
                            "x-feature" => "-",
                            _ => "",
                        };
                        *text = format!("{text}{joint}{copy}");
                    }
                    Value::String(text)
                        if key == "$ref" && text.starts_with("#/components/schemas/") =>
                    {
                        *text = format!("{text}{copy}");
                    }
                    Value::Array(tags) if is_operation && key == "tags" => {
                        tags.iter_mut().for_each(|tag| numbered(tag, copy));
                    }
                    _ => rename(value, copy),
                }
            }
        }
        _ => {}
    }
}

fn rename_tag(tag: &mut Value, copy: usize) {
    for key in ["name", "x-name"] {
        if let Some(name) = tag.get_mut(key) {
            numbered(name, copy);
        }
    }
}

fn numbered(value: &mut Value, copy: usize) {
    if let Some(text) = value.as_str() {
        *value = format!("{text}{copy}").into();
    }
}

/// Takes out tags and models that no operation needs.
fn keep_used(tags: &mut Vec<Value>, schemas: &mut Map<String, Value>, root: Map<String, Value>) {
    let mut text = Value::Object(root).to_string();
    tags.retain(|tag| {
        tag.get("name")
            .is_some_and(|name| text.contains(&format!("\"tags\":[{name}")))
    });
    let mut kept = Map::new();
    loop {
        let (used, unused): (Map<_, _>, Map<_, _>) =
            std::mem::take(schemas).into_iter().partition(|(name, _)| {
                text.contains(&format!("/schemas/{name}\""))
                    || text.contains(&format!("\"x-known-values\":\"{name}\""))
            });
        *schemas = unused;
        if used.is_empty() {
            *schemas = kept;
            return;
        }
        text = Value::Object(used.clone()).to_string();
        kept.extend(used);
    }
}
