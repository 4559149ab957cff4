//! JSON as the vendor's clients write it (a blank after each comma and colon, nothing beyond ASCII), and the words in an answer.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Writes one object.
pub(crate) struct Object(String);

impl Object {
    /// An object that takes about `size` bytes. It is best not too small: a text that moves leaves a copy of its secrets behind.
    pub(crate) fn with_capacity(size: usize) -> Self {
        let mut text = String::with_capacity(size);
        text.push('{');
        Self(text)
    }

    pub(crate) fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        self.0.push('"');
        escape(&mut self.0, value);
        self.0.push('"');
        self
    }

    /// A number, or `true` or `false`.
    pub(crate) fn plain(mut self, key: &str, value: impl std::fmt::Display) -> Self {
        self.key(key);
        // Writing to a string does not fail.
        let _ = write!(self.0, "{value}");
        self
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push_str(", ");
        }
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\": ");
    }
}

fn escape(text: &mut String, value: &str) {
    let mut units = [0; 2];
    for sign in value.chars() {
        match sign {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            ' '..='~' => text.push(sign),
            _ => {
                for unit in sign.encode_utf16(&mut units) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
}

/// How many bytes a value takes at most, escaped.
pub(crate) const fn escaped_len(value: &str) -> usize {
    value.len() * 6
}

/// The vendor's words in a message.
pub(crate) fn words(message: &Map<String, Value>) -> String {
    ["message", "msg", "error", "errMsg", "description", "reason"]
        .iter()
        .find_map(|key| message.get(*key)?.as_str())
        .unwrap_or_default()
        .chars()
        .filter(|sign| !sign.is_control())
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Object;

    #[test]
    fn is_what_python_writes() {
        let text = Object::with_capacity(0)
            .text("a", "x\"\\\n\r\t\u{8}\u{c}\u{1}\u{7f}é😀")
            .plain("b", true)
            .finish();
        let python = r#"{"a": "x\"\\\n\r\t\b\f\u0001\u007f\u00e9\ud83d\ude00", "b": true}"#;
        assert_eq!(text, python);
    }
}
