//! Texts, numbers and the like, as they stand in a line.

use serde_json::Value;

/// Words that are something else than text, or that other readers take for something else.
const WORDS: [&str; 14] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan", "~", "=",
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
        Quotes::Needed if is_plain(text) && !text.contains(BRACKETS) => text.to_owned(),
        Quotes::Line if is_plain(text) => text.to_owned(),
        Quotes::Single if text.chars().all(|c| !c.is_control()) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => double(text),
    }
}

fn double(text: &str) -> String {
    let quoted = Value::String(text.to_owned()).to_string();
    // Line breaks to YAML, and to JSON none.
    let mut escaped = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// What ends a text without quotes that stands in brackets.
const BRACKETS: [char; 5] = [',', '[', ']', '{', '}'];

/// Whether it reads as this text without quotes, in a line of its own.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let opens = first.is_alphabetic() || matches!(first, '/' | '_' | '$' | '(' | '<');
    // `4xx are refused` is a text; `4`, `4e1` and `2020-01-01` may be something else.
    let digit = first.is_ascii_digit() && text.contains(' ') && text.contains(char::is_alphabetic);
    let printable = |c: char| {
        !c.is_control()
            && !matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
    };
    (opens || digit)
        && text.chars().all(printable)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([' ', ':', '\u{a0}'])
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
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
