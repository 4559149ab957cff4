//! Whether an answer is one of those that a document has.

use keyfob::RawResponse;
use serde_json::{Map, Value};

use super::{Described, resolved};

impl Described<'_> {
    /// Whether a success is of the kind that the document says.
    pub fn is_answered_by(&self, answer: &RawResponse) -> bool {
        match self.is_answered_in_json(answer.status().as_u16()) {
            true => answer.json::<serde::de::IgnoredAny>().is_ok(),
            false => true,
        }
    }

    /// Whether it also has one of the members that show what it is: a page of a proxy and an empty object show nothing.
    pub fn is_acknowledged_by(&self, answer: &RawResponse) -> bool {
        let proof = self.operation.answer;
        let has_any = |value: &Value| proof.iter().any(|name| has(value, name));
        self.is_answered_by(answer)
            && (proof.is_empty() || answer.json().is_ok_and(|value| has_any(&value)))
    }

    /// Whether the document has JSON for this status, and nothing else.
    fn is_answered_in_json(&self, status: u16) -> bool {
        let responses = self.own.get("responses").and_then(Value::as_object);
        let own = responses.and_then(|responses| responses.get(&status.to_string()));
        let response = own.or_else(|| responses.and_then(first_success));
        let content = response
            .map(|response| resolved(self.root, response))
            .and_then(|response| response.get("content")?.as_object());
        content
            .is_some_and(|content| content.len() == 1 && content.contains_key("application/json"))
    }
}

fn first_success(responses: &Map<String, Value>) -> Option<&Value> {
    let mut all = responses.iter();
    all.find(|(status, _)| status.starts_with('2'))
        .map(|(_, response)| response)
}

/// Whether the member is there, at whatever depth, with a value.
fn has(value: &Value, name: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has(item, name)),
        Value::Object(members) => {
            let is_set = members.get(name).is_some_and(|value| !value.is_null());
            is_set || members.values().any(|value| has(value, name))
        }
        _ => false,
    }
}
