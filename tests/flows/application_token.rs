//! The application's token of Kotak Neo's older generations, which ends before the session does.

use std::time::{Duration, SystemTime};

use keyfob::kotak_neo::Session;
use keyfob::{Error, FaultKind, Refusal};
use keyfob_sandbox::Sandbox;

use super::instruments::{g1, g2, g3};

/// Field reports 10: it lives for 3,600 s, and calls then answer 900901. The session has not ended, and neither is the application
/// refused: its keys would be taken.
#[tokio::test]
async fn its_end_is_known_beforehand_and_told_as_such() {
    let sandbox = Sandbox::start().await.unwrap();
    let sessions = [g1(&sandbox).await, g2(&sandbox).await];
    for session in &sessions {
        let ends_at = session.application_token_ends_at().unwrap();
        let left = ends_at.duration_since(SystemTime::now()).unwrap();
        assert!(
            left > Duration::from_secs(3_500) && left <= Duration::from_secs(3_600),
            "{left:?}"
        );
        asked(session).await.unwrap();
    }
    sandbox.clock().advance(Duration::from_secs(3_601));
    for session in sessions {
        let error = asked(&session).await.unwrap_err();
        assert!(
            matches!(error, Error::ApplicationTokenEnded(_)),
            "{error:?}"
        );
        assert!(error.is_auth());
    }
}

#[tokio::test]
async fn the_newest_generation_has_none() {
    let sandbox = Sandbox::start().await.unwrap();
    assert!(g3(&sandbox).await.application_token_ends_at().is_none());
}

/// An empty book is an answer, too.
async fn asked(session: &Session) -> Result<(), Error> {
    match session.client().reports().order_book().send().await {
        Err(error) if error.refusal().and_then(Refusal::kind) == Some(FaultKind::NoData) => Ok(()),
        other => other.map(drop),
    }
}
