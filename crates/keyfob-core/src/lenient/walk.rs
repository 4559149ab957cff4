//! The members of an object, one by one, without a look into their values.

use super::text::plain_end;

/// A member as it is written.
pub(crate) struct Member<'a> {
    /// Its name; none if that has escapes.
    pub(crate) name: Option<&'a str>,
    /// Its value, without white space around it.
    pub(crate) value: &'a str,
    /// All of it.
    pub(crate) whole: &'a str,
}

/// The members of a text that is an object.
pub(crate) struct MembersIn<'a> {
    json: &'a str,
    at: usize,
    /// Whether one follows: none does before an object begins or after it ends.
    is_open: bool,
}

/// The members of an object. There are none where the text is anything else, and none behind what is no JSON.
pub(crate) fn members_in(json: &str) -> MembersIn<'_> {
    let mut members = MembersIn {
        json,
        at: 0,
        is_open: false,
    };
    members.blank();
    members.is_open = members.pass(b'{');
    members
}

impl<'a> Iterator for MembersIn<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        self.blank();
        if !self.is_open || self.byte()? != b'"' {
            return None;
        }
        let start = self.at;
        let is_plain = self.string();
        let name = self.json.get(start + 1..self.at.saturating_sub(1));
        self.blank();
        if !self.pass(b':') {
            self.is_open = false;
            return None;
        }
        self.blank();
        let value = self.at;
        self.value();
        let member = Member {
            name: name.filter(|_| is_plain),
            value: self.json.get(value..self.at)?,
            whole: self.json.get(start..self.at)?,
        };
        self.blank();
        self.is_open = self.pass(b',');
        Some(member)
    }
}

impl MembersIn<'_> {
    /// Whether the object has ended and nothing follows it.
    pub(crate) fn is_whole(mut self) -> bool {
        self.blank();
        let is_ended = !self.is_open && self.pass(b'}');
        self.blank();
        is_ended && self.at == self.json.len()
    }

    /// Passes a value.
    fn value(&mut self) {
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
                b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Passes a text. Whether it has no escapes.
    fn string(&mut self) -> bool {
        self.at += 1;
        let mut is_plain = true;
        loop {
            self.at = plain_end(self.json.as_bytes(), self.at);
            match self.byte() {
                None => return is_plain,
                Some(b'"') => {
                    self.at += 1;
                    return is_plain;
                }
                Some(byte) => {
                    is_plain = false;
                    self.at += if byte == b'\\' { 2 } else { 1 };
                }
            }
        }
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

    proptest! {
        #[test]
        fn members_are_those_that_the_parser_reads(json in "\\{?( ?\"[a-c\\\\n]{0,2}\" ?: ?(\"[a\\\\\",]{0,3}\"|1|null|\\[1,\"\\]\"\\]|\\{\"a\":1\\}) ?,?){0,4}\\}?") {
            let mut members = members_in(&json);
            let read: Vec<_> = (&mut members).map(|member| (member.name, member.value)).collect();
            let is_whole = members.is_whole();
            if let Ok(known) = serde_json::from_str::<Map<String, Value>>(&json) {
                prop_assert!(is_whole, "{}", json);
                for (name, value) in read {
                    let value: Value = serde_json::from_str(value).unwrap();
                    let again = json.matches(&format!("\"{}\"", name.unwrap_or("?"))).count() > 1;
                    if let Some(name) = name && !again {
                        prop_assert_eq!(known.get(name), Some(&value), "{}", json);
                    }
                }
            }
        }
    }
}
