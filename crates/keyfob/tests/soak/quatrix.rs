//! Quatrix ends a session that is idle for 15 minutes.

use std::time::{Duration, Instant};

use keyfob::quatrix::{Login, Manager, Password};
use tokio::time::sleep;

use crate::stand::{HOUR, MINUTE, Stand, until_next_call};

const KEEPALIVE: &str = "session_keepalive";

fn manager(stand: &Stand) -> Manager {
    let account = stand.sandbox().accounts().quatrix[0].clone();
    let login = Login::new("acme").with_settings(stand.settings());
    Manager::new(login, Password::new(account.email, account.password))
}

#[tokio::test(start_paused = true)]
async fn sixty_hours_of_a_session_that_is_called_rarely() {
    let (stand, began) = (Stand::start(), Instant::now());
    let manager = manager(&stand);
    let session = manager.session().await.unwrap();
    let mut calls = 0;
    while stand.elapsed() < 60 * HOUR {
        sleep(until_next_call()).await;
        session.home_folder().await.unwrap();
        calls += 1;
    }
    let (hours, keepalives) = (stand.elapsed(), stand.count(KEEPALIVE));
    let logins = stand.sandbox().quatrix().logins();
    println!(
        "soak of Quatrix: {:.1} h, {calls} calls, {keepalives} keepalives, {logins} login, no token to renew; {:.1} s",
        hours.as_secs_f64() / 3600.0,
        began.elapsed().as_secs_f64()
    );
    assert_eq!(logins, 1);
    // What was sent besides the login are calls and keepalives, each once.
    let sent = stand.sent();
    assert_eq!(sent.len(), 1 + calls + keepalives);
    for pair in sent.windows(2) {
        let idle = pair[1].at - pair[0].at;
        assert!(idle <= 10 * MINUTE + Duration::from_secs(1), "{idle:?}");
        let is_keepalive = pair[1].operation == KEEPALIVE;
        assert!(!is_keepalive || 2 * idle >= 15 * MINUTE, "{idle:?}");
    }

    drop(session);
    sleep(10 * HOUR).await;
    assert_eq!(stand.count(KEEPALIVE), keepalives);
    assert_eq!(stand.sandbox().quatrix().open_sessions(), 0);
}

/// What the test above is worth: the vendor does end idle sessions.
#[tokio::test(start_paused = true)]
async fn without_keepalives_the_same_calls_cost_a_login_each_time_that_they_are_late() {
    let stand = Stand::start();
    let manager = manager(&stand).with_keepalive(false);
    let session = manager.session().await.unwrap();
    for _ in 0..10 {
        sleep(20 * MINUTE).await;
        session.home_folder().await.unwrap();
    }
    assert_eq!(stand.sandbox().quatrix().logins(), 11);
    assert_eq!(stand.count(KEEPALIVE), 0);
}
