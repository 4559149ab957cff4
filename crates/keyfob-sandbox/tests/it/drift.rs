//! Answers that drift, and do not any more.

use keyfob_sandbox::{Drift, Sandbox};
use serde_json::json;

use crate::harness::{Reply, get, post};

async fn search(sandbox: &Sandbox) -> Reply {
    post(
        &format!("{}/file/search", sandbox.quatrix_url()),
        &[],
        json!({}),
    )
    .await
}

fn is_drifted(reply: &Reply) -> bool {
    reply.status == 400 && reply.json()["problem"]["reason"] == Drift::SECRET
}

#[tokio::test]
async fn drifts_are_switched_on_and_off_and_are_as_at_the_start_after_a_reset() {
    let builder = Sandbox::builder().drift([Drift::ErrorShape]);
    let sandbox = builder.start().await.unwrap();
    assert!(is_drifted(&search(&sandbox).await));
    // What goes out is what is recorded.
    let exchanges = sandbox.take_exchanges();
    assert_eq!(exchanges[0].status(), Some(400));
    // Another operation answers as ever.
    let metadata = get(&format!("{}/account/metadata", sandbox.quatrix_url()), &[]).await;
    metadata.expect(200);
    sandbox.drift([]);
    assert!(!is_drifted(&search(&sandbox).await));
    sandbox.reset();
    assert!(is_drifted(&search(&sandbox).await));
}

#[test]
fn names_lead_to_drifts() {
    for drift in Drift::ALL {
        assert_eq!(drift.to_string().parse(), Ok(drift));
    }
    let error = "no-such".parse::<Drift>().unwrap_err().to_string();
    assert!(error.contains("member-missing"), "{error}");
}
