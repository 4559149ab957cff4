//! A session as bytes.

mod json;

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use json::Object;
use secrecy::zeroize::Zeroizing;

use crate::{Error, Handle, Scheme, Secret};

/// The format that is written, and the newest that is read.
const FORMAT: u32 = 1;

/// A session that can be kept: tokens, the host that serves it, and what the vendor said of the user.
///
/// Its bytes are JSON with a version, and hold the tokens in the clear: whoever has them is logged in. `Debug` shows none.
#[derive(Clone)]
pub struct SavedSession(Contents);

#[derive(Clone)]
struct Contents {
    format: u32,
    vendor: String,
    account: String,
    environment: String,
    base: Option<String>,
    variables: BTreeMap<String, String>,
    credentials: BTreeMap<String, Kept>,
    /// What the vendor said of the user, as JSON: it may hold tokens.
    info: Option<Secret>,
}

#[derive(Clone)]
struct Kept {
    value: Secret,
    /// Seconds since 1970.
    ends_at: Option<u64>,
}

/// Why bytes are no session. It shows nothing of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SavedSessionError {
    /// They were not written by [`SavedSession::to_bytes`], or are a part only.
    NotASession,
    /// A newer version of this library wrote them.
    Newer {
        /// The version of the format that they have.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
    /// They are a session of another vendor.
    OtherVendor {
        /// The vendor whose session was looked for.
        wanted: &'static str,
        /// The vendor whose session it is.
        found: String,
    },
    /// They name a credential, an environment or a host that this vendor does not have.
    Unfitting {
        /// What does not fit.
        what: String,
    },
}

impl SavedSession {
    /// Reads a session that was saved.
    ///
    /// # Errors
    /// [`SavedSessionError::NotASession`], [`SavedSessionError::Newer`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedSessionError> {
        let object = Object::read(bytes).ok_or(SavedSessionError::NotASession)?;
        match object.member::<u32>("format") {
            Some(found) if found > FORMAT => Err(SavedSessionError::Newer {
                found,
                known: FORMAT,
            }),
            _ => Contents::read(&object)
                .map(Self)
                .ok_or(SavedSessionError::NotASession),
        }
    }

    /// The bytes to keep. They hold the tokens in the clear, and are wiped from memory when dropped.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // With room for all of it: a vector that grows leaves its text behind.
        let texts = self.0.credentials.values().map(|kept| kept.value.expose());
        let texts = texts.chain(self.0.info.iter().map(Secret::expose));
        // A character takes six bytes at most, as `\u0000`.
        let room = 4096 + 8 * texts.map(str::len).sum::<usize>();
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        // Strings and numbers always can be written.
        let _ = serde_json::to_writer(&mut *bytes, &self.0);
        bytes
    }

    /// The vendor, by the name of its client crate.
    pub fn vendor(&self) -> &str {
        &self.0.vendor
    }

    /// Whose session it is, as the login knew it. It may be empty.
    pub fn account(&self) -> &str {
        &self.0.account
    }

    /// The vendor's environment, by its name in the spec.
    pub fn environment(&self) -> &str {
        &self.0.environment
    }

    /// The same as the session of this account.
    pub fn with_account(mut self, account: impl Into<String>) -> Self {
        self.0.account = account.into();
        self
    }

    /// What the vendor said of the user when the session was opened, as JSON.
    pub fn info(&self) -> Option<&Secret> {
        self.0.info.as_ref()
    }

    /// When a credential ends, as far as that is known.
    pub fn ends_at(&self, scheme: &Scheme) -> Option<SystemTime> {
        let kept = self.0.credentials.get(scheme.name)?;
        UNIX_EPOCH.checked_add(Duration::from_secs(kept.ends_at?))
    }

    /// Holds another value of a credential from now on.
    pub fn set(
        &mut self,
        scheme: &'static Scheme,
        value: impl Into<Secret>,
        ends_at: Option<SystemTime>,
    ) {
        let kept = Kept {
            value: value.into(),
            ends_at: ends_at.map(seconds),
        };
        self.0.credentials.insert(scheme.name.to_owned(), kept);
    }
}

fn seconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs()
}

impl Handle {
    /// What this session is, for keeping it. A user and a password of HTTP's `Basic` kind are not kept.
    #[doc(hidden)]
    pub fn save(&self, account: impl Into<String>, info: Option<Secret>) -> SavedSession {
        let (base, variables) = self.servers().moved();
        let mut saved = SavedSession(Contents {
            format: FORMAT,
            vendor: self.api().name.to_owned(),
            account: account.into(),
            environment: self.servers().variant().to_owned(),
            base,
            variables,
            credentials: BTreeMap::new(),
            info,
        });
        for (scheme, value, ends_at) in self.credentials().values(self.api().schemes) {
            saved.set(scheme, value, ends_at);
        }
        saved
    }

    /// Takes over a session that was saved, all of it or nothing. `false`: the session of this handle was logged out since it had
    /// this [`Credentials::generation`](crate::Credentials), and stays so.
    ///
    /// # Errors
    /// Those of [`SavedSessionError`] that say that it does not fit.
    #[doc(hidden)]
    pub fn install(
        &self,
        saved: &SavedSession,
        generation: u64,
    ) -> Result<bool, SavedSessionError> {
        let contents = &saved.0;
        let unfitting = |what: String| SavedSessionError::Unfitting { what };
        if contents.vendor != self.api().name {
            return Err(SavedSessionError::OtherVendor {
                wanted: self.api().name,
                found: contents.vendor.clone(),
            });
        }
        if contents.environment != self.servers().variant() {
            return Err(unfitting(format!(
                "it is of the environment `{}`, and `{}` is in use",
                contents.environment,
                self.servers().variant()
            )));
        }
        let mut values = Vec::with_capacity(contents.credentials.len());
        for (name, kept) in &contents.credentials {
            let scheme = self.api().schemes.iter().find(|known| known.name == name);
            let scheme =
                scheme.ok_or_else(|| unfitting(format!("there is no credential `{name}`")))?;
            values.push((*scheme, kept.value.clone(), saved.ends_at(scheme)));
        }
        if !self.credentials().admits_renewal(generation) {
            return Ok(false);
        }
        self.servers()
            .restore(contents.base.as_deref(), &contents.variables)
            .map_err(|_| unfitting("its host is none of the vendor's".to_owned()))?;
        Ok(self.credentials().install(values, generation))
    }
}

impl fmt::Debug for SavedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedSession")
            .field("vendor", &self.0.vendor)
            .field("account", &self.0.account)
            .field("environment", &self.0.environment)
            .field("credentials", &self.0.credentials.keys())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for SavedSessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASession => f.write_str("it is no saved session, or only a part of one"),
            Self::Newer { found, known } => write!(
                f,
                "it has version {found}, and {known} is the newest that is known here: update this program"
            ),
            Self::OtherVendor { wanted, found } => {
                write!(
                    f,
                    "it is a session of `{found}`, and one of `{wanted}` was looked for"
                )
            }
            Self::Unfitting { what } => f.write_str(what),
        }
    }
}

impl std::error::Error for SavedSessionError {}

impl From<SavedSessionError> for Error {
    fn from(error: SavedSessionError) -> Self {
        Self::InvalidInput(format!("the saved session cannot be used: {error}"))
    }
}

#[cfg(test)]
mod tests;
