//! Likewise, for what session managers and limits tell.

use std::sync::Arc;
use std::time::Duration;

use super::table::{ORDER, READ, refused};
use crate::FaultKind;
use crate::error::Error;

pub(super) fn table() -> Vec<(Error, &'static [&'static str])> {
    vec![
        (
            refused(&ORDER, 401, "70", "", Some(FaultKind::SessionEnded)).renewed(true),
            &[
                "the session had ended (place_order: 401 Unauthorized, code 70); it has been renewed, and this call was not sent again",
            ],
        ),
        (
            refused(&READ, 401, "70", "", Some(FaultKind::SessionEnded)).renewed(false),
            &[
                "there is no session, or it has ended (positions: 401 Unauthorized, code 70); log in again, and give the session to the manager by `adopt`",
            ],
        ),
        (
            Error::LoginFailed {
                cause: Arc::new(Error::settings("no such host")),
                again_in: Some(Duration::from_millis(1500)),
            },
            &["the session could not be renewed: no such host; it is tried again in 2 s"],
        ),
        (
            Error::LoginFailed {
                cause: Arc::new(refused(&READ, 401, "5", "", Some(FaultKind::Locked))),
                again_in: None,
            },
            &[
                "the session could not be renewed: the account is locked, suspended or closed (positions: 401 Unauthorized, code 5); ask the vendor; it is not tried again before `retry_login` of the manager is called",
            ],
        ),
        (
            Error::LoginWanted {
                account: "acme at quatrix".to_owned(),
            },
            &[
                "there is no session of acme at quatrix, and nothing to log in with: log in, and give the session to the manager by `adopt`",
            ],
        ),
        (
            Error::LoginRefusedElsewhere {
                account: "acme at quatrix".into(),
                reason: "wrong user or password".into(),
            },
            &[
                "another process was refused when it logged in as acme at quatrix: wrong user or password",
            ],
        ),
        (
            Error::Store {
                error: "it did not answer".into(),
            },
            &["the session store: it did not answer"],
        ),
    ]
}
