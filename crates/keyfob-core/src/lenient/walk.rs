//! The members of an object and the items of a list, one by one, without a look into their values.
//!
//! Who walks through a text knows that it is JSON; of what is none, some part is told, and that it is not whole.

use super::spans::Part;
use super::text::{is_same, plain_end};

/// A member as it is written.
pub(crate) struct Member<'a> {
    /// Its name as it stands between its quotation marks.
    pub(crate) written: &'a str,
    /// Whether there are escapes in that.
    pub(crate) is_escaped: bool,
    /// Its value, without white space around it.
    pub(crate) value: &'a str,
    /// Whether that is known to be a text without escapes, a number or a word.
    pub(super) is_plain: bool,
    /// Where its value begins.
    pub(super) value_at: usize,
    /// Where all of it begins and ends.
    place: (usize, usize),
}

impl<'a> Member<'a> {
    /// Its name; none if that has escapes.
    pub(crate) fn name(&self) -> Option<&'a str> {
        (!self.is_escaped).then_some(self.written)
    }
}

/// A walk through a text.
pub(crate) struct Walk<'a> {
    json: &'a str,
    at: usize,
    /// Whether one follows: none does before a list begins or after it ends.
    is_open: bool,
    end: u8,
    known: Option<Part>,
}

/// The members of an object. There are none where the text is anything else.
pub(crate) fn members_in(json: &str) -> Walk<'_> {
    Walk::of(json, b'{', b'}')
}

/// The items of a list, likewise.
pub(super) fn items_in(json: &str) -> Walk<'_> {
    Walk::of(json, b'[', b']')
}

impl<'a> Walk<'a> {
    fn of(json: &'a str, first: u8, end: u8) -> Self {
        let mut walk = Self {
            json,
            at: 0,
            is_open: false,
            end,
            known: Part::of(json),
        };
        walk.blank();
        walk.is_open = walk.pass(first);
        walk
    }

    /// Passes the next member if it is known to be plain and has this name. Where its value begins and ends.
    #[inline]
    pub(super) fn plain(&mut self, name: &str) -> Option<(usize, usize)> {
        let start = self.at + 1;
        let known = self.known.as_mut().filter(|_| self.is_open)?;
        let (name_end, end) = known.member(start)?;
        let bytes = self.json.as_bytes();
        if !is_same(bytes.get(start..name_end)?, name.as_bytes()) {
            return None;
        }
        known.pass();
        (self.at, self.is_open) = match bytes.get(end) {
            Some(b',') => (end + 1, true),
            _ => (end, false),
        };
        if !self.is_open {
            self.next_or_end();
        }
        // Behind the quotation mark and the colon.
        Some((name_end + 2, end))
    }

