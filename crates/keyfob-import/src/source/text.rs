//! What YAML does otherwise than JSON, and what OpenAPI's tools take beyond both.

use keyfob_codegen::load::{Entry, Kind, Map, Node};

/// JSON as YAML: it has other escapes for characters beyond the first 65,536. Lines stay lines.
pub(super) fn as_yaml(text: String) -> String {
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let mut escapes = text
        .match_indices("\\u")
        .map(|(at, _)| text.get(at + 2..at + 3));
    match escapes.any(|digit| matches!(digit, Some("d" | "D"))) {
        true => without_surrogates(&text),
        false => text,
    }
}

fn without_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let escape = unit(after);
        let low = after.get(6..).and_then(unit);
        let taken = match (escape, low) {
            (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                out.push_str(&format!("\\U{code:08X}"));
                12
            }
            (Some(0xD800..0xE000), _) => {
                out.push_str("\\uFFFD");
                6
            }
            _ => {
                // An escaped backslash is no beginning of an escape.
                let taken = after.chars().take(2).map(char::len_utf8).sum();
                out.push_str(after.get(..taken).unwrap_or_default());
                taken
            }
        };
        rest = after.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The number of `\uXXXX` at the beginning of a text.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

/// The text with one of its lines, counted from 1, a little more to the right; nothing if this line does more than to close brackets.
pub(super) fn indented(text: &str, line: usize) -> Option<String> {
    let before = text.split_inclusive('\n').take(line.checked_sub(1)?);
    let at = before.map(str::len).sum();
    let (before, after) = text.split_at_checked(at)?;
    let closes = after.lines().next()?.trim();
    let is_closing = !closes.is_empty() && closes.chars().all(|c| "]},".contains(c));
    is_closing.then(|| format!("{before} {after}"))
}

/// Puts the members of `<<` beside it: a merge of YAML 1.1.
pub(super) fn merge(node: &mut Node) {
    match &mut node.kind {
        Kind::List(items) => items.iter_mut().for_each(merge),
        Kind::Map(map) => {
            let mut entries = map.entries().to_vec();
            entries.iter_mut().for_each(|entry| merge(&mut entry.value));
            *map = Map::new(merged(entries));
        }
        _ => {}
    }
}

fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    let is_merge = |entry: &Entry| entry.key == "<<" && !matches!(entry.value.kind, Kind::Text(_));
    if !entries.iter().any(is_merge) {
        return entries;
    }
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
    for merge in merges {
        let items = merge.value.items().iter();
        let more = items.flat_map(Node::entries).chain(merge.value.entries());
        for entry in more {
            if !own.iter().any(|known| known.key == entry.key) {
                own.push(entry.clone());
            }
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use keyfob_codegen::load::Document;

    use super::*;

    fn read(text: &str) -> serde_json::Value {
        let mut document = Document::parse(Path::new("a.json"), as_yaml(text.to_owned())).unwrap();
        merge(&mut document.root);
        document.root.to_json()
    }

    #[test]
    fn json_with_all_its_escapes_is_read() {
        let text = r#"{"a": "\ud83d\ude00 \/ \\ud83d \ud800!", "b": "\u00e9"}"#;
        let read = read(&format!("\u{FEFF}{text}"));
        assert_eq!(read["a"], "\u{1F600} / \\ud83d \u{FFFD}!");
        assert_eq!(read["b"], "é");
    }

    #[test]
    fn tabs_between_json_are_blanks() {
        assert_eq!(read("{\n\t\"a\": [\n\t\t1\n\t]\n}")["a"][0], 1);
    }

    #[test]
    fn merges_are_done() {
        let read = read("a: &a {b: 1, c: 2}\nd:\n  <<: *a\n  c: 3\n");
        assert_eq!(read["d"], serde_json::json!({"b": 1, "c": 3}));
    }
}
