//! What the document's examples show of an answer.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::shape::{date_pattern, is_number};

/// The values that the examples have at one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Examples<'a>(Vec<&'a Value>);

impl<'a> Examples<'a> {
    /// Those of a media type's description.
    pub(super) fn of(media: &'a Value) -> Self {
        let many = media.get("examples").and_then(Value::as_object);
        let many = many.into_iter().flatten();
        let values = many.filter_map(|(_, example)| example.get("value"));
        Self(media.get("example").into_iter().chain(values).collect())
    }

    pub(super) fn member(&self, name: &str) -> Self {
        let found = self.0.iter().filter_map(|value| value.get(name));
        Self(found.collect())
    }

    pub(super) fn items(&self) -> Self {
        let lists = self.0.iter().filter_map(|value| value.as_array());
        Self(lists.flatten().collect())
    }

    /// The values of maps.
    pub(super) fn values(&self) -> Self {
        let maps = self.0.iter().filter_map(|value| value.as_object());
        Self(maps.flat_map(serde_json::Map::values).collect())
    }

    /// Whether each object has this member, by this name or another one.
    pub(super) fn always(&self, names: &[&str]) -> bool {
        let mut objects = self
            .0
            .iter()
            .filter_map(|value| value.as_object())
            .peekable();
        objects.peek().is_some()
            && objects.all(|map| names.iter().any(|name| map.contains_key(*name)))
    }

    pub(super) fn has_null(&self) -> bool {
        self.0.iter().any(|value| value.is_null())
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let texts = self.0.iter().filter_map(|value| value.as_str());
        texts.filter(|text| !text.trim().is_empty())
    }

    /// Whether an example has this text.
    pub(super) fn has(&self, text: &str) -> bool {
        self.texts().any(|known| known == text)
    }

    /// The patterns of dates, if all texts are dates.
    pub(super) fn date_patterns(&self) -> BTreeSet<String> {
        let patterns: Option<BTreeSet<_>> = self.texts().map(date_pattern).collect();
        patterns.unwrap_or_default()
    }

    /// Whether a text is there that is no number.
    pub(super) fn has_words(&self) -> bool {
        self.texts().any(|text| !is_number(text))
    }
}
