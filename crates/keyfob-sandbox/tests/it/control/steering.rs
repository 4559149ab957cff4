//! Time, records, and beginning anew.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::{get, request, send};

#[tokio::test]
async fn time_moves_forward_and_never_back() {
    let (sandbox, port) = controlled().await;
    let put = |now: &str| port.call("PUT", "/clock", json!({"now": now}));
    let set = put("2041-02-03T04:05:06+05:30").await.expect(200).json();
    let set = set["now"].as_str().unwrap();
    assert!(set.starts_with("2041-02-02T22:35:0"), "{set}");
    assert!(crate::harness::now(&sandbox) > 2_243_200_000);
    let forward = json!({"seconds": 86400.5});
    let forward = port
        .call("POST", "/clock/advance", forward)
        .await
        .expect(200);
    assert!(
        forward.json()["now"]
            .as_str()
            .unwrap()
            .starts_with("2041-02-03T22:35:0")
    );
    for wrong in ["2041-02-03T00:00:00Z", "tomorrow", "9999-01-01T00:00:00Z"] {
        let reply = put(wrong).await.expect(422);
        assert_eq!(reply.json()["error"]["kind"], "invalid", "{wrong}");
    }
    for seconds in [
        json!(-1),
        json!(1e300),
        json!(1e12),
        json!("1"),
        Value::Null,
    ] {
        let body = json!({"seconds": seconds});
        port.call("POST", "/clock/advance", body).await.expect(422);
    }
    assert!(
        port.get("/clock").await["now"]
            .as_str()
            .unwrap()
            .starts_with("2041-02-03T22:35:")
    );
}

#[tokio::test]
async fn a_time_that_was_gone_to_is_reached() {
    let (_sandbox, port) = controlled().await;
    for minute in 10..30 {
        let to = format!("2041-02-03T04:{minute}:06.0005");
        let body = json!({"now": format!("{to}Z")});
        let set = port.call("PUT", "/clock", body).await.expect(200).json();
        let set = set["now"].as_str().unwrap();
        assert!(set > to.as_str(), "{set}, asked for {to}");
    }
}

#[tokio::test]
async fn a_clock_that_was_moved_too_far_can_still_be_read() {
    let (sandbox, port) = controlled().await;
    sandbox.clock().advance(std::time::Duration::MAX);
    let now = port.get("/clock").await["now"].to_string();
    assert!(now.starts_with("\"9000-01-01T00:0"), "{now}");
    port.call("POST", "/clock/advance", json!({"seconds": 60}))
        .await
        .expect(422);
}

#[tokio::test]
async fn what_went_over_the_wire_is_listed_and_taken() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata?a=b", sandbox.quatrix_url());
    get(&url, &[("x-mine", "1")]).await.expect(200);
    let odd = format!("{}/odd", sandbox.url());
    send(request("POST", &odd, &[]).body(b"\xff".to_vec())).await;
    let listed = port.get("/exchanges").await;
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let first = &listed[0];
    assert_eq!(
        (&first["method"], &first["path"], &first["query"]),
        (
            &json!("GET"),
            &json!("/api/1.0/account/metadata"),
            &json!("a=b")
        )
    );
    let sent = first["request_headers"].as_array().unwrap();
    assert!(sent.contains(&json!({"name": "x-mine", "value": "1"})));
    assert_eq!(first["answer"]["status"], 200);
    assert!(
        first["answer"]["body"]["text"]
            .as_str()
            .unwrap()
            .starts_with('{')
    );
    assert_eq!(listed[1]["request_body"], json!({"base64": "/w=="}));
    let taken = port.call("POST", "/exchanges/take", Value::Null).await;
    assert_eq!(taken.expect(200).json(), listed);
    assert_eq!(port.get("/exchanges").await, json!([]));
}

#[tokio::test]
async fn a_reset_begins_anew_but_keeps_the_port() {
    let (sandbox, port) = controlled().await;
    let change = json!({"price": "1.00"});
    port.call("PATCH", "/instruments/1001", change)
        .await
        .expect(200);
    get(&format!("{}/account/metadata", sandbox.quatrix_url()), &[]).await;
    port.call("POST", "/sandbox/reset", Value::Null)
        .await
        .expect(204);
    assert_eq!(port.get("/instruments/1001").await["last"], "1510.75");
    assert_eq!(port.get("/exchanges").await, json!([]));
    assert_eq!(port.get("/sandbox").await["url"], sandbox.url());
}
