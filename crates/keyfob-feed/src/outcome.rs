//! What came of a connection, and whether another one mends it.

use keyfob_core::Error;

use crate::GapReason;

/// What came of a connection.
pub(crate) enum Outcome {
    /// The feed was closed here.
    Closed,
    /// It is over.
    Over(Error),
    /// There is no connection any more.
    Lost {
        reason: GapReason,
        error: Option<Error>,
        /// Whether the refusal that it was lost by is mended: by another spelling, or a new session.
        mended: bool,
    },
}

impl Outcome {
    pub(crate) fn lost(reason: GapReason) -> Self {
        Self::Lost {
            reason,
            error: None,
            mended: false,
        }
    }

    pub(crate) fn failed(error: Error) -> Self {
        match is_final(&error) {
            true => Self::Over(error),
            false => Self::Lost {
                reason: GapReason::of_login(&error),
                error: Some(error),
                mended: false,
            },
        }
    }
}

/// Whether no new connection mends it: there is no session, or what was asked for cannot be.
fn is_final(error: &Error) -> bool {
    match error {
        Error::LoginFailed { again_in, .. } => again_in.is_none(),
        // A redirect passes; a host that is not the vendor's does not.
        Error::HostChanged(_) => error.status().is_none(),
        Error::Interrupted(_)
        | Error::Unavailable(_)
        | Error::RateLimited(_)
        | Error::TooManyCalls { .. }
        | Error::Store { .. }
        | Error::Refused(_)
        | Error::NoData(_)
        | Error::TooLong { .. }
        | Error::Incomplete { .. }
        | Error::Undecodable { .. } => false,
        _ => true,
    }
}
