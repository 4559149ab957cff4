//! What tells the generations of the API apart.

use keyfob_core::Handle;

use crate::saved::account_in;

/// The environment of G3; all others are of G1 and G2.
pub(super) const G3: &str = "g3-prod";

/// Whether these calls go to G3.
pub(super) fn is_g3(handle: &Handle) -> bool {
    handle.servers().variant() == G3
}

/// Whose session it is: the client's code, if the login names it, with the generation and the environment if they are not G3 and production.
pub(super) fn account_id(ucc: &str, environment: &str) -> String {
    let environment = match environment {
        "g1-prod" => "g1",
        // Which of the two it is, the vendor decides.
        "g2-prod" | "g2-napi" => "g2",
        other => other,
    };
    account_in(ucc, environment, &[G3])
}
