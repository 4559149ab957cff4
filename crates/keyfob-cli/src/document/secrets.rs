//! Which members of answers are secret.

use std::collections::BTreeSet;

use serde_json::Value;

use super::resolved;

/// The secret members below a part of the document.
#[derive(Default)]
pub struct Found {
    pub secrets: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Found {
    pub fn look(&mut self, root: &Value, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref")
                    && self.seen.insert(reference.clone())
                {
                    self.look(root, resolved(root, value));
                }
                if let Some(Value::Object(properties)) = members.get("properties") {
                    let is_secret = |schema: &Value| {
                        let schema = resolved(root, schema);
                        let items = schema.get("items").map(|items| resolved(root, items));
                        [Some(schema), items]
                            .into_iter()
                            .flatten()
                            .any(|schema| schema.get("format") == Some(&"password".into()))
                    };
                    let secret = properties.iter().filter(|(_, schema)| is_secret(schema));
                    self.secrets.extend(secret.map(|(name, _)| name.clone()));
                }
                members.values().for_each(|member| self.look(root, member));
            }
            Value::Array(items) => items.iter().for_each(|item| self.look(root, item)),
            _ => {}
        }
    }
}
