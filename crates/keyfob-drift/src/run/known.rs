//! What earlier answers told that later calls need.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::date::Day;
use crate::document::Source;
use crate::plan::Plan;

/// Values of earlier answers, as far as a plan needs them.
pub(super) struct Known {
    today: Day,
    /// By operation and pointer.
    values: BTreeMap<(String, String), Option<Value>>,
}

/// No earlier answer had the value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoValue {
    operation: String,
}

impl Known {
    pub(super) fn new(plan: &Plan, today: Day) -> Self {
        let mut values = BTreeMap::new();
        for step in &plan.steps {
            let parameters = step.mark.parameters.values();
            let sources = parameters.map(|parameter| &parameter.source);
            for source in sources.chain(&step.mark.body) {
                want(source, &mut values);
            }
        }
        Self { today, values }
    }

    /// Keeps what later calls need of an answer.
    pub(super) fn keep(&mut self, operation: &str, answer: &Value) {
        let wanted = self.values.iter_mut();
        for ((_, at), value) in wanted.filter(|((id, _), _)| id == operation) {
            *value = first(answer, at).cloned();
        }
    }

    /// What to ask with.
    pub(super) fn value(&self, source: &Source) -> Result<Value, NoValue> {
        match source {
            Source::Value(value) => self.filled(value),
            Source::DaysAgo(days) => Ok(Value::String(self.today.before(*days).to_string())),
            Source::Answer { operation, at } => {
                let key = (operation.clone(), at.clone());
                let value = self.values.get(&key).cloned().flatten();
                value.ok_or_else(|| NoValue {
                    operation: operation.clone(),
                })
            }
        }
    }

    /// A value with the sources within it replaced by theirs.
    fn filled(&self, value: &Value) -> Result<Value, NoValue> {
        // It was read before.
        let source = |value| Source::read(value).unwrap_or(Source::Value(Value::Null));
        match value {
            Value::Object(members) => {
                let mut filled = Map::new();
                for (name, value) in members {
                    filled.insert(name.clone(), self.value(&source(value))?);
                }
                Ok(Value::Object(filled))
            }
            Value::Array(items) => {
                let filled = items.iter().map(|item| self.value(&source(item)));
                Ok(Value::Array(filled.collect::<Result<_, _>>()?))
            }
            plain => Ok(plain.clone()),
        }
    }
}

fn want(source: &Source, values: &mut BTreeMap<(String, String), Option<Value>>) {
    match source {
        Source::Answer { operation, at } => {
            values.insert((operation.clone(), at.clone()), None);
        }
        Source::Value(value) => {
            let inner = Source::within(value);
            inner.iter().for_each(|source| want(source, values));
        }
        Source::DaysAgo(_) => {}
    }
}

/// The first text or number at a pointer in which `*` stands for any item of a list; an empty text is none.
fn first<'a>(value: &'a Value, pointer: &str) -> Option<&'a Value> {
    let Some(rest) = pointer.strip_prefix('/') else {
        let is_useful = match value {
            Value::String(text) => !text.is_empty(),
            other => other.is_number(),
        };
        return (pointer.is_empty() && is_useful).then_some(value);
    };
    let (step, rest) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    match value {
        Value::Array(items) if step == "*" => items.iter().find_map(|item| first(item, rest)),
        other => first(other.get(step)?, rest),
    }
}

impl fmt::Display for NoValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer of {} has none", self.operation)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_useful_value_counts() {
        let answer = json!({"rows": [{"id": ""}, {"no": 1}, {"id": "b"}, {"id": "c"}], "n": 7});
        assert_eq!(first(&answer, "/rows/*/id"), Some(&json!("b")));
        assert_eq!(first(&answer, "/n"), Some(&json!(7)));
        for none in ["/rows", "/rows/*/x", "/x", "/n/*"] {
            assert_eq!(first(&answer, none), None, "{none}");
        }
    }
}
