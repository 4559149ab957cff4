//! Encryption of what leaves the process.

#[cfg(any(feature = "file", feature = "redis", feature = "fuzz"))]
mod cipher;
mod error;
#[cfg(feature = "keyring")]
mod keyring;
mod sources;

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::Generate;
use keyfob_core::Secret;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretBox};

pub use error::KeyError;

const LENGTH: usize = 32;

/// The key that stores encrypt sessions with: 32 bytes, for XChaCha20-Poly1305.
///
/// It shows nothing in `Debug`. Clones share its memory, which is wiped when the last of them is dropped. Who loses it loses the sessions, and no more: they log in again.
///
/// Vendor, account, version and expiry of a session stay readable, but cannot be changed. Who can write to the store can still put an older
/// session of the same account in place of a newer one, or remove it.
///
/// ```
/// use keyfob_session::EncryptionKey;
///
/// # fn main() -> Result<(), keyfob_session::KeyError> {
/// let key = EncryptionKey::generate()?;
/// let text = key.to_base64();
/// assert_eq!(EncryptionKey::from_base64(&text)?, key);
/// assert_eq!(format!("{key:?} {text:?}"), "EncryptionKey([redacted]) [redacted]");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct EncryptionKey(Arc<SecretBox<[u8; LENGTH]>>);

impl EncryptionKey {
    /// A new one, from the system's randomness.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<Self, KeyError> {
        let key = <[u8; LENGTH]>::try_generate().map_err(|_| KeyError::NoRandomness)?;
        Ok(Self::of(&Zeroizing::new(key)))
    }

    /// In a place of its own, so that moving it leaves no copies behind.
    fn of(key: &[u8; LENGTH]) -> Self {
        let boxed = SecretBox::init_with_mut(|place: &mut [u8; LENGTH]| *place = *key);
        Self(Arc::new(boxed))
    }

    fn bytes(&self) -> &[u8; LENGTH] {
        self.0.expose_secret()
    }

    /// Reads 32 bytes as base64 of the usual alphabet, with padding: 44 characters, as `openssl rand -base64 32` writes them.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for anything else, blanks too.
    pub fn from_base64(text: &Secret) -> Result<Self, KeyError> {
        Self::decode(text.expose().as_bytes())
    }

    /// The same text that [`EncryptionKey::from_base64`] reads, to be kept elsewhere.
    pub fn to_base64(&self) -> Secret {
        let mut text = Zeroizing::new(String::with_capacity(44));
        STANDARD.encode_string(self.bytes(), &mut text);
        Secret::new(text.as_str())
    }

    fn decode(text: &[u8]) -> Result<Self, KeyError> {
        // Room for one byte more, so that a longer key is told from a right one.
        let mut bytes = Zeroizing::new([0; LENGTH + 4]);
        let length = STANDARD.decode_slice(text, bytes.as_mut_slice());
        match (length, bytes.first_chunk()) {
            (Ok(LENGTH), Some(key)) => Ok(Self::of(key)),
            _ => Err(KeyError::Malformed),
        }
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncryptionKey([redacted])")
    }
}

impl PartialEq for EncryptionKey {
    /// Takes as long for all keys.
    fn eq(&self, other: &Self) -> bool {
        let pairs = self.bytes().iter().zip(other.bytes());
        pairs.fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }
}

impl Eq for EncryptionKey {}
