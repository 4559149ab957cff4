use proptest::prelude::*;

use super::*;
use crate::{Api, FaultShape, Placement, Server, Settings};

static TOKEN: Scheme = Scheme {
    name: "token",
    placement: Placement::Header("x-token"),
};

static LOGIN: Scheme = Scheme {
    name: "login",
    placement: Placement::Basic,
};

static API: Api = Api {
    name: "probe",
    hosts: &["api.probe.test"],
    servers: &[Server {
        variant: "production",
        url: "{base}",
        variables: &[("base", "https://api.probe.test")],
        headers: &[],
    }],
    schemes: &[&TOKEN, &LOGIN],
    operations: &[],
    limits: &[],
    faults: FaultShape {
        code: &[],
        message: &[],
        vague: &[],
        in_success: &[],
        meanings: &[],
    },
};

fn handle() -> Handle {
    Handle::new(&API, Settings::default()).unwrap()
}

fn saved() -> SavedSession {
    let handle = handle();
    let end = UNIX_EPOCH + Duration::from_secs(7);
    handle
        .credentials()
        .set_until(&TOKEN, "S3CR3T-token", Some(end));
    handle.save("acme/ann", Some(Secret::new(r#"{"a":"S3CR3T-info"}"#)))
}

/// With one member in place of another.
fn changed(from: &str, to: &str) -> Result<SavedSession, SavedSessionError> {
    let text = String::from_utf8(saved().to_bytes().to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    SavedSession::from_bytes(text.replace(from, to).as_bytes())
}

#[test]
fn what_is_saved_comes_back_and_shows_nothing() {
    let bytes = saved().to_bytes();
    // It did not grow: nothing of it was left behind.
    assert!(bytes.capacity() >= 4096);
    let back = SavedSession::from_bytes(&bytes).unwrap();
    assert_eq!(back.to_bytes(), bytes);
    assert_eq!((back.vendor(), back.account()), ("probe", "acme/ann"));
    assert_eq!(back.info().unwrap().expose(), r#"{"a":"S3CR3T-info"}"#);
    let end = UNIX_EPOCH + Duration::from_secs(7);
    assert_eq!(back.ends_at(&TOKEN), Some(end));
    let handle = handle();
    assert!(handle.install(&back, 0).unwrap());
    assert_eq!(handle.credentials().ends_at(&TOKEN), Some(end));
    let again = handle.save("acme/ann", back.info().cloned());
    assert_eq!(again.to_bytes(), bytes);
    assert!(!format!("{back:?} {handle:?}").contains("S3CR3T"));
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    let refused = |from: &str, to: &str| {
        let handle = handle();
        let error = handle.install(&changed(from, to).unwrap(), 0).unwrap_err();
        assert!(!handle.credentials().has(&TOKEN), "{error}");
        error.to_string()
    };
    for (from, to, expected) in [
        (r#""probe""#, r#""other""#, "a session of `other`"),
        (r#""production""#, r#""uat""#, "environment `uat`"),
        (r#""token":"#, r#""other":"#, "no credential `other`"),
        (
            r#""variables":{}"#,
            r#""variables":{"base":"https://evil.test"}"#,
            "none of the vendor's",
        ),
        (
            r#""variables":{}"#,
            r#""variables":{},"base":"https://evil.test""#,
            "none of the vendor's",
        ),
    ] {
        let told = refused(from, to);
        assert!(told.contains(expected), "{told}");
    }
    assert_eq!(
        changed(r#""format":1"#, r#""format":2"#).unwrap_err(),
        SavedSessionError::Newer { found: 2, known: 1 }
    );
}

/// Nobody logs in again by a renewal that was overtaken by a logout.
#[test]
fn a_session_that_was_logged_out_stays_so() {
    let handle = handle();
    let generation = handle.credentials().generation();
    handle.credentials().clear();
    assert!(!handle.install(&saved(), generation).unwrap());
    assert!(!handle.credentials().has(&TOKEN));
    let generation = handle.credentials().generation();
    let closing = handle.credentials().close_for("logout");
    assert!(!handle.install(&saved(), generation).unwrap());
    drop(closing);
    assert!(!handle.credentials().has(&TOKEN));
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = SavedSession::from_bytes(&bytes);
    }

    #[test]
    fn no_change_panics_or_shows_a_secret(at in 0..400_usize, byte: u8, cut in 0..400_usize) {
        let mut bytes = saved().to_bytes().to_vec();
        if let Some(there) = bytes.get_mut(at) {
            *there = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        let shown = match SavedSession::from_bytes(&bytes) {
            Ok(saved) => {
                let outcome = handle().install(&saved, 0);
                format!("{saved:?} {outcome:?}")
            }
            Err(error) => format!("{error:?} {error}"),
        };
        prop_assert!(!shown.contains("S3CR3T"), "{}", shown);
    }
}

/// No saved session has them: they would be gone with each renewal.
#[test]
fn logins_of_http_basic_are_not_saved_and_stay_when_a_session_comes() {
    let saved = saved();
    let fresh = handle();
    let held = fresh.credentials();
    held.set_basic(&LOGIN, "user", "S3CR3T-password");
    held.set(&TOKEN, "S3CR3T-old");
    assert!(fresh.install(&saved, held.generation()).unwrap());
    assert!(held.has(&LOGIN));
    let kept = fresh.save("acme/ann", None).to_bytes();
    let kept = String::from_utf8_lossy(&kept);
    assert!(!kept.contains("S3CR3T-password") && !kept.contains("S3CR3T-old"));
    held.clear();
    assert!(!held.has(&LOGIN));
}
