//! Edits at work: each layout by example, and all of them at random.

mod documents;
mod random;
mod written;

use std::path::Path;

use super::{EditError, Edits, Tree};
use crate::load::{Document, Node};

fn parse(text: &str) -> Document {
    Document::parse(Path::new("acme.yaml"), text.to_owned()).unwrap()
}

/// The node at a pointer, which may go through lists.
fn node_at<'a>(document: &'a Document, pointer: &str) -> &'a Node {
    let step = |node: &'a Node, step: &str| match node.get(step) {
        Some(value) => value,
        None => &node.items()[step.parse::<usize>().unwrap()],
    };
    let steps = pointer.split('/').skip(1);
    steps.fold(&document.root, step)
}

/// The text after edits of the node at a pointer.
fn edited(text: &str, at: &str, edit: impl Fn(&mut Edits, &Node)) -> String {
    let document = parse(text);
    let mut edits = Edits::default();
    edit(&mut edits, node_at(&document, at));
    edits.apply(&document).unwrap().text
}

fn set(text: &str, at: &str, key: &str, value: impl Into<Tree> + Clone) -> String {
    edited(text, at, |edits, node| edits.set(node, key, value.clone()))
}

fn remove(text: &str, at: &str, key: &str) -> String {
    edited(text, at, |edits, node| edits.remove(node, key))
}

fn map(entries: &[(&str, &str)]) -> Tree {
    let entry = |(key, value): &(&str, &str)| ((*key).to_owned(), Tree::from(*value));
    Tree::Map(entries.iter().map(entry).collect())
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    assert_eq!(
        set("a: 1 # why\nb: 2\n", "", "a", "x"),
        "a: x # why\nb: 2\n"
    );
    assert_eq!(set("a: \"1\"\n", "", "a", "x"), "a: \"x\"\n");
    assert_eq!(set("a: '1'\n", "", "a", "it's"), "a: 'it''s'\n");
    assert_eq!(set("a:\nb: 2\n", "", "a", "x"), "a: x\nb: 2\n");
    assert_eq!(
        set("a: # why\n  b: 1\n  # lost with b\nc: 2\n", "", "a", "x"),
        "a: x # why\n  # lost with b\nc: 2\n"
    );
    assert_eq!(
        set("a: |\n  one\n  two\n\n# c\nb: 1\n", "", "a", "x"),
        "a: x\n\n# c\nb: 1\n"
    );
    assert_eq!(
        set("a: one\n  two # c\nb: 1\n", "", "a", "x"),
        "a: x # c\nb: 1\n"
    );
    let long = map(&[
        ("one", "a"),
        ("two", "b"),
        ("three", "c"),
        ("four", "d"),
        ("five", "e"),
    ]);
    assert_eq!(
        set("a: 1 # why\nb: 2\n", "", "a", long.clone()),
        "a: # why\n  one: a\n  two: b\n  three: c\n  four: d\n  five: e\nb: 2\n"
    );
    assert_eq!(
        set("a:\n- x: 1 # c\n- 2", "/a/0", "x", "one\n\ntwo\n"),
        "a:\n- x: | # c\n    one\n\n    two\n- 2"
    );
    assert_eq!(
        edited("- 1 # c\n- 2\n", "/0", |edits, node| edits
            .replace(node, long.clone())),
        "- one: a # c\n  two: b\n  three: c\n  four: d\n  five: e\n- 2\n"
    );
}

