//! A document as JSON, in the order of its file: the same bytes whatever features serde_json is built with.

use serde_json::Value;

use crate::load::{Kind, Node};

/// The map `root` with another member in front, a line for each value.
pub(crate) fn pretty(root: &Node, first: (&str, &str)) -> String {
    let mut text = String::new();
    let (name, value) = first;
    text.push_str("{\n  ");
    quote(name, &mut text);
    text.push_str(": ");
    quote(value, &mut text);
    for entry in root.entries() {
        text.push_str(",\n  ");
        quote(&entry.key, &mut text);
        text.push_str(": ");
        write(&entry.value, 1, &mut text);
    }
    text.push_str("\n}\n");
    text
}

fn write(node: &Node, depth: usize, text: &mut String) {
    match &node.kind {
        Kind::Null => text.push_str("null"),
        Kind::Bool(value) => text.push_str(&value.to_string()),
        Kind::Number(number) => text.push_str(&number.to_string()),
        Kind::Text(value) => quote(value, text),
        Kind::List(items) => {
            let items = items.iter().map(|item| (None, item));
            several(items, ('[', ']'), depth, text);
        }
        Kind::Map(map) => {
            let entries = map.entries().iter();
            let entries = entries.map(|entry| (Some(entry.key.as_str()), &entry.value));
            several(entries, ('{', '}'), depth, text);
        }
    }
}

fn several<'a>(
    values: impl Iterator<Item = (Option<&'a str>, &'a Node)>,
    (opening, closing): (char, char),
    depth: usize,
    text: &mut String,
) {
    text.push(opening);
    let mut is_empty = true;
    for (key, value) in values {
        if !is_empty {
            text.push(',');
        }
        is_empty = false;
        new_line(depth + 1, text);
        if let Some(key) = key {
            quote(key, text);
            text.push_str(": ");
        }
        write(value, depth + 1, text);
    }
    if !is_empty {
        new_line(depth, text);
    }
    text.push(closing);
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

/// Most texts need no escape.
fn quote(value: &str, text: &mut String) {
    let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if value.bytes().all(is_plain) {
        text.push('"');
        text.push_str(value);
        text.push('"');
    } else {
        text.push_str(&Value::from(value).to_string());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::load::Document;

    #[test]
    fn it_is_the_same_document_in_the_same_order() {
        let yaml = "b: [1, 2.5, true, null, \"a\\\"\\n\"]\na: {z: {}, y: []}\n200: x\n";
        let document = Document::parse(Path::new("a.yaml"), yaml.to_owned()).unwrap();
        let text = pretty(&document.root, ("x", "made"));
        let mut value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            value.as_object_mut().unwrap().remove("x"),
            Some("made".into())
        );
        assert_eq!(value, document.root.to_json());
        let at = |key| text.find(key).unwrap();
        assert!(
            at("\"x\"") < at("\"b\"") && at("\"b\"") < at("\"a\":") && at("\"z\"") < at("\"y\"")
        );
        assert!(text.contains("\"z\": {},\n    \"y\": []"), "{text}");
    }
}
