//! What a manager counts, and that no label of it tells a secret.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use keyfob_session::Manager;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tokio::time::sleep;

use crate::login::{Login, Password};
use crate::renewal::session;
use crate::shared::Failing;
use crate::vendor::Vendor;

/// What a manager's counters have, by name and `error.type`.
fn counted(recorder: &DebuggingRecorder) -> BTreeMap<String, u64> {
    let metrics = recorder.snapshotter().snapshot().into_vec();
    assert!(!format!("{metrics:?}").contains("S3CR3T"), "{metrics:?}");
    let counters = metrics.into_iter().filter_map(|(key, _, _, value)| {
        let key = key.key();
        let error_type = key.labels().find(|label| label.key() == "error.type");
        let error_type = error_type.map_or("", |label| label.value());
        let of_manager = ["logins", "renewals", "keepalives", "store.errors"]
            .iter()
            .any(|name| key.name() == format!("keyfob.{name}"));
        match value {
            DebugValue::Counter(count) if of_manager => {
                Some((format!("{} {error_type}", key.name()), count))
            }
            _ => None,
        }
    });
    counters.collect()
}

fn pairs<const N: usize>(expected: [(&str, u64); N]) -> BTreeMap<String, u64> {
    expected
        .map(|(name, count)| (name.to_owned(), count))
        .into()
}

#[tokio::test(start_paused = true)]
async fn a_first_login_is_no_renewal_and_a_failed_renewal_is_one() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    assert_eq!(counted(&recorder), pairs([("keyfob.logins ", 1)]));

    vendor.end_sessions();
    vendor.script("/login", &[(503, "{}")]);
    held.read().await.unwrap_err();
    // What is remembered is no other failure.
    held.read().await.unwrap_err();
    assert_eq!(
        counted(&recorder),
        pairs([
            ("keyfob.logins ", 0),
            ("keyfob.logins unavailable", 1),
            ("keyfob.renewals unavailable", 1)
        ])
    );

    sleep(Duration::from_secs(2)).await;
    held.read().await.unwrap();
    let counted = counted(&recorder);
    assert_eq!(counted["keyfob.logins "], 1);
    assert_eq!(counted["keyfob.renewals "], 1);
}

#[tokio::test(start_paused = true)]
async fn keepalives_are_counted() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let vendor = Vendor::start();
    let (_manager, _held) = session(&vendor).await;
    sleep(Duration::from_secs(3600)).await;
    let pings = vendor.count("/ping") as u64;
    assert!(pings >= 5);
    assert_eq!(counted(&recorder)["keyfob.keepalives "], pings);
}

#[tokio::test(start_paused = true)]
async fn failures_of_the_store_are_counted() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let vendor = Vendor::start();
    let store = Failing::default();
    store.is_away.store(true, Ordering::SeqCst);
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store);
    manager.session().await.unwrap_err();
    assert_eq!(counted(&recorder)["keyfob.store.errors timed_out"], 1);
    assert_eq!(vendor.count("/login"), 0);
}
