//! What is asked, as a part of a path: a JSON object in base64.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::Value;
use time::Date;

/// A resource and what it is asked, in the vendor's order.
#[derive(Debug)]
pub struct Input<'a> {
    pub(super) resource: &'static str,
    members: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Input<'a> {
    pub(super) fn new(resource: &'static str) -> Self {
        Self {
            resource,
            members: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.members.push((name, value.into()));
        self
    }

    /// In base64 for URLs, padded, as the vendor's client writes it.
    pub(super) fn encoded(&self) -> String {
        URL_SAFE.encode(self.json())
    }

    /// With blanks after colons and commas, as Python writes JSON.
    pub(super) fn json(&self) -> String {
        let member = |(name, value): &(&str, Cow<'_, str>)| {
            format!("{}: {}", Value::from(*name), Value::from(&**value))
        };
        let members: Vec<_> = self.members.iter().map(member).collect();
        format!("{{{}}}", members.join(", "))
    }
}

/// `03-Feb-2020`.
pub(super) fn day(date: Date) -> String {
    let month = date.month().to_string();
    let month = month.get(..3).unwrap_or(&month);
    format!("{:02}-{month}-{}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_as_python_does() {
        let input = Input::new("r").with("a", "x\"y").with("b c", "2");
        assert_eq!(input.json(), r#"{"a": "x\"y", "b c": "2"}"#);
    }

    #[test]
    fn base64_is_padded_and_safe_in_urls() {
        assert_eq!(
            Input::new("r").with("a", "?>~").encoded(),
            "eyJhIjogIj8-fiJ9"
        );
        assert_eq!(Input::new("r").with("a", "1").encoded(), "eyJhIjogIjEifQ==");
    }
}
