//! The good spec with a name put into it, and what comes of that.

use std::path::Path;

use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

const GOOD: &str = include_str!("../../src/lint/tests/good.yaml");

/// What came of a spec with something changed in it.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Made,
    /// The rules, each with the line that it points at.
    Refused(Vec<(&'static str, String)>),
}

pub fn outcome(text: String) -> Outcome {
    let document = match Document::parse(Path::new("specs/acme.yaml"), text) {
        Ok(document) => document,
        // A key that is there already.
        Err(finding) => return Outcome::Refused(vec![(finding.rule, finding.message)]),
    };
    let mut findings = lint(&document);
    // Names that are no words are refused where they are (`lint/words.rs`); here they stand for those that a vendor may have.
    findings.retain(|finding| finding.rule != "name-cryptic");
    if findings.is_empty() {
        return match generate(&document) {
            Ok(_) => Outcome::Made,
            Err(finding) => panic!("no rule has seen: {}", finding.message),
        };
    }
    let lines: Vec<_> = document.text.lines().collect();
    let told = findings.iter().map(|finding| {
        assert!(finding.help.is_some(), "{} does not help", finding.rule);
        (
            finding.rule,
            lines[finding.place.line - 1].trim().to_owned(),
        )
    });
    Outcome::Refused(told.collect())
}

/// The good spec with each text replaced wherever it stands.
pub fn with(edits: &[(&str, String)]) -> Outcome {
    let mut text = GOOD.to_owned();
    for (find, with) in edits {
        assert!(text.contains(find), "{find}");
        text = text.replace(find, with);
    }
    outcome(text)
}

/// Tries each name; those that are refused must be so where they stand. Which they are.
pub fn refused(names: &str, try_name: impl Fn(&str) -> Outcome) -> Vec<&str> {
    let mut refused = Vec::new();
    for name in names.split_whitespace() {
        if let Outcome::Refused(told) = try_name(name) {
            for (rule, line) in told {
                assert!(
                    rule == "yaml" || line.contains(name),
                    "{rule} refuses {name} at `{line}`"
                );
            }
            refused.push(name);
        }
    }
    refused
}
