//! A record as bytes, for stores that leave the process.
//!
//! ```text
//! magic    8 bytes
//! format   u32                  1
//! sealing  u8                   0 in the clear, 1 XChaCha20-Poly1305
//! version  u64
//! fence    u64                  of the lease it was saved under
//! expiry   u8, u64, u32         whether there is one, seconds since 1970, nanoseconds
//! vendor   u32, UTF-8           length, text
//! account  u32, UTF-8
//! nonce    24 bytes             where it is encrypted
//! contents u32, bytes           where it is encrypted, 16 more than the session has
//! crc32    u32                  of all before it
//! ```
//! Numbers are big-endian. All before the nonce is authenticated with the contents, so that no part of a record can be changed, and none put in
//! another one's place. The checksum tells what a disk did from what a person did: only with a key the latter shows.

mod reader;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use secrecy::zeroize::Zeroizing;

#[cfg(feature = "encryption")]
use crate::EncryptionKey;
use crate::{Record, SessionId, StoreError};
use reader::Reader;

/// Not text, so that nobody takes it for some; and a program that changes the ends of lines damages it.
const MAGIC: [u8; 8] = *b"\x89KEYFOB\n";

/// The newest format that is known here.
const FORMAT: u32 = 1;

const CLEAR: u8 = 0;
const ENCRYPTED: u8 = 1;

/// More than any session has; what is larger is not read.
pub(crate) const MAX_LENGTH: usize = 4 << 20;

/// Turns records into bytes and back, with a key or without.
#[derive(Clone, Default)]
pub(crate) struct Codec {
    #[cfg(feature = "encryption")]
    key: Option<EncryptionKey>,
}

/// What was kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) record: Record,
    pub(crate) fence: u64,
}

impl Codec {
    #[cfg(feature = "encryption")]
    pub(crate) fn with_key(key: EncryptionKey) -> Self {
        Self { key: Some(key) }
    }

    pub(crate) fn is_encrypting(&self) -> bool {
        #[cfg(feature = "encryption")]
        return self.key.is_some();
        #[cfg(not(feature = "encryption"))]
        false
    }

    /// # Errors
    /// If the record is larger than [`MAX_LENGTH`], or the system has no randomness.
    pub(crate) fn encode(
        &self,
        id: &SessionId,
        record: &Record,
        fence: u64,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let length = 128 + id.vendor().len() + id.account().len() + record.contents.len();
        if length > MAX_LENGTH {
            return Err(StoreError::Settings {
                reason: "the session is too large to be kept",
            });
        }
        // With room for all of it: a vector that grows leaves copies behind.
        let mut out = Zeroizing::new(Vec::with_capacity(length));
        out.extend_from_slice(&head());
        out.push(if self.is_encrypting() {
            ENCRYPTED
        } else {
            CLEAR
        });
        out.extend_from_slice(&record.version.to_be_bytes());
        out.extend_from_slice(&fence.to_be_bytes());
        let since = record.expires_at.map(since_epoch);
        out.push(since.is_some().into());
        let since = since.unwrap_or_default();
        out.extend_from_slice(&since.as_secs().to_be_bytes());
        out.extend_from_slice(&since.subsec_nanos().to_be_bytes());
        put(&mut out, id.vendor().as_bytes());
        put(&mut out, id.account().as_bytes());
        self.put_contents(&mut out, &record.contents)?;
        put_checksum(&mut out);
        Ok(out)
    }

    #[cfg(feature = "encryption")]
    fn put_contents(&self, out: &mut Vec<u8>, contents: &[u8]) -> Result<(), StoreError> {
        let Some(key) = &self.key else {
            put(out, contents);
            return Ok(());
        };
        let sealed = key.seal(out, contents);
        let (nonce, sealed) = sealed.map_err(|error| StoreError::Unreachable {
            action: "encrypting the session".into(),
            source: error.into(),
        })?;
        out.extend_from_slice(&nonce);
        put(out, &sealed);
        Ok(())
    }

    #[cfg(not(feature = "encryption"))]
    fn put_contents(&self, out: &mut Vec<u8>, contents: &[u8]) -> Result<(), StoreError> {
        put(out, contents);
        Ok(())
    }

