//! What was measured, and whether it is within its budget.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// One figure of ours beside one of theirs.
#[derive(Debug)]
pub struct Row {
    /// What was measured, and in which unit.
    pub what: String,
    /// Our figure.
    pub ours: f64,
    /// Theirs; none where the budget stands alone.
    pub theirs: Option<f64>,
    /// What ours may be.
    pub budget: Budget,
}

/// What a figure may be.
#[derive(Debug, Clone, Copy)]
pub enum Budget {
    /// At most so many times theirs.
    Times(f64),
    /// At least so many times theirs.
    AtLeastTimes(f64),
    /// At most so many more than theirs.
    More(f64),
    /// At most so many.
    AtMost(f64),
}

impl Row {
    /// Whether it is within its budget.
    pub fn is_within(&self) -> bool {
        let theirs = self.theirs.unwrap_or_default();
        match self.budget {
            Budget::Times(times) => self.ours <= times * theirs,
            Budget::AtLeastTimes(times) => self.ours >= times * theirs,
            Budget::More(more) => self.ours <= theirs + more,
            Budget::AtMost(most) => self.ours <= most,
        }
    }
}

/// The middle one of these figures, the upper one of two.
pub fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// Prints what a measurement came to; a failure where it fails or a budget is broken.
pub fn judged(name: &str, rows: io::Result<Vec<Row>>) -> ExitCode {
    match rows {
        Ok(rows) if print(&rows) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints them as a table; whether all are within their budgets.
fn print(rows: &[Row]) -> bool {
    println!(
        "{:<52} {:>12} {:>12} {:>6}  budget",
        "what", "ours", "theirs", "ratio"
    );
    for row in rows {
        let theirs = row.theirs.map(|theirs| format!("{theirs:.0}"));
        let ratio = row.theirs.map(|theirs| format!("{:.2}", row.ours / theirs));
        println!(
            "{:<52} {:>12.0} {:>12} {:>6}  {}{}",
            row.what,
            row.ours,
            theirs.unwrap_or_default(),
            ratio.unwrap_or_default(),
            row.budget,
            if row.is_within() { "" } else { "  BROKEN" },
        );
    }
    rows.iter().all(Row::is_within)
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(times) => write!(f, "at most {times:.2} times"),
            Self::AtLeastTimes(times) => write!(f, "at least {times:.2} times"),
            Self::More(more) => write!(f, "at most {more} more"),
            Self::AtMost(most) => write!(f, "at most {most}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_beyond_its_budget_is_told() {
        let row = |ours, theirs, budget| Row {
            what: String::new(),
            ours,
            theirs,
            budget,
        };
        for (ours, theirs, budget, is_within) in [
            (11.0, Some(10.0), Budget::Times(1.1), true),
            (12.0, Some(10.0), Budget::Times(1.1), false),
            (9.5, Some(10.0), Budget::AtLeastTimes(0.95), true),
            (9.4, Some(10.0), Budget::AtLeastTimes(0.95), false),
            (20.0, Some(10.0), Budget::More(10.0), true),
            (21.0, Some(10.0), Budget::More(10.0), false),
            (64.0, None, Budget::AtMost(64.0), true),
            (65.0, None, Budget::AtMost(64.0), false),
        ] {
            let row = row(ours, theirs, budget);
            assert_eq!(row.is_within(), is_within, "{row:?}");
        }
    }
}
