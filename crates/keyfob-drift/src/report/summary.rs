//! A report for a person.

use std::collections::BTreeMap;
use std::fmt;

use super::{Finding, Outcome, Report};

impl Report {
    /// How many operations came to what, and how many findings there are, in one line.
    pub fn summary(&self) -> String {
        let mut counts = BTreeMap::<Outcome, usize>::new();
        for checked in &self.operations {
            *counts.entry(checked.outcome).or_default() += 1;
        }
        let mut parts: Vec<String> = counts
            .iter()
            .map(|(outcome, count)| format!("{count} {outcome}"))
            .collect();
        parts.push(match self.findings.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        });
        parts.join(", ")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (vendor, environment) = (&self.vendor, &self.environment);
        let who = if self.stand_in { ", a stand-in" } else { "" };
        writeln!(f, "{vendor}, {environment}{who}, {}", self.date)?;
        for checked in &self.operations {
            if checked.outcome == Outcome::LeftOut {
                continue;
            }
            write!(f, "  {}: {}", checked.operation, checked.outcome)?;
            match &checked.reason {
                Some(reason) => writeln!(f, " ({reason})")?,
                None => writeln!(f)?,
            }
            for finding in self.findings_of(&checked.operation) {
                writeln!(f, "    {finding}")?;
            }
        }
        write!(f, "{}", self.summary())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            kind,
            at,
            expected,
            found,
            ..
        } = self;
        let at = if at.is_empty() { "the answer" } else { at };
        write!(
            f,
            "{at}: {kind}: expected {expected}, found {found} (status {status})"
        )
    }
}