#[test]
fn entries_come_where_they_are_wanted() {
    assert_eq!(set("a: 1\n# end\n", "", "b", "x"), "a: 1\nb: x\n# end\n");
    assert_eq!(set("a: 1", "", "b", "x"), "a: 1\nb: x");
    assert_eq!(set("a: {}\n", "/a", "b", "x"), "a:\n  b: x\n");
    assert_eq!(set("a:\n  b: {}\n", "/a/b", "c", "x"), "a:\n  b: {c: x}\n");
    assert_eq!(set("a: {b: 1}\n", "/a", "c", "x"), "a: {b: 1, c: x}\n");
    assert_eq!(
        set("- a: 1 # c\n- 2\n", "/0", "b", "x"),
        "- a: 1 # c\n  b: x\n- 2\n"
    );
    let after = |text: &str, at: &str| {
        edited(text, at, |edits, node| {
            edits.set_after(node, "type", "format", "int64")
        })
    };
    assert_eq!(
        after("a:\n  type: integer # t\n  # d\n  description: x\n", "/a"),
        "a:\n  type: integer # t\n  format: int64\n  # d\n  description: x\n"
    );
    assert_eq!(
        after("{\n  \"type\": \"integer\",\n  \"x\": 1\n}\n", ""),
        "{\n  \"type\": \"integer\",\n  \"format\": \"int64\",\n  \"x\": 1\n}\n"
    );
    assert_eq!(
        after("{\"type\":\"integer\"}", ""),
        "{\"type\":\"integer\", \"format\": \"int64\"}"
    );
    assert_eq!(
        after("a: {\n  type: integer, # t\n  x: 1 # u\n}\n", "/a"),
        "a: {\n  type: integer, # t\n  format: int64,\n  x: 1 # u\n}\n"
    );
    assert_eq!(
        after("a: {\n  x: 1,\n  type: integer # t\n}\n", "/a"),
        "a: {\n  x: 1,\n  type: integer, # t\n  format: int64\n}\n"
    );
    assert_eq!(
        after("a: 1\r\ntype: integer\r\nb: 2\r\n", ""),
        "a: 1\r\ntype: integer\r\nformat: int64\r\nb: 2\r\n"
    );
}

#[test]
fn what_gets_too_long_for_braces_gets_lines_of_its_own() {
    let line = format!(
        "a:\n  b: {{type: string, description: {}}} # c\n",
        "word ".repeat(20).trim()
    );
    let folded = format!("{}\n      word", "word ".repeat(19).trim());
    assert_eq!(
        set(&line, "/a/b", "format", "password"),
        format!(
            "a:\n  b: # c\n    type: string\n    description: >-\n      {folded}\n    format: password\n"
        )
    );
    let item = format!("- {{a: {}}}\n", "words".repeat(22));
    assert_eq!(
        set(&item, "/0", "b", "c"),
        format!("- a: >-\n    {}\n  b: c\n", "words".repeat(22))
    );
    // What was long before and gets shorter stays.
    let long = format!("a: {{b: 1, c: {}}}\n", "word ".repeat(30).trim());
    assert_eq!(
        remove(&long, "/a", "b"),
        format!("a: {{c: {}}}\n", "word ".repeat(30).trim())
    );
}

