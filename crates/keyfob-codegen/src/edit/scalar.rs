//! Texts as they stand in a line: plain where every reader takes them for texts, in quotes elsewhere.

/// Words that are something else than text, or that other readers take for something else.
const WORDS: [&str; 19] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan", ".inf",
    "+.inf", "-.inf", ".nan", "~", "=", "<<",
];

/// How a text is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Only if it would not be read as a text without, wherever it stands.
    Needed,
    /// The same in a line of its own, outside of brackets.
    Line,
    /// `'...'`
    Single,
    /// `"..."`, as in JSON.
    Double,
}

/// A text in one line.
pub(super) fn text(text: &str, quotes: Quotes) -> String {
    match quotes {
        Quotes::Needed if is_plain(text) && is_plain_in_brackets(text) => text.to_owned(),
        Quotes::Line if is_plain(text) => text.to_owned(),
        Quotes::Single if !text.chars().any(must_be_escaped) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => double(text),
    }
}

/// Whether a character can be told in double quotes alone: it cannot be seen, breaks a line, or turns the direction of what follows.
pub(super) fn must_be_escaped(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// In double quotes, where everything can be told; the same in YAML and in JSON.
fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if must_be_escaped(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether readers of YAML 1.1 and of 1.2 take it for this text without quotes, in a line of its own.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let begins = first.is_alphanumeric() || "/_$(.+<^".contains(first);
    let ends = !text.ends_with([':', ' ']);
    let is_structure = text.contains(": ") || text.contains(" #");
    let is_printable = !text.chars().any(must_be_escaped);
    begins && ends && !is_structure && is_printable && !is_other(text)
}

/// Whether brackets may stand around it: to some readers any colon there is one of a map.
fn is_plain_in_brackets(text: &str) -> bool {
    !text.contains([',', '[', ']', '{', '}', ':']) && !text.ends_with('-')
}

/// Whether it is, or could be, a number, a date, a boolean or null.
fn is_other(text: &str) -> bool {
    if WORDS.contains(&text.to_ascii_lowercase().as_str()) {
        return true;
    }
    let is_version =
        text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.matches('.').count() > 1;
    if is_version && text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = |c: char| c.is_ascii_hexdigit() || "+-._:xXoObBTZ, ".contains(c);
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && text.chars().all(number)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::load::Document;

    #[test]
    fn texts_read_as_they_were() {
        for value in [
            "",
            " ",
            "a",
            "true",
            "Yes",
            "nan",
            "1",
            "1 a",
            "1e5",
            "0x1",
            "a: b",
            "a:",
            "a #b",
            "a#b",
            "#a",
            "- a",
            "-",
            "a, b",
            "[a]",
            "{",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "\"",
            "'it''s'",
            "a\nb",
            "\t",
            "a\u{2028}b",
            "\u{85}",
            "\u{feff}a",
            "ü: ä",
            "2020-01-01",
            "? a",
            "| a",
            "> a",
            "a\\b",
            "https://a.b/c",
            "---",
            "...",
            "=",
            "<<",
            "$ref",
            "a ",
            "\u{7f}",
        ] {
            for quotes in [Quotes::Needed, Quotes::Line, Quotes::Single, Quotes::Double] {
                let written = text(value, quotes);
                let line = [format!("k: {written}\n"), format!("- {written}")];
                let braces = format!("{{k: [{written}, 1]}}");
                let files = line
                    .into_iter()
                    .chain((quotes != Quotes::Line).then_some(braces));
                for file in files {
                    let document = Document::parse(Path::new("a.yaml"), file.clone()).unwrap();
                    let node = document.root.get("k").unwrap_or(&document.root);
                    let node = node.items().first().unwrap_or(node);
                    assert_eq!(node.text(), Some(value), "{file}");
                }
                let file = format!("{written}: 1\n");
                let document = Document::parse(Path::new("a.yaml"), file.clone()).unwrap();
                assert_eq!(document.root.entries()[0].key, value, "{file}");
            }
        }
    }
}
