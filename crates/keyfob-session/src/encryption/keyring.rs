//! Keys that the operating system keeps: the Secret Service, macOS's keychain, or Windows' credential manager.

use keyring::{Entry, Error};
use secrecy::zeroize::Zeroizing;

use super::{EncryptionKey, KeyError};

impl EncryptionKey {
    /// Reads a key as base64 from the operating system's keyring. Waits, maybe for a person who unlocks it: not for a task of an asynchronous
    /// runtime.
    ///
    /// # Errors
    /// [`KeyError::Missing`] if there is none under this service and user, [`KeyError::Keyring`], and [`KeyError::Malformed`].
    pub fn from_keyring(service: &str, user: &str) -> Result<Self, KeyError> {
        let entry = Entry::new(service, user).map_err(failed)?;
        match entry.get_password() {
            Ok(text) => Self::decode(Zeroizing::new(text).as_bytes()),
            Err(Error::NoEntry) => Err(KeyError::Missing {
                name: format!("the keyring, under {service} and {user}"),
            }),
            Err(error) => Err(failed(error)),
        }
    }

    /// Like [`EncryptionKey::from_keyring`], but generates a key and keeps it there if there is none. Keyrings have no compare-and-set: call it
    /// in one process first, where several start at the same moment, or they may go on with different keys
    /// ([`StoreError::WrongKey`](crate::StoreError::WrongKey)).
    ///
    /// # Errors
    /// [`KeyError::Keyring`], [`KeyError::Malformed`], and [`KeyError::NoRandomness`].
    pub fn from_keyring_or_generate(service: &str, user: &str) -> Result<Self, KeyError> {
        match Self::from_keyring(service, user) {
            Err(KeyError::Missing { .. }) => {}
            found => return found,
        }
        let text = Self::generate()?.to_base64();
        let entry = Entry::new(service, user).map_err(failed)?;
        entry.set_password(text.expose()).map_err(failed)?;
        // Read again: another process may have done the same.
        Self::from_keyring(service, user)
    }
}

/// Errors of the keyring can hold what is kept, so only their kind is told.
fn failed(error: Error) -> KeyError {
    let reason = match error {
        Error::PlatformFailure(_) => "it failed",
        Error::NoStorageAccess(_) => "it cannot be reached, or is locked",
        Error::NoDefaultStore => "this system has none that is running",
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            secrecy::zeroize::Zeroize::zeroize(&mut bytes);
            return KeyError::Malformed;
        }
        Error::TooLong(..) | Error::Invalid(..) => "service or user is not allowed",
        Error::Ambiguous(_) => "there are several entries of this service and user",
        _ => "it does not support this",
    };
    KeyError::Keyring {
        reason: reason.into(),
    }
}