#[test]
fn entries_go_and_comments_beside_them_stay() {
    assert_eq!(
        remove("a: 1\n# of b\nb: 2 # gone\n# of c\nc: 3\n", "", "b"),
        "a: 1\n# of b\n# of c\nc: 3\n"
    );
    assert_eq!(
        remove("a: 1\nb:\n  - c: |\n      d\n\n# e\nf: 1", "", "b"),
        "a: 1\n\n# e\nf: 1"
    );
    assert_eq!(remove("a: 1\nb: 2", "", "b"), "a: 1");
    assert_eq!(remove("- a: 1\n  b: 2\n", "/0", "a"), "- b: 2\n");
    assert_eq!(
        remove("- a: 1\n  # c\n  b: 2\n", "/0", "a"),
        "-\n  # c\n  b: 2\n"
    );
    assert_eq!(remove("a:\n  b: 1\nc: 1\n", "/a", "b"), "a: {}\nc: 1\n");
    assert_eq!(remove("a: {b: 1, c: 2}\n", "/a", "b"), "a: {c: 2}\n");
    assert_eq!(remove("a: {b: 1, c: 2}\n", "/a", "c"), "a: {b: 1}\n");
    assert_eq!(remove("a: {b: 1}\n", "/a", "b"), "a: {}\n");
    assert_eq!(
        remove("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "", "b"),
        "{\n  \"a\": 1\n}\n"
    );
    assert_eq!(
        remove("{\n  a: 1, # a\n  b: 2, # b\n  c: 3\n}\n", "", "b"),
        "{\n  a: 1, # a\n   # b\n  c: 3\n}\n"
    );
    let items =
        |text: &str, index| edited(text, "/a", |edits, node| edits.remove_item(node, index));
    assert_eq!(
        items("a:\n  - 1 # one\n  # c\n  - 2\n", 0),
        "a:\n  # c\n  - 2\n"
    );
    assert_eq!(items("a: [1, 2, 3]\n", 2), "a: [1, 2]\n");
    assert_eq!(items("a:\n- - 1\n  - 2\n", 0), "a: []\n");
}

#[test]
fn keys_are_renamed_in_their_quotes_and_texts_go_on() {
    let rename = |text: &str| edited(text, "", |edits, node| edits.rename(node, "a", "b: c"));
    assert_eq!(rename("a: 1 # c\n"), "\"b: c\": 1 # c\n");
    assert_eq!(rename("{'a': 1}"), "{'b: c': 1}");
    let tell = |text: &str| {
        edited(text, "", |edits, node| {
            edits.tell(node, "description", "One of a.");
            edits.tell(node, "description", "At most 3.");
        })
    };
    assert_eq!(
        tell("description: A thing\n"),
        "description: A thing. One of a. At most 3.\n"
    );
    assert_eq!(tell("a: 1\n"), "a: 1\ndescription: One of a. At most 3.\n");
    assert_eq!(
        tell("description: |\n  A thing.\n\n  More\n"),
        "description: |\n  A thing.\n\n  More.\n\n  One of a.\n\n  At most 3.\n"
    );
    assert_eq!(
        tell("description: One of a. At most 3.\n"),
        "description: One of a. At most 3.\n"
    );
    let append = |text: &str| edited(text, "/a", |edits, node| edits.append(node, "x"));
    assert_eq!(append("a:\n- 1 # c\nb: 1\n"), "a:\n- 1 # c\n- x\nb: 1\n");
    assert_eq!(append("a: [1]\n"), "a: [1, x]\n");
    assert_eq!(append("a: []\n"), "a: [x]\n");
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let document = parse("a: 1\nb: {c: 1, d: 2}\n");
    let refused = |edit: &dyn Fn(&mut Edits)| {
        let mut edits = Edits::default();
        edit(&mut edits);
        edits.apply(&document).unwrap_err()
    };
    let (a, b) = (
        document.root.get("a").unwrap(),
        document.root.get("b").unwrap(),
    );
    assert!(matches!(
        refused(&|edits| edits.set(a, "b", "c")),
        EditError::NotAMap(_)
    ));
    assert!(matches!(
        refused(&|edits| edits.append(b, "c")),
        EditError::NotAList(_)
    ));
    assert!(matches!(
        refused(&|edits| edits.rename(b, "c", "d")),
        EditError::Taken { .. }
    ));
    // A block of text as the whole document: what is put into it stays text.
    let document = parse("--- |\n  text\n");
    let mut edits = Edits::default();
    edits.replace(&document.root, map(&[("a", "b")]));
    let error = edits.apply(&document).unwrap_err();
    assert!(matches!(error, EditError::Misread), "{error}");
}

#[test]
fn thousands_of_edits_take_no_time() {
    let mut text = String::from("schemas:\n");
    for at in 0..20_000 {
        text.push_str(&format!(
            "  # schema {at}\n  s{at}:\n    type: integer\n    items: {{a: 1, b: 2}}\n"
        ));
    }
    let document = parse(&text);
    let mut edits = Edits::default();
    for entry in document.root.get("schemas").unwrap().entries() {
        edits.set_after(&entry.value, "type", "format", "int64");
        edits.remove(entry.value.get("items").unwrap(), "a");
    }
    let start = std::time::Instant::now();
    let edited = edits.apply(&document).unwrap();
    // Most of it is reading the result again; a quadratic step would take minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(edited.text.matches("format: int64").count(), 20_000);
    assert_eq!(edited.text.matches("# schema").count(), 20_000);
}
