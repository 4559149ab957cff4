//! The kinds of second factors.

use serde::Deserialize;

use crate::accounts::SecondFactor;

#[derive(Clone, Copy, Deserialize)]
pub(super) enum Kind {
    #[serde(rename = "2FA")]
    Code,
    #[serde(rename = "PIN")]
    Pin,
}

impl Kind {
    pub(super) fn is(self, factor: &SecondFactor) -> bool {
        matches!(
            (self, factor),
            (Self::Code, SecondFactor::Totp(_)) | (Self::Pin, SecondFactor::Pin(_))
        )
    }
}

/// What the profile calls the second factor that is on.
pub(in crate::quatrix) fn methods(factor: &SecondFactor) -> &'static [&'static str] {
    match factor {
        SecondFactor::None => &[],
        SecondFactor::Totp(_) => &["2FA"],
        SecondFactor::Pin(_) => &["PIN"],
    }
}
