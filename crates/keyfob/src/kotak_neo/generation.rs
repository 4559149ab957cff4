//! What tells the generations of the API apart.

use keyfob_core::Handle;

/// The environment of G3; all others are of G1 and G2.
pub(super) const G3: &str = "g3-prod";

/// Whether these calls go to G3.
pub(super) fn is_g3(handle: &Handle) -> bool {
    handle.servers().variant() == G3
}
