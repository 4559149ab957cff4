//! Where a key comes from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use secrecy::zeroize::Zeroizing;

use super::{EncryptionKey, KeyError};

/// More than a key has, and less than hurts.
const MOST: u64 = 256;

impl EncryptionKey {
    /// Reads a key as base64 from a variable of the environment. The variable stays there: the processes that this one starts see it.
    ///
    /// # Errors
    /// [`KeyError::Missing`] and [`KeyError::Malformed`].
    pub fn from_env(name: &str) -> Result<Self, KeyError> {
        let missing = || KeyError::Missing {
            name: name.to_owned(),
        };
        // Names that the system would panic at.
        if name.is_empty() || name.contains(['=', '\0']) {
            return Err(missing());
        }
        let value = std::env::var_os(name).ok_or_else(missing)?;
        let value = Zeroizing::new(value.into_encoded_bytes());
        Self::decode(&value)
    }

    /// Reads a key as base64 from a file; one end of line behind it is allowed. Waits for the disk.
    ///
    /// # Errors
    /// [`KeyError::Exposed`] if others than its owner can read or write the file (on Unix), [`KeyError::File`], and [`KeyError::Malformed`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        let path = path.as_ref();
        let read = read(path).map_err(|source| KeyError::File {
            path: path.to_owned(),
            source,
        })?;
        let Some(text) = read else {
            return Err(KeyError::Exposed {
                path: path.to_owned(),
            });
        };
        let line = text.strip_suffix(b"\n").unwrap_or(&text);
        Self::decode(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

/// None if others can read it.
fn read(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    // To open a pipe waits for its other end.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let file = File::open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            return Ok(None);
        }
    }
    let mut text = Zeroizing::new(Vec::with_capacity(512));
    file.take(MOST).read_to_end(&mut text)?;
    Ok(Some(text))
}
