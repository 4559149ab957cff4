//! Reading a parameter.

use uuid::Uuid;

use super::fault::Fault;

/// An id out of a path or a body.
pub(super) fn parse_id(text: &str) -> Result<Uuid, Fault> {
    Uuid::parse_str(text).map_err(|_| Fault::parameter("id is not a UUID"))
}
