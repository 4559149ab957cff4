//! From characters, which the parser counts, to bytes.

/// Every so many characters the byte is noted.
const STEP: usize = 64;

/// The bytes at which characters of a text begin.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte of each `STEP`th character; none where all characters are a byte.
    steps: Vec<usize>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let steps = match text.is_ascii() {
            true => Vec::new(),
            false => text
                .char_indices()
                .step_by(STEP)
                .map(|(byte, _)| byte)
                .collect(),
        };
        Self { text, steps }
    }

    /// The byte of a character; the text's length for what lies behind its end.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.steps.is_empty() {
            return character.min(self.text.len());
        }
        let Some(start) = self.steps.get(character / STEP).copied() else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let within = rest.char_indices().nth(character % STEP);
        within.map_or(self.text.len(), |(byte, _)| start + byte)
    }

    /// How long the text in quotes is that begins at this byte, if one does.
    pub(super) fn quoted(&self, start: usize) -> Option<usize> {
        let text = self.text.get(start..)?;
        let quote = text.chars().next().filter(|c| ['"', '\''].contains(c))?;
        let mut characters = text.char_indices().skip(1).peekable();
        while let Some((at, c)) = characters.next() {
            match c {
                '\\' if quote == '"' => drop(characters.next()),
                '\'' if quote == c && characters.next_if(|(_, next)| *next == c).is_some() => {}
                _ if c == quote => return Some(at + c.len_utf8()),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_end_where_they_end() {
        for (text, length) in [
            (r#""a" # b "c""#, 3),
            (r#""a\"b\\" "#, 8),
            ("'it''s' 'b'", 7),
            ("'' ", 2),
            ("\"ü\",", 4),
        ] {
            assert_eq!(Offsets::of(text).quoted(0), Some(length), "{text}");
        }
        assert_eq!(Offsets::of("a \"b\"").quoted(0), None);
        assert_eq!(Offsets::of("\"a").quoted(0), None);
    }

    #[test]
    fn every_character_is_found() {
        for text in ["plain ".repeat(40), "grün ".repeat(40), String::new()] {
            let offsets = Offsets::of(&text);
            for (at, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(at), byte);
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(10_000), text.len());
        }
    }
}
