//! Reports as text. One that is read may come from anybody.

use std::fmt;

use super::{FORMAT, Report};

/// The longest text that a report of ours has.
const LONGEST: usize = 1_000;

/// Why a text is no report.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReportError {
    /// It is no JSON, or not that of a report.
    NotAReport(serde_json::Error),
    /// It has another format, which a newer version of this library may have written.
    OtherFormat,
    /// A text in it is longer than any that is written, or has characters that could change what a terminal shows.
    OddText,
}

impl Report {
    /// Reads a report.
    ///
    /// # Errors
    /// If the text is none, or holds what no report of this crate holds.
    pub fn from_json(text: &str) -> Result<Self, ReportError> {
        let report: Self = serde_json::from_str(text).map_err(ReportError::NotAReport)?;
        if report.format != FORMAT {
            return Err(ReportError::OtherFormat);
        }
        let are_plain = report.texts().all(is_plain);
        match are_plain {
            true => Ok(report),
            false => Err(ReportError::OddText),
        }
    }

    /// The report as JSON, with a line break at its end.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: it cannot fail.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }

    /// Every text in it.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let head = [
            &self.tool,
            &self.vendor,
            &self.document,
            &self.environment,
            &self.date,
        ];
        let operations = self.operations.iter().flat_map(|checked| {
            let own = [&checked.operation].into_iter().chain(&checked.reason);
            own.chain(&checked.seen)
        });
        let findings = self.findings.iter().flat_map(|finding| {
            [
                &finding.operation,
                &finding.at,
                &finding.expected,
                &finding.found,
            ]
        });
        let all = head.into_iter().chain(operations).chain(findings);
        all.map(String::as_str)
    }
}

/// Without control characters, and without those that turn the direction of writing.
fn is_plain(text: &str) -> bool {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.len() <= LONGEST && !text.contains(odd)
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAReport(error) => write!(f, "this is no report of a check: {error}"),
            Self::OtherFormat => write!(f, "the report is not of the format {FORMAT}"),
            Self::OddText => f.write_str("a text in the report is none that a check writes"),
        }
    }
}

impl std::error::Error for ReportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotAReport(error) => Some(error),
            Self::OtherFormat | Self::OddText => None,
        }
    }
}
