//! Reading what is kept.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use secrecy::zeroize::Zeroizing;

use super::{Shared, aside, failed, folder};
use crate::store::encoding::{Codec, Kept, MAX_LENGTH};
use crate::{Record, SessionId, StoreError};

impl Shared {
    pub(super) fn load(&self, codec: &Codec, id: &SessionId) -> Result<Option<Record>, StoreError> {
        match kept(&self.path, codec, id) {
            Err(StoreError::Unreadable { .. }) => self.put_aside(codec, id),
            found => found,
        }
        .map(|found| found.map(|kept| kept.record))
    }

    /// Reads again while nobody can replace the file, and puts aside what is still unreadable.
    fn put_aside(&self, codec: &Codec, id: &SessionId) -> Result<Option<Kept>, StoreError> {
        let hold = self.hold()?;
        let _writing = self.writing();
        match kept(&self.path, codec, id) {
            Err(StoreError::Unreadable { reason, .. }) if hold.is_some() => {
                Err(StoreError::Unreadable {
                    reason,
                    set_aside: Some(aside::put(&self.path)?.display().to_string()),
                })
            }
            found => found,
        }
    }
}

/// What is kept for this id; none if there is no file.
pub(super) fn kept(path: &Path, codec: &Codec, id: &SessionId) -> Result<Option<Kept>, StoreError> {
    let found = bytes(path)?;
    found.map(|bytes| codec.decode(id, &bytes)).transpose()
}

/// What is in the file; at most one byte more than any session has.
pub(super) fn bytes(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    folder::check_file(path)?;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("reading", path)(error)),
    };
    let read = || {
        let length = file.metadata()?.len();
        mend_mode(&file, path)?;
        let most = u64::try_from(MAX_LENGTH).unwrap_or(u64::MAX) + 1;
        let room = usize::try_from(length.min(most)).unwrap_or(0);
        // With room for all of it, and for the look at the end: a vector that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(room + 32));
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map(Some).map_err(failed("reading", path))
}

#[cfg(unix)]
fn mend_mode(file: &File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = file.metadata()?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(0o600);
        file.set_permissions(permissions)?;
        tracing::warn!(path = %path.display(), "others could read the session's file; its mode is mended");
    }
    Ok(())
}

#[cfg(not(unix))]
fn mend_mode(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}
