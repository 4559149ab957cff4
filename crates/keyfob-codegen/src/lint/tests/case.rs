//! One thing made wrong, and where that is to be found.

use std::path::Path;

use crate::finding::Findings;
use crate::lint::lint;
use crate::load::Document;

/// A spec in which nothing is wrong.
pub(super) const GOOD: &str = include_str!("good.yaml");

/// Edits that make a good spec bad.
pub(super) struct Case {
    pub rule: &'static str,
    /// What is replaced, the first time that it stands there, and by what; `«` marks the place of the finding.
    pub edits: &'static [(&'static str, &'static str)],
}

/// A case with one edit.
macro_rules! case {
    ($rule:literal, $($find:literal => $with:literal),+ $(,)?) => {
        $crate::lint::tests::case::Case { rule: $rule, edits: &[$(($find, $with)),+] }
    };
}
pub(super) use case;

pub(super) fn findings(text: &str) -> Findings {
    let document = Document::parse(Path::new("good.yaml"), text.to_owned()).unwrap();
    Findings::new(&document.path, &document.text, lint(&document))
}

impl Case {
    /// The spec, with the mark.
    fn marked(&self) -> String {
        let rule = self.rule;
        let mut text = GOOD.to_owned();
        for (find, with) in self.edits {
            assert!(text.contains(find), "{rule}: the good spec has no {find:?}");
            text = text.replacen(find, with, 1);
        }
        text
    }

    /// The spec with what is wrong in it.
    pub fn text(&self) -> String {
        self.marked().replacen('«', "", 1)
    }

    pub fn check(&self) {
        let rule = self.rule;
        let text = self.marked();
        let (before, after) = text.split_once('«').expect("one edit marks the place");
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let findings = findings(&format!("{before}{after}"));
        let places: Vec<_> = findings
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .map(|finding| (finding.place.line, finding.place.column))
            .collect();
        assert_eq!(
            places,
            [(line, column)],
            "{rule} {:?}\n{findings}",
            self.edits
        );
        for finding in findings
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
        {
            assert!(finding.help.is_some(), "{rule} does not help");
        }
    }
}
