//! A document, imported and held against all rules.

use std::path::Path;

use keyfob_codegen::finding::Findings;
use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::{Document, Node};
use keyfob_codegen::model::{Operation, Spec};
use keyfob_import::report::Report;
use serde_json::Value;

/// The spec that was made of a document.
pub struct Imported {
    pub document: Document,
    pub spec: Spec,
    pub report: Report,
}

/// Imports one of `tests/documents`: the spec must lint clean and make a crate, and the report be the one that is expected.
pub fn imported(file: &str, expected: &str) -> Imported {
    let made = unreported(file);
    let shown = made.report.render(usize::MAX);
    assert_eq!(shown, expected, "{file}");
    made
}

/// The same, whatever the report says.
pub fn unreported(file: &str) -> Imported {
    let path = Path::new("tests/documents").join(file);
    let made = keyfob_import::import("acme", &path).unwrap();
    let document = clean(&made.yaml);
    Imported {
        spec: Spec::of(&document),
        document,
        report: made.report,
    }
}

/// The spec as it is read again, if it keeps to all rules and a crate can be made of it.
pub fn clean(yaml: &str) -> Document {
    let document = Document::parse(Path::new("specs/acme.yaml"), yaml.to_owned()).unwrap();
    let findings = Findings::new(&document.path, &document.text, lint(&document));
    assert!(findings.findings.is_empty(), "{findings}\n{yaml}");
    if let Err(finding) = generate(&document) {
        panic!("{finding:?}\n{yaml}");
    }
    document
}

impl Imported {
    /// An operation by its id.
    pub fn operation(&self, id: &str) -> &Operation {
        let mut all = self.spec.operations.iter();
        all.find(|one| one.id == id)
            .unwrap_or_else(|| panic!("no operation {id}"))
    }

    /// What stands at a pointer.
    pub fn at(&self, pointer: &str) -> Value {
        let found = self.document.at(pointer);
        found
            .map(Node::to_json)
            .unwrap_or_else(|| panic!("nothing stands at {pointer}"))
    }

    /// What stands at a pointer below the operation of a method and a path.
    pub fn within(&self, method: &str, path: &str, pointer: &str) -> Value {
        let path = path.replace('/', "~1");
        self.at(&format!("/paths/{path}/{method}{pointer}"))
    }
}
