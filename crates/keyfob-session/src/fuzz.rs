//! What fuzzers need to reach: no part of the API.

use crate::store::encoding::{self, Codec};
use crate::{EncryptionKey, Record, SessionId, StoreError};

/// Reads bytes as a store does that has this key, or none.
///
/// # Errors
/// What the store's `load` fails with.
pub fn decode(
    key: Option<&EncryptionKey>,
    id: &SessionId,
    bytes: &[u8],
) -> Result<Record, StoreError> {
    codec(key).decode(id, bytes).map(|kept| kept.record)
}

/// Writes a record as a store does.
///
/// # Errors
/// What the store's `save` fails with.
pub fn encode(
    key: Option<&EncryptionKey>,
    id: &SessionId,
    record: &Record,
) -> Result<Vec<u8>, StoreError> {
    let bytes = codec(key).encode(id, record, 1)?;
    Ok(bytes.to_vec())
}

/// These bytes behind the head that every session has, and before the checksum that they should have.
pub fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = encoding::head().to_vec();
    sealed.extend_from_slice(bytes);
    encoding::put_checksum(&mut sealed);
    sealed
}

fn codec(key: Option<&EncryptionKey>) -> Codec {
    key.cloned().map_or_else(Codec::default, Codec::with_key)
}
