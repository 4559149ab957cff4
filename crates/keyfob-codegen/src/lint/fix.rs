//! Mending what a machine can mend: where there is exactly one right way, the rule that finds it says how.

use super::lint;
use crate::edit::Edits;
use crate::finding::Finding;
use crate::load::Document;

/// The rules whose findings can be mended, all or some, and how. Everything else is for people to decide: what is a guess about the
/// vendor (`retry`, `x-source`, what is secret) is never made here.
pub const FIXABLE: &[(&str, &str)] = &[
    ("alias", "puts a single name into a list"),
    ("answer-closed", "takes `additionalProperties: false` away"),
    (
        "answer-enum",
        "takes the enum away and tells the values that were seen",
    ),
    ("answer-format", "takes the format away and tells it"),
    ("answer-limits", "takes the limit away and tells it"),
    (
        "answer-media-type",
        "writes the media type in lower case and without parameters",
    ),
    ("answer-no-content", "takes the body away"),
    ("answer-reason", "takes the status away and tells it"),
    ("answer-required", "takes `required` away"),
    ("answer-status", "takes the status away and tells it"),
    ("default-value", "takes the default away and tells it"),
    ("encoding", "takes `encoding` away"),
    (
        "enum-values",
        "quotes numbers of texts; drops other enums and tells their values",
    ),
    ("example-answer", "makes an example of the schema"),
    ("example-both", "moves the example among the others"),
    ("example-request", "makes an example of the schema"),
    (
        "faults-match",
        "writes codes as texts and statuses as numbers",
    ),
    ("faults-pointer", "puts a slash before the pointer"),
    ("format-misplaced", "takes the format away"),
    ("headers-value", "writes a number as a text"),
    ("integer-format", "writes `format: int64`"),
    ("number-format", "writes `format: decimal`"),
    (
        "operation-id-case",
        "writes the id in snake_case, wherever it stands",
    ),
    ("parameter-allow-reserved", "takes the keyword away"),
    ("parameter-nullable", "takes `nullable` away"),
    ("path-parameter-optional", "writes `required: true`"),
    ("path-slash", "puts a slash before the path"),
    (
        "request-crates",
        "takes the format or the pattern away and tells it",
    ),
    ("request-empty-list", "writes `x-empty: omitted`"),
    ("request-limits", "takes the limit away and tells it"),
    (
        "request-media-type",
        "writes the media type in lower case and without parameters",
    ),
    ("request-open", "writes `additionalProperties: false`"),
    ("request-optional", "writes `required: true`"),
    (
        "request-raw-schema",
        "writes the one schema that there can be",
    ),
    (
        "schema-name-case",
        "writes the name in PascalCase, wherever it stands",
    ),
    ("secret-shape", "takes what else is said away and tells it"),
    (
        "security-missing",
        "writes the document's `security` at each operation",
    ),
    ("server-slash", "takes the slash away"),
    ("text-control", "takes the hidden characters out of a text"),
    (
        "type-missing",
        "writes the type that properties, items or values tell",
    ),
];

/// How often a document is looked at again: what one rule mends may be another's to find.
const ROUNDS: usize = 16;

/// A document after mending.
#[derive(Debug)]
pub struct Fixed {
    /// What it is now.
    pub document: Document,
    /// What was mended. The places are those of the document in which it was found.
    pub done: Vec<Finding>,
    /// What is left, with places in the mended document.
    pub left: Vec<Finding>,
}

/// Mends a document until nothing more can be mended.
pub fn fix(mut document: Document) -> Fixed {
    let mut done = Vec::new();
    for _ in 0..ROUNDS {
        let findings = lint(&document);
        let fixable: Vec<_> = findings
            .iter()
            .filter(|finding| !finding.fix.is_empty())
            .collect();
        let Some((fixed, mended)) = most(&document, &fixable) else {
            return Fixed {
                document,
                done,
                left: findings,
            };
        };
        let unchanged = fixed.text == document.text;
        if unchanged {
            return Fixed {
                document,
                done,
                left: findings,
            };
        }
        done.extend(mended);
        document = fixed;
    }
    let left = lint(&document);
    Fixed {
        document,
        done,
        left,
    }
}

/// All mendings at once; where that cannot be, as many as can.
fn most(document: &Document, findings: &[&Finding]) -> Option<(Document, Vec<Finding>)> {
    let mut edits = Edits::default();
    findings
        .iter()
        .for_each(|finding| edits.extend(&finding.fix));
    if edits.is_empty() {
        return None;
    }
    if let Ok(fixed) = edits.apply(document) {
        let mended = findings.iter().copied().cloned().collect();
        return Some((fixed, mended));
    }
    let (first, second) = findings.split_at_checked(findings.len() / 2)?;
    match first.is_empty() {
        true => None,
        false => most(document, first).or_else(|| most(document, second)),
    }
}
