//! JSON as vendors send it: mostly right, now and then with a byte too many or a `NaN` in it.
//!
//! The search for a fault and the decoders read the same text, mended by the same rules, so that what one sees the other
//! does not miss.

use std::borrow::Cow;

use super::DEEPEST;
use super::order::Order;
use super::spans::Spans;
use super::text::{plain_end, word_end};

/// A body as text that a strict parser takes, as far as that can be had.
pub(crate) struct Json<'a> {
    /// The first value of the body.
    pub(crate) text: Cow<'a, str>,
    /// What was not as it should be, if anything.
    pub(crate) oddity: Option<&'static str>,
    /// Whether it nests deeper than is taken.
    pub(crate) too_deep: bool,
    /// Whether the text is certainly JSON. If not, the parser has to tell.
    pub(crate) is_sound: bool,
    /// Where its lists and objects end, as far as that is known.
    pub(crate) spans: Spans,
}

impl<'a> Json<'a> {
    /// Reads a body. Bytes that are no UTF-8 become U+FFFD, what follows the first value is left out, and what strict JSON does
    /// not know inside of it is mended: `NaN`, numbers such as `007`, commas at the end of a list, unknown escapes, and control
    /// characters in texts.
    pub(crate) fn of(body: &'a [u8]) -> Self {
        Self::watched(body, |_, _| {})
    }

    /// The same, and tells the name of each member of the object that the body is, none where it is written with escapes, and what
    /// follows its colon.
    pub(crate) fn watched(body: &'a [u8], member: impl FnMut(Option<&str>, &str)) -> Self {
        let body = trimmed(body);
        if let Ok(text) = std::str::from_utf8(body) {
            return Mender::new(text, member).run();
        }
        let text = String::from_utf8_lossy(body);
        let json = Mender::new(&text, member).run();
        Json {
            text: Cow::Owned(json.text.into_owned()),
            oddity: Some("bytes that are no UTF-8"),
            spans: Spans::default(),
            ..json
        }
    }
}

/// The bytes without white space around them and without the byte order mark that some gateways put before JSON.
pub(crate) fn trimmed(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body)
        .trim_ascii()
}

/// One pass over the text; `mended` is used only once something had to be mended.
struct Mender<'a, F> {
    text: &'a str,
    /// Is told the members of the outermost object.
    member: F,
    /// Where the text that came last begins and ends, if it has no escapes.
    name: Option<(usize, usize)>,
    at: usize,
    copied: usize,
    mended: String,
    order: Order,
    spans: Spans,
    /// The numbers of those that are open, by their depth.
    open: [usize; DEEPEST],
    oddity: Option<&'static str>,
    too_deep: bool,
}

impl<'a, F: FnMut(Option<&str>, &str)> Mender<'a, F> {
    fn new(text: &'a str, member: F) -> Self {
        Self {
            text,
            member,
            name: None,
            at: 0,
            copied: 0,
            mended: String::new(),
            order: Order::new(),
            spans: Spans::default(),
            open: [0; DEEPEST],
            oddity: None,
            too_deep: false,
        }
    }

