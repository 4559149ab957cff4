//! The rules at work.

use std::path::Path;

use super::lint;
use crate::load::Document;

#[test]
fn the_committed_specs_are_clean() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let mut count = 0;
    for file in std::fs::read_dir(specs).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let document = Document::read(&path).unwrap();
            let findings = crate::finding::Findings::new(&document, lint(&document));
            assert!(findings.findings.is_empty(), "{findings}");
            count += 1;
        }
    }
    assert_eq!(count, 3);
}
