//! A client of many operations: a file for each group, and the same names as in one file.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use keyfob_codegen::generate::{Files, generate};
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

/// A spec with so many operations in each of three groups.
fn spec(each: usize) -> String {
    let mut text = include_str!("large.yaml").to_owned();
    let (head, tail) = text.split_once("  # operations\n").unwrap();
    let (head, tail) = (head.to_owned(), tail.to_owned());
    text = head;
    for group in ["orders", "trades", "quotes"] {
        for at in 0..each {
            let operation = include_str!("large-operation.yaml");
            let schemas = format!("schemas/{}{}", group[..1].to_uppercase(), &group[1..]);
            let operation = operation.replace("schemas/GROUP", &schemas);
            let operation = operation.replace("GROUP", group);
            let _ = write!(text, "{}", operation.replace("NUMBER", &at.to_string()));
        }
    }
    text + &tail
}

fn files(each: usize) -> Files {
    let document = Document::parse(Path::new("specs/large.yaml"), spec(each)).unwrap();
    assert_eq!(lint(&document).len(), 0, "{:#?}", lint(&document));
    generate(&document).unwrap()
}

#[test]
fn a_small_client_is_one_file() {
    let files = files(2);
    let sources = files
        .keys()
        .filter(|path| path.starts_with("src/generated"));
    let names: Vec<_> = sources.map(|path| path.file_name().unwrap()).collect();
    assert_eq!(names, ["client.rs", "mock.rs", "spec.json", "table.rs"]);
}

#[test]
fn a_client_carries_its_whole_document() {
    let text = &files(2)[Path::new("src/generated/spec.json")];
    let mut carried: serde_json::Value = serde_json::from_str(text).unwrap();
    let made_by = carried.as_object_mut().unwrap().remove("$comment").unwrap();
    assert!(made_by.as_str().unwrap().contains("specs/large.yaml"));
    let document = Document::parse(Path::new("specs/large.yaml"), spec(2)).unwrap();
    assert_eq!(carried, document.root.to_json());
}

#[test]
fn a_large_client_has_a_file_for_each_group() {
    let files = files(70);
    for module in [
        "client/operations",
        "client/builder",
        "client/types",
        "mock/operations",
    ] {
        for group in ["orders", "trades", "quotes"] {
            let path = PathBuf::from(format!("src/generated/{module}/{group}.rs"));
            let code = files
                .get(&path)
                .unwrap_or_else(|| panic!("no {}", path.display()));
            syn::parse_file(code).unwrap();
        }
    }
    let client = &files[Path::new("src/generated/client.rs")];
    assert!(client.contains("pub mod types;"), "{client}");
    assert!(client.lines().count() < 120, "{}", client.lines().count());
    // What several groups use stands above them.
    let shared = &files[Path::new("src/generated/client/types.rs")];
    assert!(shared.contains("pub struct Fault") && !shared.contains("pub struct OrdersAnswer"));
    let own = &files[Path::new("src/generated/client/types/orders.rs")];
    assert!(own.contains("pub struct OrdersAnswer"), "{own}");
}