    fn run(mut self) -> Json<'a> {
        let end = self.first_value();
        if !self.text.get(end..).unwrap_or_default().trim().is_empty() {
            self.oddity = Some("bytes after the end of the JSON");
        }
        let rest = self.text.get(self.copied..end).unwrap_or_default();
        let text = match self.copied {
            0 => Cow::Borrowed(rest),
            _ => Cow::Owned(self.mended + rest),
        };
        let spans = match text {
            Cow::Borrowed(_) => self.spans,
            // Everything stands elsewhere now.
            Cow::Owned(_) => Spans::default(),
        };
        Json {
            text,
            oddity: self.oddity,
            too_deep: self.too_deep,
            is_sound: self.order.is_whole() && !self.too_deep,
            spans,
        }
    }

    /// Where the first value ends; the end of the text if it does not.
    fn first_value(&mut self) -> usize {
        let mut comma = None;
        while let Some(byte) = self.byte(self.at) {
            let was_comma = comma;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b',' => {
                    self.order.comma();
                    comma = Some(self.at);
                    self.at += 1;
                    continue;
                }
                b'"' if self.order.awaits_name() && self.plain_members() => {}
                b'"' => self.string(),
                b':' => {
                    self.order.colon();
                    self.at += 1;
                    if self.order.depth() == 1 {
                        self.tell();
                    }
                }
                b'{' | b'[' => {
                    // Nobody has to pass the outermost one.
                    if let (1.., Some(open)) =
                        (self.order.depth(), self.open.get_mut(self.order.depth()))
                    {
                        *open = self.spans.open(self.at);
                    }
                    self.order.open(byte == b'{');
                    self.too_deep |= self.order.depth() > DEEPEST;
                    self.at += 1;
                }
                b'}' | b']' => {
                    if let Some(comma) = was_comma {
                        self.put(comma, comma + 1, "", "a comma at the end of a list");
                    }
                    self.order.close(byte == b'}');
                    self.at += 1;
                    if let (1.., Some(open)) =
                        (self.order.depth(), self.open.get(self.order.depth()))
                    {
                        self.spans.close(*open, self.at);
                    }
                }
                _ => self.word(),
            }
            comma = None;
            if self.order.depth() == 0 && byte != b':' {
                return self.at;
            }
        }
        self.text.len()
    }

    /// Tells a member whose colon was just passed.
    fn tell(&mut self) {
        let name = self.name.and_then(|(start, end)| self.text.get(start..end));
        let rest = self.text.get(self.at..).unwrap_or_default();
        (self.member)(name, rest);
    }

    fn string(&mut self) {
        self.order.text();
        self.at += 1;
        let end = plain_end(self.text.as_bytes(), self.at);
        if self.byte(end) == Some(b'"') {
            self.name = Some((self.at, end));
            self.at = end + 1;
            return;
        }
        self.name = None;
        loop {
            self.at = plain_end(self.text.as_bytes(), self.at);
            let Some(byte) = self.byte(self.at) else {
                self.order.broken();
                return;
            };
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' if self.is_escape() => self.at += 2,
                b'\\' => {
                    self.put(self.at, self.at + 1, "\\\\", "an unknown escape");
                    self.at += 1;
                }
                _ => {
                    let escaped = format!("\\u{byte:04x}");
                    self.put(self.at, self.at + 1, &escaped, "a control character");
                    self.at += 1;
                }
            }
        }
    }

    /// Passes the plain members that begin here, as most do, and the commas between them. Whether there is any.
    fn plain_members(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let is_outermost = self.order.depth() == 1;
        let mut came = false;
        while let Some((name_end, end)) = plain_member(bytes, self.at) {
            let name = self.at + 1;
            if is_outermost {
                self.name = Some((name, name_end));
                self.at = name_end + 2;
                self.tell();
            }
            self.spans.member(name, name_end, end, bytes.len());
            self.at = end;
            self.order.member();
            came = true;
            if !matches!(bytes.get(end..), Some([b',', b'"', ..])) {
                break;
            }
            self.order.comma();
            self.at += 1;
        }
        came
    }

    /// Whether the backslash here begins an escape that JSON knows.
    fn is_escape(&self) -> bool {
        match self.byte(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
            Some(b'u') => (2..6).all(|offset| {
                self.byte(self.at + offset)
                    .is_some_and(|byte| byte.is_ascii_hexdigit())
            }),
            _ => false,
        }
    }

    /// A number, `true`, `false`, `null`, or what a vendor takes for one of them.
    fn word(&mut self) {
        self.order.word();
        let start = self.at;
        if let Some(end) = word_end(self.text.as_bytes(), start) {
            self.at = end;
            return;
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || ",:{}[]\"".contains(c);
        let length = rest.find(ends).unwrap_or(rest.len()).max(1);
        let word = rest.get(..length).unwrap_or(rest);
        self.at = start + word.len();
        let is_plain = serde_json::from_str::<serde::de::IgnoredAny>(word).is_ok();
        if is_plain || self.order.depth() == 0 {
            if !is_plain {
                self.order.broken();
            }
            return;
        }
        let meant = match word.trim_start_matches(['-', '+']).to_ascii_lowercase() {
            name if matches!(name.as_str(), "true" | "false" | "null") => name,
            name if matches!(
                name.as_str(),
                "nan" | "inf" | "infinity" | "undefined" | "none" | "nil"
            ) =>
            {
                "null".to_owned()
            }
            // Such as `007`, `.5` or `+1`: as a text it is read like any number in a text.
            _ if word
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) =>
            {
                format!("\"{word}\"")
            }
            _ => return self.order.broken(),
        };
        self.put(start, self.at, &meant, "a word that is no JSON");
    }

    /// Notes that a piece of the text is to read otherwise.
    fn put(&mut self, from: usize, to: usize, meant: &str, oddity: &'static str) {
        let before = self.text.get(self.copied..from).unwrap_or_default();
        self.mended.push_str(before);
        self.mended.push_str(meant);
        self.copied = to;
        self.oddity = Some(oddity);
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

/// Where the name and the value of the member end that begins here, if it has neither white space nor escapes, and its value is a text, a
/// number or a word.
#[inline]
fn plain_member(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let name_end = plain_end(bytes, at + 1);
    let [b'"', b':', value, ..] = bytes.get(name_end..)? else {
        return None;
    };
    let end = match value {
        b'"' => {
            let end = plain_end(bytes, name_end + 3);
            (bytes.get(end) == Some(&b'"')).then_some(end + 1)
        }
        _ => word_end(bytes, name_end + 2),
    };
    Some((name_end, end?))
}

#[cfg(test)]
mod tests;
