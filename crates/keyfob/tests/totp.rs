//! One-time codes by the clock: a step is 30 seconds long, and has one code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob::kotak_neo::g3;
use keyfob::{Error, Retry, Settings, Totp};
use keyfob_sandbox::Sandbox;

/// The digits 1 to 0 twice, as in RFC 6238.
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const STEP: Duration = Duration::from_secs(30);

fn at(time: SystemTime) -> String {
    Totp::new(SECRET).unwrap().code_at(time).expose().to_owned()
}

fn step(number: u32) -> SystemTime {
    UNIX_EPOCH + STEP * number
}

#[test]
fn a_code_holds_from_the_first_to_the_last_instant_of_its_step() {
    for number in [0, 1, 37_037_036, 60_000_000] {
        let code = at(step(number));
        let instants = [1, 15_000_000_000, 29_000_000_000, 29_999_999_999];
        for instant in instants.map(Duration::from_nanos) {
            assert_eq!(at(step(number) + instant), code, "{number} {instant:?}");
        }
    }
}

#[test]
fn the_code_changes_with_the_step_and_neither_before_nor_after() {
    for number in [1, 2, 37_037_036, 60_000_000] {
        let boundary = step(number);
        let nanosecond = Duration::from_nanos(1);
        let (before, here, after) = (boundary - STEP, boundary, boundary + STEP);
        assert_eq!(at(boundary - nanosecond), at(before));
        assert_eq!(at(after - nanosecond), at(here));
        let codes = BTreeSet::from([at(before), at(here), at(after)]);
        assert_eq!(codes.len(), 3, "{codes:?}");
    }
}

/// RFC 6238, appendix B, cut to six digits: 59 s lies in the second step, 1,111,111,109 s and 1,111,111,111 s on either side of a boundary.
#[test]
fn steps_are_counted_from_1970() {
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(at(UNIX_EPOCH + Duration::from_secs(seconds)), code);
    }
}

/// Clocks that were never set are taken for 1970, not for a panic.
#[test]
fn a_time_before_1970_is_no_panic() {
    assert_eq!(at(UNIX_EPOCH - Duration::from_secs(1)), at(UNIX_EPOCH));
}

/// In a day of steps a code comes again about as often as six digits allow, and never from one step to the next.
#[test]
fn no_two_steps_in_a_row_share_a_code() {
    let codes: Vec<_> = (0..2880)
        .map(|number| at(step(58_000_000 + number)))
        .collect();
    assert!(codes.windows(2).all(|pair| pair.first() != pair.last()));
    let different = codes.iter().collect::<BTreeSet<_>>().len();
    assert!(different > 2860, "{different}");
}

/// A sandbox whose time is in the middle of a step: a slow machine does not carry a test into the next one.
async fn mid_step() -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    let now = sandbox.clock().now().duration_since(UNIX_EPOCH).unwrap();
    let into = Duration::from_secs(now.as_secs() % STEP.as_secs());
    sandbox.clock().advance(STEP * 3 / 2 - into);
    sandbox
}

/// How a login ends with the code of a step so many before or after the vendor's.
async fn login(sandbox: &Sandbox, steps: i64) -> Result<(), Error> {
    let settings = Settings::default().with_origin(sandbox.url());
    let [account, ..] = &sandbox.accounts().kotak_neo[..] else {
        panic!("no account");
    };
    let now = sandbox.clock().now();
    let distance = STEP * u32::try_from(steps.unsigned_abs()).unwrap();
    let time = if steps < 0 {
        now - distance
    } else {
        now + distance
    };
    let code = Totp::new(account.totp_secret.as_str())
        .unwrap()
        .code_at(time);
    let login = g3::Login::new(account.dashboard_token.as_str());
    let login = login.with_settings(settings.with_retry(Retry::never()));
    let step = login.totp(&account.mobile, &account.ucc, code).await;
    step.map(drop).map_err(|failed| failed.error)
}

/// A clock that is a step wrong does no harm, one that is two steps wrong does.
#[tokio::test]
async fn the_vendor_takes_the_codes_of_its_step_and_its_neighbours() {
    for (steps, is_taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let sandbox = mid_step().await;
        match login(&sandbox, steps).await {
            Ok(()) => assert!(is_taken, "{steps}"),
            Err(error) => {
                assert!(!is_taken, "{steps}: {error:?}");
                assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
            }
        }
    }
}

/// Who logs in twice within a step has to wait for the next: the code is the same, and was used.
#[tokio::test]
async fn a_code_opens_one_login_a_step() {
    let sandbox = mid_step().await;
    login(&sandbox, 0).await.unwrap();
    let again = login(&sandbox, 0).await.unwrap_err();
    assert!(matches!(again, Error::WrongCode(_)), "{again:?}");
    sandbox.clock().advance(STEP);
    login(&sandbox, 0).await.unwrap();
}
