//! Credentials from environment variables.

use keyfob_core::{Error, Secret, Settings};

/// The variables of one vendor, all beginning with the same prefix.
pub(crate) struct Env(pub(crate) &'static str);

impl Env {
    /// A variable that may be missing; a blank one is.
    pub(crate) fn optional(&self, name: &str) -> Option<String> {
        std::env::var(format!("{}{name}", self.0))
            .ok()
            .filter(|value| !value.trim().is_empty())
    }

    /// One of a few words, without blanks around it.
    #[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        self.optional(name).map(|word| word.trim().to_owned())
    }

    /// A variable that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<String, Error> {
        let missing = || {
            Error::settings(format!(
                "the environment variable {}{name} is not set",
                self.0
            ))
        };
        self.optional(name).ok_or_else(missing)
    }

    /// A secret that must be there.
    pub(crate) fn secret(&self, name: &str) -> Result<Secret, Error> {
        self.required(name).map(Secret::new)
    }

    /// A secret that may be missing.
    pub(crate) fn optional_secret(&self, name: &str) -> Option<Secret> {
        self.optional(name).map(Secret::new)
    }

    /// `ORIGIN`, for sandboxes and gateways.
    pub(crate) fn settings(&self) -> Settings {
        match self.optional("ORIGIN") {
            Some(origin) => Settings::default().with_origin(origin.trim()),
            None => Settings::default(),
        }
    }
}
