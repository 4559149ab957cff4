//! Messages with secrets.

use bytes::Bytes;
use secrecy::zeroize::Zeroizing;

/// Bytes that are wiped once nobody holds them, sent or not.
pub(super) fn wiped(bytes: impl Into<Vec<u8>>) -> Bytes {
    Bytes::from_owner(Zeroizing::new(bytes.into()))
}
