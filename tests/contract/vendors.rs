//! The vendors whose registries stand here.

use std::path::Path;

use keyfob_contract_suite::faults::Meaning;
use keyfob_contract_suite::vendor::Vendor;

use crate::contract::{kotak_neo, kotak_trade, quatrix};

/// All of them.
pub fn vendors() -> [Vendor; 3] {
    [
        kotak_trade::vendor(),
        kotak_neo::vendor(),
        quatrix::vendor(),
    ]
}

/// All of them, with what each of their error examples must become.
pub fn meanings() -> [(Vendor, &'static [Meaning]); 3] {
    [
        (kotak_trade::vendor(), kotak_trade::MEANINGS),
        (kotak_neo::vendor(), kotak_neo::MEANINGS),
        (quatrix::vendor(), quatrix::MEANINGS),
    ]
}

/// The folder with `specs/` in it.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
