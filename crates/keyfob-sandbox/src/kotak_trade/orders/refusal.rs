//! Refusals come with HTTP status 200 and a fault inside.

use super::super::fault::Fault;
use crate::exchange::Refusal;

pub(super) fn placing(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::Margin => 999_108,
        Refusal::Band => 1000,
        _ => -22,
    };
    Fault::order(code, refusal.text())
}

/// One code for all that is wrong with a change.
pub(super) fn changing(refusal: Refusal) -> Fault {
    Fault::order(999_113, refusal.text())
}

pub(super) fn cancelling(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::Gone => 5055,
        Refusal::Traded => 5057,
        _ => -22,
    };
    Fault::order(code, refusal.text())
}
