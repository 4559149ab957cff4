//! The application's token, which ends before the session.

use std::time::{Duration, UNIX_EPOCH};

use keyfob_core::Clock;
use keyfob_session::Manager;
use tokio::time::sleep;

use crate::login::{Login, Password, Session};
use crate::vendor::Vendor;

const HOUR: Duration = Duration::from_secs(3600);

async fn session(vendor: &Vendor) -> (Manager<Login>, Session) {
    let login = Login {
        has_application: true,
        ..Login::of(vendor)
    };
    let login = login.with_clock(Clock::starting_at(UNIX_EPOCH));
    let manager = Manager::new(login, Password::default()).with_keepalive(false);
    let session = manager.session().await.unwrap();
    (manager, session)
}

#[tokio::test(start_paused = true)]
async fn it_is_renewed_each_hour_before_it_ends_with_one_login() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    sleep(10 * HOUR).await;
    let renewals = vendor.count("/app") - 1;
    assert!((10..=11).contains(&renewals), "{renewals}");
    assert_eq!(vendor.count("/login"), 1);
    held.read().await.unwrap();
    assert_eq!(vendor.count("/read"), 1);
}

#[tokio::test(start_paused = true)]
async fn one_that_cannot_be_renewed_before_its_end_is_used_until_then() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    vendor.script("/app", &[(500, "{}"); 100]);
    sleep(Duration::from_secs(57 * 60)).await;
    let tries = vendor.count("/app") - 1;
    assert!((1..=6).contains(&tries), "{tries}");
    held.read().await.unwrap();
    assert_eq!(vendor.count("/read"), 1);
}

#[tokio::test(start_paused = true)]
async fn one_that_has_ended_is_renewed_by_the_call_that_meets_it_and_the_session_stays() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    vendor.end_app_tokens();
    held.read().await.unwrap();
    assert_eq!(
        (
            vendor.count("/app"),
            vendor.count("/login"),
            vendor.count("/read")
        ),
        (2, 1, 2)
    );
    let error = {
        vendor.end_app_tokens();
        held.order().await.unwrap_err()
    };
    assert!(error.session_renewed(), "{error:?}");
    held.order().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
}

/// The calls that meet its end renew it, too.
#[tokio::test(start_paused = true)]
async fn one_that_lasts_a_moment_only_is_not_renewed_without_a_pause() {
    let vendor = Vendor::start();
    let login = Login {
        has_application: true,
        app_lasts: Duration::from_millis(900),
        ..Login::of(&vendor)
    };
    let login = login.with_clock(Clock::starting_at(UNIX_EPOCH));
    let manager = Manager::new(login, Password::default()).with_keepalive(false);
    let _held = manager.session().await.unwrap();
    sleep(Duration::from_secs(60)).await;
    let renewals = vendor.count("/app") - 1;
    assert!((1..=6).contains(&renewals), "{renewals}");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_is_no_matter() {
    let vendor = Vendor::start();
    let offset = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let ticking = Clock::starting_at(UNIX_EPOCH + 1000 * HOUR);
    let clock = Clock::from_fn({
        let offset = std::sync::Arc::clone(&offset);
        move || {
            let seconds = offset.load(std::sync::atomic::Ordering::SeqCst);
            let by = Duration::from_secs(seconds.unsigned_abs());
            match seconds < 0 {
                true => ticking.now() - by,
                false => ticking.now() + by,
            }
        }
    });
    let login = Login {
        has_application: true,
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login.with_clock(clock), Password::default());
    let held = manager.session().await.unwrap();
    sleep(Duration::from_secs(1)).await;
    // Back: by the steady clock it ends when it ends.
    offset.store(-3600, std::sync::atomic::Ordering::SeqCst);
    sleep(HOUR).await;
    assert_eq!(vendor.count("/app"), 2);
    // Forward: it is renewed at once, which does no harm.
    offset.store(7200, std::sync::atomic::Ordering::SeqCst);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(vendor.count("/app"), 3);
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
}
