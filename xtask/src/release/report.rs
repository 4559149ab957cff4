//! What a release's checks found.

/// Findings, each a sentence that says what to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong.
    pub faults: Vec<String>,
    /// What only a person can decide, and has to before the crates are published.
    pub open: Vec<String>,
    /// What could not be checked here, and why.
    pub notes: Vec<String>,
}

impl Report {
    pub fn fault(&mut self, text: impl Into<String>) {
        self.faults.push(text.into());
    }

    pub fn open(&mut self, text: impl Into<String>) {
        self.open.push(text.into());
    }

    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Whether a dry run passes, or a release.
    pub fn passes(&self, is_dry: bool) -> bool {
        self.faults.is_empty() && (is_dry || self.open.is_empty())
    }

    /// All findings, a line each.
    pub fn text(&self) -> String {
        let kinds = [
            ("not checked", &self.notes),
            ("before publishing", &self.open),
            ("error", &self.faults),
        ];
        let lines = kinds.iter().flat_map(|(kind, findings)| {
            findings
                .iter()
                .map(move |finding| format!("{kind}: {finding}\n"))
        });
        lines.collect()
    }
}
