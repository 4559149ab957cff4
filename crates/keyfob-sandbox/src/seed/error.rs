use std::fmt;
use std::path::Path;

/// Why a sandbox could not begin with what a file says.
#[derive(Debug)]
pub struct SeedError(String);

impl SeedError {
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }

    /// The message names line and column; the line itself is not shown, since it may hold a password.
    pub(super) fn wrong(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let before = error
            .span()
            .and_then(|span| text.get(..span.start))
            .unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        Self(format!(
            "{}:{line}:{column}: {}",
            path.display(),
            error.message()
        ))
    }

    pub(super) fn invalid(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SeedError {}

impl From<SeedError> for std::io::Error {
    fn from(error: SeedError) -> Self {
        Self::new(std::io::ErrorKind::InvalidInput, error)
    }
}
