//! Callers that are dropped.

use std::time::Duration;

use keyfob_session::Manager;

use crate::login::{Login, Password};
use crate::vendor::Vendor;

/// A thousand callers, each dropped at another moment: while it logs in, waits, is refused, renews or is sent again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_is_dropped_anywhere_leaves_no_deadlock_and_costs_no_second_login() {
    let vendor = Vendor::start();
    let manager = Manager::new(Login::of(&vendor), Password::default());
    let mut ends = 0;
    for round in 0..1000_u64 {
        if round % 10 == 0 {
            vendor.end_sessions();
            ends += 1;
        }
        let wait = Duration::from_micros(fastrand::u64(0..3000));
        let dropped = tokio::time::timeout(wait, async {
            let session = manager.session().await.unwrap();
            let _ = session.read().await;
        });
        let waiting = manager.session();
        let (_, session) = tokio::join!(dropped, waiting);
        let session = session.unwrap();
        if round % 10 == 9 {
            // Every end is met, also on a machine that is so busy that each caller is dropped before it was answered.
            session.read().await.unwrap();
        }
    }
    let patience = Duration::from_secs(10);
    let last = async { manager.session().await.unwrap().read().await };
    tokio::time::timeout(patience, last).await.unwrap().unwrap();
    assert_eq!(vendor.count("/login"), ends);
}
