//! Texts: known values, numbers in them, and the form of dates.

use serde_json::Value;

use super::Walk;
use crate::compare::examples::Examples;
use crate::document::Schema;
use crate::report::Kind;
use crate::shape::{date_pattern, is_number, text_shape};

impl<'a> Walk<'a> {
    pub(super) fn texts(
        &mut self,
        schema: &Schema<'a>,
        examples: &Examples<'a>,
        values: &[&Value],
        at: &str,
    ) {
        self.has_values = true;
        let texts = values.iter().filter_map(|value| value.as_str());
        let mut texts = texts.filter(|text| says_something(text));
        if let Some(known) = schema.known_values() {
            let is_known = |text: &str| known.contains(&text) || examples.has(text);
            if let Some(text) = texts.find(|text| !is_known(text)) {
                self.find(Kind::Value, at, "one of the known values", text_shape(text));
            }
            return;
        }
        if schema.has_format("decimal") {
            let odd = texts.find(|text| !is_number(text));
            if let Some(text) = odd.filter(|_| !examples.has_words()) {
                self.find(Kind::Format, at, "a number as text", text_shape(text));
            }
            return;
        }
        let patterns = examples.date_patterns();
        if patterns.is_empty() {
            return;
        }
        let fits = |text: &str| date_pattern(text).is_some_and(|found| patterns.contains(&found));
        if let Some(text) = texts.find(|text| !fits(text)) {
            let known: Vec<_> = patterns.iter().map(String::as_str).collect();
            let expected = format!("a date like {}", known.join(" or "));
            self.find(Kind::Format, at, expected, text_shape(text));
        }
    }
}

/// A vendor that has nothing to say says nothing, or dashes, or one of these.
fn says_something(text: &str) -> bool {
    const NOTHING: [&str; 5] = ["0", "N/A", "NA", "nil", "none"];
    let text = text.trim();
    text.contains(char::is_alphanumeric)
        && !NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))
}
