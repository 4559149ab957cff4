//! A rule, and what it has found.

use std::fmt::{self, Display};

use super::context::Context;
use crate::edit::Edits;
use crate::finding::{Finding, Place};

/// Something that every spec keeps to.
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// Why it matters, in one line.
    pub why: &'static str,
    check: fn(&Context<'_>, &mut Report),
}

impl Rule {
    pub(super) const fn new(
        name: &'static str,
        why: &'static str,
        check: fn(&Context<'_>, &mut Report),
    ) -> Self {
        Self { name, why, check }
    }

    pub(super) fn run(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut report = Report {
            rule: self.name,
            why: self.why,
            findings: Vec::new(),
            unused: Edits::default(),
        };
        (self.check)(context, &mut report);
        report.findings
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

/// Where a rule writes down what it finds.
pub(super) struct Report {
    rule: &'static str,
    why: &'static str,
    findings: Vec<Finding>,
    unused: Edits,
}

impl Report {
    /// `what` is wrong at this place, and `help` mends it; why it matters is added. Edits that mend it can be written into the result.
    pub fn add(&mut self, place: Place, what: impl Display, help: impl Into<String>) -> &mut Edits {
        let message = format!("{what}: {}", self.why);
        self.findings
            .push(Finding::new(self.rule, place, message).help(help));
        let last = self.findings.last_mut();
        last.map_or(&mut self.unused, |finding| &mut finding.fix)
    }
}