    pub(crate) fn member(&mut self) -> Option<Member<'a>> {
        self.blank();
        if !self.is_open || self.byte()? != b'"' {
            return None;
        }
        let start = self.at;
        if let Some(known) = &mut self.known
            && let Some((name_end, end)) = known.member(start + 1)
        {
            known.pass();
            self.at = end;
            self.next_or_end();
            return Some(Member {
                written: self.json.get(start + 1..name_end)?,
                is_escaped: false,
                // Behind the quotation mark and the colon.
                value: self.json.get(name_end + 2..end)?,
                is_plain: true,
                value_at: name_end + 2,
                place: (start, end),
            });
        }
        let is_escaped = !self.string();
        let written = self.json.get(start + 1..self.at.saturating_sub(1))?;
        self.blank();
        self.is_open = self.pass(b':');
        if !self.is_open {
            return None;
        }
        self.blank();
        let value_at = self.at;
        let value = self.value()?;
        let place = (start, self.at);
        self.next_or_end();
        Some(Member {
            written,
            is_escaped,
            value,
            is_plain: false,
            value_at,
            place,
        })
    }

    /// All of a member, as it is written.
    pub(crate) fn whole(&self, member: &Member<'a>) -> &'a str {
        let (start, end) = member.place;
        self.json.get(start..end).unwrap_or_default()
    }

    pub(super) fn item(&mut self) -> Option<&'a str> {
        self.blank();
        if !self.is_open || self.byte()? == self.end {
            return None;
        }
        let item = self.value()?;
        self.next_or_end();
        Some(item)
    }

    /// Whether it has ended as it should, and nothing follows it.
    pub(crate) fn ends_whole(mut self) -> bool {
        self.blank();
        let is_ended = self.pass(self.end);
        self.blank();
        is_ended && self.at == self.json.len()
    }

    fn next_or_end(&mut self) {
        self.blank();
        self.is_open = self.pass(b',');
    }

    /// Passes a value.
    fn value(&mut self) -> Option<&'a str> {
        let start = self.at;
        match self.byte()? {
            b'"' => {
                self.string();
                return self.json.get(start..self.at);
            }
            b'{' | b'[' => {
                let known = self.known.as_ref();
                if let Some(length) = known.and_then(|known| known.length(start)) {
                    self.at += length;
                    return self.json.get(start..self.at);
                }
            }
            _ => {}
        }
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => drop(self.string()),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => break,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                break;
            }
        }
        self.json.get(start..self.at)
    }

    /// Passes a text. Whether it has no escapes.
    fn string(&mut self) -> bool {
        self.at = plain_end(self.json.as_bytes(), self.at + 1);
        if self.pass(b'"') {
            return true;
        }
        while let Some(byte) = self.byte() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
            self.at = plain_end(self.json.as_bytes(), self.at);
        }
        false
    }

    fn blank(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn pass(&mut self, byte: u8) -> bool {
        let is_there = self.byte() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn byte(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    /// Names as they are written and values, if the object is whole.
    fn members(json: &str) -> Option<Vec<(&str, &str)>> {
        let mut walk = members_in(json);
        let members = std::iter::from_fn(|| walk.member());
        let members = members
            .map(|member| (member.written, member.value))
            .collect();
        walk.ends_whole().then_some(members)
    }

    fn items(json: &str) -> Option<Vec<&str>> {
        let mut walk = items_in(json);
        let items = std::iter::from_fn(|| walk.item()).collect();
        walk.ends_whole().then_some(items)
    }

    proptest! {
        #[test]
        fn members_are_those_that_the_parser_reads(json in "\\{( ?\"[a-c]{0,2}\" ?: ?(\"(a|,|\\\\\"|\\\\\\\\){0,3}\"|1|null|\\[1,\"\\]\"\\]|\\{\"a\":1\\}) ?,?){0,4}\\}?") {
            if let Ok(known) = serde_json::from_str::<Map<String, Value>>(&json) {
                let read = members(&json).unwrap().into_iter();
                let read = read.map(|(name, value)| (name.to_owned(), serde_json::from_str(value).unwrap()));
                prop_assert_eq!(read.collect::<Map<String, Value>>(), known);
            }
        }

        #[test]
        fn items_are_those_that_the_parser_reads(json in "\\[( ?(\"(a|\\\\\")?\"|1|null|\\[1,\"\\]\"\\]|\\{\"a\":1\\}) ?,?){0,4}\\]?") {
            if let Ok(known) = serde_json::from_str::<Vec<Value>>(&json) {
                let read = items(&json).unwrap().into_iter();
                let read = read.map(|item| serde_json::from_str::<Value>(item).unwrap());
                prop_assert_eq!(read.collect::<Vec<_>>(), known);
            }
        }
    }

    #[test]
    fn what_has_no_end_is_not_whole() {
        for json in [
            "",
            "{",
            r#"{"a":1"#,
            r#"{"a":1}x"#,
            r#"{"a" 1}"#,
            r#"{"a":1 "b":2}"#,
            "[]",
        ] {
            assert_eq!(members(json), None, "{json}");
        }
        for json in ["", "[", "[1", "[1]x", "[1 2]", "{}"] {
            assert_eq!(items(json), None, "{json}");
        }
    }
}
