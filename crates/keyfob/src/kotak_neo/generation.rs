//! What tells the generations of the API apart.

use keyfob_core::Handle;

use crate::saved::account_in;

/// The environment of G3; all others are of G1 and G2.
pub(super) const G3: &str = "g3-prod";

/// Whether these calls go to G3.
pub(super) fn is_g3(handle: &Handle) -> bool {
    handle.servers().variant() == G3
}

/// The environments that a login goes to where none is chosen. Which of the two of G2 it is, the vendor decides.
const USUAL: [&str; 4] = ["g1-prod", "g2-prod", "g2-napi", G3];

/// Whose session it is: the client's code, if the login names it, with the environment if it is not production.
pub(super) fn account_id(ucc: &str, environment: &str) -> String {
    account_in(ucc, environment, &USUAL)
}
