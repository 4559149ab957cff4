//! What the records of a store say.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob_core::{SavedSession, SavedSessionError};
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use crate::{Record, StoreError};

/// What a record says.
pub(super) enum Contents {
    Session(Box<SavedSession>),
    /// Somebody logged out.
    LoggedOut,
    /// Somebody was refused in a way that more tries make worse.
    Refused(Refused),
}

/// A login that was refused.
#[derive(Serialize, Deserialize)]
pub(super) struct Refused {
    /// Seconds since 1970.
    at: u64,
    /// In words, without secrets.
    pub(super) reason: String,
}

#[derive(Serialize, Deserialize)]
struct Marker {
    format: u32,
    refused: Refused,
}

impl Refused {
    pub(super) fn new(at: SystemTime, reason: String) -> Self {
        Self {
            at: seconds(at),
            reason,
        }
    }

    /// Whether that was after this time, or at it.
    pub(super) fn is_since(&self, time: SystemTime) -> bool {
        UNIX_EPOCH
            .checked_add(Duration::from_secs(self.at))
            .is_some_and(|at| at >= time || self.at == seconds(time))
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

impl Contents {
    pub(super) fn of(record: &Record) -> Result<Self, StoreError> {
        if record.contents.is_empty() {
            return Ok(Self::LoggedOut);
        }
        if let Ok(marker) = serde_json::from_slice::<Marker>(&record.contents) {
            return Ok(Self::Refused(marker.refused));
        }
        match SavedSession::from_bytes(&record.contents) {
            Ok(saved) => Ok(Self::Session(Box::new(saved))),
            Err(SavedSessionError::Newer { found, known }) => {
                Err(StoreError::Newer { found, known })
            }
            Err(_) => Err(StoreError::Unreadable {
                reason: "it holds no session",
                set_aside: None,
            }),
        }
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Session(saved) => saved.to_bytes(),
            Self::LoggedOut => Zeroizing::default(),
            Self::Refused(refused) => {
                let marker = Marker {
                    format: 1,
                    refused: Refused {
                        at: refused.at,
                        reason: refused.reason.clone(),
                    },
                };
                // Numbers and strings always can be written.
                Zeroizing::new(serde_json::to_vec(&marker).unwrap_or_default())
            }
        }
    }
}
