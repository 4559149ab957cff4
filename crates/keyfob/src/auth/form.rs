//! Forms whose text is wiped from memory.

use bytes::Bytes;
use keyfob_core::Secret;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::zeroize::Zeroizing;

/// What a form encodes. A blank becomes `%20`, which those who expect `+` read, too.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// The members of a form. They are borrowed, so that no copy of a secret is made before it is encoded.
#[derive(Default)]
pub(super) struct Form<'a>(Vec<(&'a str, Part<'a>)>);

enum Part<'a> {
    Borrowed(&'a str),
    Owned(Zeroizing<String>),
}

impl<'a> Form<'a> {
    /// Adds a member.
    pub(super) fn push(&mut self, name: &'a str, value: &'a str) {
        self.0.push((name, Part::Borrowed(value)));
    }

    /// Adds a member with a copy of the value.
    pub(super) fn add(&mut self, name: &'a str, value: &str) {
        let value = Zeroizing::new(value.to_owned());
        self.0.push((name, Part::Owned(value)));
    }

    /// The text, which is wiped when the last one who has it is done.
    pub(super) fn into_bytes(self) -> Bytes {
        // With room for all of it: a text that grows leaves a copy behind.
        let room = self.0.iter().map(|(name, value)| {
            let length = name.len().saturating_add(value.text().len());
            length.saturating_mul(3).saturating_add(2)
        });
        let mut text = Zeroizing::new(String::with_capacity(room.sum()));
        for (name, value) in &self.0 {
            if !text.is_empty() {
                text.push('&');
            }
            text.extend(utf8_percent_encode(name, ESCAPED));
            text.push('=');
            text.extend(utf8_percent_encode(value.text(), ESCAPED));
        }
        Bytes::from_owner(Wiped(text))
    }
}

impl Part<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

struct Wiped(Zeroizing<String>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// A value, encoded as in forms.
pub(super) fn encoded(value: &str) -> Secret {
    let mut text = Zeroizing::new(String::with_capacity(value.len().saturating_mul(3)));
    text.extend(utf8_percent_encode(value, ESCAPED));
    Secret::new(text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_encoded_and_nothing_grows() {
        let mut form = Form::default();
        form.push("grant_type", "password");
        form.add("pass word", "a&b=c+d/é:%");
        let text = form.into_bytes();
        let expected = "grant_type=password&pass%20word=a%26b%3Dc%2Bd%2F%C3%A9%3A%25";
        assert_eq!(text, expected);
        assert_eq!(encoded("a:b c").expose(), "a%3Ab%20c");
    }
}
