//! What is known of a document: an outcome a stage, kept as JSON between runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A document and what the stages made of it.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Record {
    pub name: String,
    pub origin: String,
    pub file: String,
    pub format: String,
    pub bytes: u64,
    /// How many operations the document has.
    pub operations: usize,
    pub import: Option<Outcome<Imported>>,
    pub lint: Option<Outcome<Linted>>,
    pub generate: Option<Outcome<Generated>>,
    pub check: Option<Outcome<Checked>>,
    pub test: Option<Outcome<Tested>>,
}

/// How a stage ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome<T> {
    /// What it worked on; it is not repeated for the same.
    pub input: u64,
    /// What it took, with the programs that it ran. Other work on the machine weighs little on it, so documents may be worked on at once.
    pub cpu_seconds: f64,
    /// What it made, or why it made nothing.
    pub result: Result<T, String>,
}

/// A spec was written.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Imported {
    pub operations: usize,
    /// Operations that are not in the spec, with the reason.
    pub left_out: BTreeMap<String, String>,
    /// What else is other than in the source, and how often, by kind.
    pub notes: BTreeMap<String, usize>,
}

/// The spec was held against the rules.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Linted {
    /// Findings by rule.
    pub findings: BTreeMap<String, usize>,
}

/// A crate was written.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Generated {
    /// Lines by file.
    pub lines: BTreeMap<String, usize>,
}

/// The crate compiles.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Checked {}

/// The crate's tests ran.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Tested {
    pub passed: usize,
    /// The tests that failed, by name.
    pub failed: Vec<String>,
}

impl<T> Outcome<T> {
    /// What it made.
    pub fn made(&self) -> Option<&T> {
        self.result.as_ref().ok()
    }
}

impl Record {
    /// How many operations are in the spec.
    pub fn imported(&self) -> usize {
        let made = self.import.as_ref().and_then(Outcome::made);
        made.map_or(0, |imported| imported.operations)
    }

    /// How many are in a crate that compiles.
    pub fn compiled(&self) -> usize {
        let made = self.check.as_ref().and_then(Outcome::made);
        made.map_or(0, |_| self.imported())
    }

    /// How many are in a crate whose tests all pass. A test stops at the first operation that it does not hold for, so that one which
    /// fails says nothing of those that follow.
    pub fn through(&self) -> usize {
        let made = self.test.as_ref().and_then(Outcome::made);
        match made {
            Some(tested) if tested.failed.is_empty() => self.compiled(),
            _ => 0,
        }
    }
}

/// Sums over all documents.
#[derive(Debug, Default)]
pub struct Totals {
    pub operations: usize,
    pub imported: usize,
    pub compiled: usize,
    pub through: usize,
}

impl Totals {
    pub fn of(records: &[Record]) -> Self {
        records.iter().fold(Self::default(), |sum, record| Self {
            operations: sum.operations + record.operations,
            imported: sum.imported + record.imported(),
            compiled: sum.compiled + record.compiled(),
            through: sum.through + record.through(),
        })
    }

    /// The part of all operations that came through every stage.
    pub fn percent_through(&self) -> f64 {
        percent(self.through, self.operations)
    }
}

/// A part in percent; 100 of nothing.
pub fn percent(part: usize, of: usize) -> f64 {
    match of {
        0 => 100.0,
        of => part as f64 * 100.0 / of as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome<T>(result: Result<T, String>) -> Option<Outcome<T>> {
        Some(Outcome {
            input: 0,
            cpu_seconds: 0.0,
            result,
        })
    }

    #[test]
    fn only_what_compiles_and_passes_came_through() {
        let imported = Imported {
            operations: 8,
            ..Imported::default()
        };
        let mut record = Record {
            operations: 10,
            import: outcome(Ok(imported)),
            check: outcome(Err("E0425".to_owned())),
            ..Record::default()
        };
        assert_eq!((record.imported(), record.compiled()), (8, 0));
        record.check = outcome(Ok(Checked {}));
        assert_eq!((record.compiled(), record.through()), (8, 0));
        let failed = vec!["list_orders".to_owned()];
        record.test = outcome(Ok(Tested { passed: 7, failed }));
        assert_eq!(record.through(), 0);
        let failed = Vec::new();
        record.test = outcome(Ok(Tested { passed: 8, failed }));
        assert_eq!(record.through(), 8);
        let unread = Record {
            operations: 6,
            ..Record::default()
        };
        assert_eq!(Totals::of(&[record, unread]).percent_through(), 50.0);
    }
}
