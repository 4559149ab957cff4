//! A body that arrived whole, mended once for all that read it.

use std::ops::Range;

use bytes::Bytes;

use crate::lenient::{Json, Spans, trimmed};

/// The bytes of an answer, and the JSON text in them.
#[derive(Clone, Default)]
pub(crate) struct WholeBody {
    bytes: Bytes,
    text: Text,
    oddity: Option<&'static str>,
    too_deep: bool,
    is_sound: bool,
    spans: Spans,
}

/// The text that a strict parser takes.
#[derive(Clone)]
enum Text {
    /// It stands in the bytes as it is.
    Sent(Range<usize>),
    Mended(String),
}

impl Default for Text {
    fn default() -> Self {
        Self::Sent(0..0)
    }
}

impl WholeBody {
    /// Takes some time where the body is long.
    pub(crate) fn of(bytes: Bytes) -> Self {
        Self::watched(bytes, |_, _| {})
    }

    /// The same, and tells the members of the object that it is; see [`Json::watched`].
    pub(crate) fn watched(bytes: Bytes, member: impl FnMut(Option<&str>, &str)) -> Self {
        let json = Json::watched(&bytes, member);
        let (oddity, too_deep, is_sound) = (json.oddity, json.too_deep, json.is_sound);
        let spans = json.spans;
        let text = match json.text {
            std::borrow::Cow::Borrowed(text) => {
                let start = (text.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize);
                Text::Sent(start..start + text.len())
            }
            std::borrow::Cow::Owned(text) => Text::Mended(text),
        };
        Self {
            bytes,
            text,
            oddity,
            too_deep,
            is_sound,
            spans,
        }
    }

    /// The bytes as they came.
    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The JSON text. It is looked through each time: who needs it twice keeps it.
    pub(crate) fn text(&self) -> &str {
        match &self.text {
            Text::Mended(text) => text,
            Text::Sent(place) => {
                let bytes = self.bytes.get(place.clone()).unwrap_or_default();
                // It was a text when it was mended.
                std::str::from_utf8(bytes).unwrap_or_default()
            }
        }
    }

    /// The bytes without white space around them.
    pub(crate) fn trimmed(&self) -> &[u8] {
        trimmed(&self.bytes)
    }

    /// What was not as JSON should be, if anything.
    pub(crate) fn oddity(&self) -> Option<&'static str> {
        self.oddity
    }

    /// Whether the text is certainly JSON.
    pub(crate) fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Where its members and lists stand in the text. That is given away.
    pub(crate) fn take_spans(&mut self) -> Spans {
        std::mem::take(&mut self.spans)
    }

    /// Whether it nests deeper than is taken.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.too_deep
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &'static [u8]) -> (String, Option<&'static str>) {
        let body = WholeBody::of(Bytes::from_static(body));
        (body.text().to_owned(), body.oddity())
    }

    #[test]
    fn the_text_is_that_of_the_bytes_or_the_mended_one() {
        assert_eq!(read(b""), (String::new(), None));
        assert_eq!(read(b"\xef\xbb\xbf {\"a\":1} \n").0, r#"{"a":1}"#);
        let (text, oddity) = read(b"  {\"a\":NaN}");
        assert_eq!(text, r#"{"a":null}"#);
        assert!(oddity.is_some());
        let (text, oddity) = read(b"{\"a\":1}; more");
        assert_eq!(text, r#"{"a":1}"#);
        assert!(oddity.is_some());
        assert_eq!(read(b"\"\xff\"").0, "\"\u{fffd}\"");
    }
}
