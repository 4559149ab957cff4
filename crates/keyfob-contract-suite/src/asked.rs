//! What is asked with: the schemas of requests, what they send that nobody has set, and what some environments do not have.

use std::collections::BTreeSet;

use keyfob_codegen::load::Node;
use keyfob_codegen::model::Operation;
use serde_json::{Map, Value};

use crate::spec::Described;

impl Described {
    /// The schemas of requests: of their bodies, of what is nested in them, and of JSON inside a text.
    pub fn asked(&self) -> BTreeSet<String> {
        let operations = self.spec.operations.iter();
        let bodies = operations.filter_map(|operation| operation.body.as_ref()?.schema.clone());
        let mut found = BTreeSet::new();
        let mut next: Vec<String> = bodies.collect();
        while let Some(name) = next.pop() {
            named(self.schema(&name), &mut next);
            found.insert(name);
            next.retain(|name| !found.contains(name));
        }
        found
    }

    /// The value with a null for each member that goes as null when it is not set, as far as the environment has it.
    pub fn with_nulls(&self, schema: &str, value: &Value, variant: &str) -> Value {
        self.filled(self.schema(schema), value, variant)
    }

    /// The body without what this environment does not have, and whether it had any of that.
    pub fn fitted(&self, operation: &Operation, variant: &str, body: &Value) -> (Value, bool) {
        let foreign = foreign(operation, variant);
        let mut body = body.clone();
        let mut had = false;
        if let Value::Object(members) = &mut body {
            had |= take(&foreign, members);
            for member in members.values_mut() {
                let text = member.as_str().unwrap_or_default();
                if let Ok(mut inner) = serde_json::from_str(text)
                    && take(&foreign, &mut inner)
                {
                    *member = Value::Object(inner).to_string().into();
                    had = true;
                }
            }
        }
        (body, had)
    }

    /// The first environment that has the operation with every member that it has anywhere.
    pub fn home(&self, operation: &Operation) -> &str {
        let homes = self.homes(operation);
        let whole = homes
            .iter()
            .find(|variant| foreign(operation, variant).is_empty());
        whole.unwrap_or_else(|| panic!("{} is whole nowhere", operation.id))
    }

    /// Other values that a schema may have: at least one that is really allowed, unless there is none.
    pub fn others(&self, schema: &Node, value: &Value) -> Vec<Value> {
        let schema = self.document.resolve(schema).unwrap();
        let words = schema.get("enum").map(Node::items).unwrap_or_default();
        let words = words.iter().map(Node::to_json);
        let more = match value {
            _ if schema.get("enum").is_some() => Vec::new(),
            Value::Null => vec!["other".into(), 7.into()],
            Value::Bool(flag) => vec![Value::Bool(!flag)],
            Value::Number(number) => match number.as_i64() {
                Some(whole) => vec![(whole + 1).into()],
                None => vec![(number.as_f64().unwrap() + 1.0).into()],
            },
            Value::String(text) => match schema.text_of("x-json") {
                // A zero more would be the same decimal.
                None => vec![format!("{text}1").into()],
                Some(inner) => {
                    let json: Value = serde_json::from_str(text).unwrap();
                    let inner = self.others(self.schema(inner), &json).into_iter();
                    inner.map(|json| json.to_string().into()).collect()
                }
            },
            Value::Array(items) => match items.first() {
                Some(first) => vec![std::iter::once(first).chain(items).cloned().collect()],
                None => vec![vec!["other"].into(), vec![7].into()],
            },
            Value::Object(members) => {
                let properties = schema.get("properties");
                let others = members.iter().flat_map(|(name, member)| {
                    let property = properties.and_then(|properties| properties.get(name));
                    let others = property
                        .map(|it| self.others(it, member))
                        .unwrap_or_default();
                    others.into_iter().map(move |other| (name.clone(), other))
                });
                others
                    .map(|(name, other)| {
                        let mut members = members.clone();
                        members.insert(name, other);
                        Value::Object(members)
                    })
                    .collect()
            }
        };
        words.filter(|word| word != value).chain(more).collect()
    }

    fn filled(&self, schema: &Node, value: &Value, variant: &str) -> Value {
        let schema = self.document.resolve(schema).unwrap();
        match value {
            Value::Array(items) => {
                // Of a value that may be anything nothing is known.
                let of_item = schema.get("items");
                let filled = |item: &Value| match of_item {
                    Some(of_item) => self.filled(of_item, item, variant),
                    None => item.clone(),
                };
                items.iter().map(filled).collect()
            }
            Value::Object(members) => {
                let mut members = members.clone();
                let properties = schema.get("properties").map(Node::entries);
                for property in properties.unwrap_or_default() {
                    match members.get_mut(&property.key) {
                        Some(member) => *member = self.filled(&property.value, member, variant),
                        None if schema.text_of("x-null") == Some("sent")
                            && is_there(&property.value, variant) =>
                        {
                            members.insert(property.key.clone(), Value::Null);
                        }
                        None => {}
                    }
                }
                Value::Object(members)
            }
            Value::String(text) => match schema.text_of("x-json") {
                Some(inner) => {
                    let json = serde_json::from_str(text).unwrap();
                    self.with_nulls(inner, &json, variant).to_string().into()
                }
                None => value.clone(),
            },
            _ => value.clone(),
        }
    }
}

/// The members that an environment does not have.
fn foreign<'a>(operation: &'a Operation, variant: &str) -> Vec<&'a str> {
    let members = operation.members.iter();
    let foreign = members.filter(|(_, variants)| !variants.iter().any(|one| one == variant));
    foreign.map(|(name, _)| name.as_str()).collect()
}

fn is_there(property: &Node, variant: &str) -> bool {
    let variants = property.get("x-variants").map(Node::items);
    variants.is_none_or(|all| all.iter().any(|one| one.text() == Some(variant)))
}

/// Takes these members out, and tells whether one of them was set.
fn take(foreign: &[&str], members: &mut Map<String, Value>) -> bool {
    let is_set = |name: &&str| members.get(*name).is_some_and(|value| !value.is_null());
    let had = foreign.iter().any(is_set);
    members.retain(|name, _| !foreign.contains(&name.as_str()));
    had
}

/// The component schemas that a schema names.
fn named(node: &Node, names: &mut Vec<String>) {
    names.extend(node.referenced().map(str::to_owned));
    names.extend(node.text_of("x-json").map(str::to_owned));
    node.items().iter().for_each(|item| named(item, names));
    node.entries()
        .iter()
        .for_each(|entry| named(&entry.value, names));
}