    /// # Errors
    /// Those of [`StoreError`] that say what is wrong with what is kept.
    pub(crate) fn decode(&self, id: &SessionId, bytes: &[u8]) -> Result<Kept, StoreError> {
        let body = checked(bytes)?;
        let mut reader = Reader::new(body);
        reader.take(head().len())?;
        let sealing = reader.u8()?;
        let (version, fence) = (reader.u64()?, reader.u64()?);
        let expires_at = expiry(reader.u8()?, reader.u64()?, reader.u32()?)?;
        let (vendor, account) = (reader.text()?, reader.text()?);
        if (vendor, account) != (id.vendor(), id.account()) {
            let found = SessionId::new(vendor, account);
            return Err(StoreError::other_session(id, &found));
        }
        let header = reader.before();
        let contents = match sealing {
            CLEAR if self.is_encrypting() => return Err(StoreError::NotEncrypted),
            CLEAR => Zeroizing::new(reader.bytes()?.to_vec()),
            ENCRYPTED => self.open(header, &mut reader)?,
            _ => return Err(unreadable("it is sealed in an unknown way")),
        };
        reader.end()?;
        let record = Record {
            version,
            contents,
            expires_at,
        };
        Ok(Kept { record, fence })
    }

    #[cfg(feature = "encryption")]
    fn open(
        &self,
        header: &[u8],
        reader: &mut Reader<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let key = self.key.as_ref().ok_or(StoreError::KeyMissing)?;
        let nonce = reader.array()?;
        key.open(header, nonce, reader.bytes()?)
            .ok_or(StoreError::WrongKey)
    }

    #[cfg(not(feature = "encryption"))]
    fn open(&self, _: &[u8], _: &mut Reader<'_>) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        Err(StoreError::KeyMissing)
    }
}

/// The fencing token of the lease under which these bytes were saved, whoever can read the rest; none if they are no session.
#[cfg(feature = "file")]
pub(crate) fn fence(bytes: &[u8]) -> Option<u64> {
    let mut reader = Reader::new(checked(bytes).ok()?);
    reader.take(head().len() + 1 + 8).ok()?;
    reader.u64().ok()
}

/// Those of a record whose magic, format and checksum are right, without the checksum.
fn checked(bytes: &[u8]) -> Result<&[u8], StoreError> {
    if bytes.len() > MAX_LENGTH {
        return Err(unreadable("it is larger than any session"));
    }
    let mut reader = Reader::new(bytes);
    if reader.take(MAGIC.len()).ok() != Some(&MAGIC) {
        return Err(unreadable("it is no session of this library"));
    }
    match reader.u32()? {
        FORMAT => {}
        0 => return Err(unreadable("its format is unknown")),
        found => {
            return Err(StoreError::Newer {
                found,
                known: FORMAT,
            });
        }
    }
    match bytes.split_last_chunk() {
        Some((body, sum)) if crc32fast::hash(body) == u32::from_be_bytes(*sum) => Ok(body),
        _ => Err(unreadable("it is damaged, or only a part")),
    }
}

/// Magic and format.
pub(crate) fn head() -> [u8; MAGIC.len() + 4] {
    let mut head = [0; MAGIC.len() + 4];
    let (magic, format) = head.split_at_mut(MAGIC.len());
    magic.copy_from_slice(&MAGIC);
    format.copy_from_slice(&FORMAT.to_be_bytes());
    head
}

pub(crate) fn put_checksum(out: &mut Vec<u8>) {
    let sum = crc32fast::hash(out);
    out.extend_from_slice(&sum.to_be_bytes());
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    // Never more than MAX_LENGTH.
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
}

/// What is long over is kept as over since 1970.
fn since_epoch(time: SystemTime) -> Duration {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

fn expiry(is_there: u8, seconds: u64, nanos: u32) -> Result<Option<SystemTime>, StoreError> {
    match (is_there, seconds, nanos) {
        (0, 0, 0) => Ok(None),
        (1, _, ..1_000_000_000) => SystemTime::UNIX_EPOCH
            .checked_add(Duration::new(seconds, nanos))
            .map(Some)
            .ok_or_else(|| unreadable("its expiry is no time")),
        _ => Err(unreadable("its expiry is no time")),
    }
}

fn unreadable(reason: &'static str) -> StoreError {
    StoreError::Unreadable {
        reason,
        set_aside: None,
    }
}
