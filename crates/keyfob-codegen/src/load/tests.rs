//! Reading, and following references.

use super::*;

fn parse(text: &str) -> Result<Document, Finding> {
    Document::parse(Path::new("specs/acme.yaml"), text.to_owned())
}

#[test]
fn knows_the_place_of_everything() {
    let document = parse("a:\n  - x\n  - b: 1\n").unwrap();
    assert_eq!(document.name, "acme");
    let second = &document.root.get("a").unwrap().items()[1];
    assert_eq!((second.place.line, second.place.column), (3, 5));
    let entry = second.entry("b").unwrap();
    assert_eq!(
        (
            entry.place.line,
            entry.place.column,
            entry.value.place.column
        ),
        (3, 5, 8)
    );
}

#[test]
fn a_key_twice_and_broken_yaml_are_told_with_their_place() {
    assert_eq!(parse("a: 1\nb: 2\na: 3\n").unwrap_err().place.line, 3);
    assert_eq!(parse("200: 1\n\"200\": 2\n").unwrap_err().place.line, 2);
    assert_eq!(parse("a: 1\nb: [\n").unwrap_err().rule, "yaml");
}

#[test]
fn every_entry_is_found_by_its_key() {
    let document = parse("b: 1\na: 2\n10: 3\nc: 4\n9: 5\n").unwrap();
    for (at, key) in ["b", "a", "10", "c", "9"].into_iter().enumerate() {
        assert_eq!(document.root.entries()[at].key, key);
        assert_eq!(document.root.entry(key).unwrap().place.line, at + 1);
    }
    assert!(document.root.entry("d").is_none() && document.root.entry("").is_none());
}

#[test]
fn follows_references() {
    let document =
        parse("x:\n  a/b: {$ref: '#/y'}\ny: {$ref: '#/z'}\nz: {type: string}\n").unwrap();
    let node = document.at("/x/a~1b").unwrap();
    assert_eq!(
        document.resolve(node).unwrap().text_of("type"),
        Some("string")
    );
    let document = parse("x: [{a: b}, {0: c}]\n").unwrap();
    assert_eq!(document.at("/x/0/a").unwrap().text(), Some("b"));
    assert_eq!(document.at("/x/1/0").unwrap().text(), Some("c"));
    assert!(document.at("/x/2").is_none() && document.at("/x/0/a/0").is_none());
}
