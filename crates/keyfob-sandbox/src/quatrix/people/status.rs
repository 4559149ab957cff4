//! `A` or `D`, which stand for enabled and disabled; and `Y` or `N`.

use serde::{Deserialize, Deserializer};

/// `A` or `D`, as the vendor writes enabled and disabled.
pub(in crate::quatrix) fn status(enabled: bool) -> &'static str {
    if enabled { "A" } else { "D" }
}

#[derive(Clone, Copy, Deserialize)]
pub(in crate::quatrix) enum Status {
    #[serde(rename = "A")]
    Enabled,
    #[serde(rename = "D")]
    Disabled,
}

impl Status {
    pub(in crate::quatrix) fn enabled(self) -> bool {
        matches!(self, Self::Enabled)
    }
}

/// `Y` or `N`.
pub(super) fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    #[derive(Deserialize)]
    enum Answer {
        Y,
        N,
    }
    let answer = Option::<Answer>::deserialize(from)?;
    Ok(answer.map(|answer| matches!(answer, Answer::Y)))
}
