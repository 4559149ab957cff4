//! A vendor's OpenAPI document.
#![no_main]

use std::path::Path;

use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = Document::parse(Path::new("fuzzed.yaml"), text.to_owned()) {
        for finding in lint(&document) {
            assert!(!finding.message.is_empty());
        }
    }
});
