use std::time::{Duration, Instant};

use keyfob_sandbox::{Failure, RetryAfter, Sandbox, When};
use serde_json::json;

use crate::harness::{Reply, get, request, sandbox};

async fn metadata(sandbox: &Sandbox) -> Reply {
    get(&format!("{}/account/metadata", sandbox.quatrix_url()), &[]).await
}

#[tokio::test]
async fn waits_for_its_path_and_happens_once() {
    let sandbox = sandbox().await;
    sandbox.fail_next(When::path("/apim/"), Failure::Html(502));
    metadata(&sandbox).await.expect(200);
    let reply = get(&format!("{}/anything", sandbox.kotak_trade_url()), &[])
        .await
        .expect(502);
    assert!(reply.text.contains("<html>"));
    assert_eq!(reply.header("content-type"), "text/html");
    get(&format!("{}/anything", sandbox.kotak_trade_url()), &[])
        .await
        .expect(404);
}

#[tokio::test]
async fn each_kind_of_answer() {
    let sandbox = sandbox().await;
    let fail = |failure| sandbox.fail_next(When::Any, failure);

    fail(Failure::FaultInOk(
        json!({"fault": {"code": -22, "message": "m", "description": "d"}}),
    ));
    assert_eq!(
        metadata(&sandbox).await.expect(200).json()["fault"]["code"],
        -22
    );
    fail(Failure::GatewayXml(503));
    assert!(
        metadata(&sandbox)
            .await
            .expect(503)
            .text
            .contains("<am:code>503</am:code>")
    );
    fail(Failure::Json(424, json!({"any": 1})));
    assert_eq!(
        metadata(&sandbox).await.expect(424).json(),
        json!({"any": 1})
    );
    fail(Failure::TooManyRequests(RetryAfter::Seconds(7)));
    let reply = metadata(&sandbox).await.expect(429);
    assert_eq!(
        (reply.header("retry-after"), &reply.json()["code"]),
        ("7", &json!(-1))
    );
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    fail(Failure::TooManyRequests(RetryAfter::Date(date.into())));
    assert_eq!(
        metadata(&sandbox).await.expect(429).header("retry-after"),
        date
    );
    fail(Failure::Redirect("http://127.0.0.1:9/elsewhere".into()));
    let reply = metadata(&sandbox).await.expect(302);
    assert_eq!(reply.header("location"), "http://127.0.0.1:9/elsewhere");
    metadata(&sandbox).await.expect(200);
}

#[tokio::test]
async fn drops_the_connection() {
    let sandbox = sandbox().await;
    sandbox.fail_next(When::Any, Failure::Dropped);
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    let error = request("GET", &url, &[]).send().await.unwrap_err();
    assert!(error.is_request() && !error.is_connect(), "{error:?}");
    assert_eq!(sandbox.exchanges()[0].status(), None);
    metadata(&sandbox).await.expect(200);
}

#[tokio::test]
async fn answers_late() {
    let sandbox = sandbox().await;
    sandbox.fail_next(When::Any, Failure::Slow(Duration::from_millis(300)));
    let started = Instant::now();
    metadata(&sandbox).await.expect(200);
    assert!(started.elapsed() >= Duration::from_millis(300));
}
