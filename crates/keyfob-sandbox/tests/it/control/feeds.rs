//! The feeds by the control port.

use serde_json::{Value, json};

use super::controlled;
use crate::kotak_neo::feeds::{Feed, token_and_sid};
use crate::trader::Neo;

#[tokio::test]
async fn a_connection_is_seen_and_made_to_go_wrong() {
    let (sandbox, port) = controlled().await;
    let session = Neo::newest(&sandbox).await;
    let (token, sid) = token_and_sid(&session);
    let mut feed = Feed::open(&sandbox, "/realtime").await;
    feed.text(format!(
        "{{type:cn,Authorization:{token},Sid:{sid},src:WEB}}"
    ))
    .await;
    feed.next_json().await;
    let feeds = port.get("/feeds").await;
    assert_eq!(feeds["open"], json!({"hsm": 0, "sfeed": 0, "orders": 1}));
    let connection = &feeds["connections"][0];
    let ucc = &sandbox.accounts().kotak_neo[0].ucc;
    assert_eq!(connection["account"], **ucc);
    assert_eq!(connection["received"], json!({"cn": 1}));
    let fail = |body: Value| port.call("POST", "/feeds/failures", body);
    let cut = json!({"kind": "cut"});
    for wrong in [
        json!({"failure": {"kind": "other"}}),
        json!({"failure": {"kind": "close", "code": 1006}}),
        json!({"failure": {"kind": "slow", "seconds": -1}}),
        json!({"failure": cut, "connection": connection["id"], "next": 1}),
    ] {
        fail(wrong).await.expect(422);
    }
    fail(json!({"failure": cut, "connection": 99}))
        .await
        .expect(404);
    let hit = fail(json!({"feed": "hsm", "failure": cut})).await;
    assert_eq!(hit.expect(200).json(), json!({"connections": 0}));
    let hit = fail(json!({"connection": connection["id"], "failure": cut})).await;
    assert_eq!(hit.expect(200).json(), json!({"connections": 1}));
    while feed.next().await.is_some_and(|frame| frame.is_ok()) {}
    assert_eq!(port.get("/feeds").await["open"]["orders"], 0);

    let planned = json!({"next": 2, "failure": {"kind": "refuse_upgrade", "status": 503}});
    fail(planned).await.expect(200);
    Feed::try_open(&sandbox, "/betafeed").await.unwrap_err();
    port.call("DELETE", "/feeds/failures", Value::Null)
        .await
        .expect(204);
    Feed::open(&sandbox, "/betafeed").await;
}
