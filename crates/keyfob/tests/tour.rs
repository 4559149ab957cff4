//! The tour's steps against an account without anything, and against a vendor that fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "../examples/tour/kotak_neo.rs"]
#[allow(dead_code, reason = "the tour's")]
mod kotak_neo;
#[path = "../examples/tour/kotak_trade.rs"]
#[allow(dead_code, reason = "the tour's")]
mod kotak_trade;
#[path = "orders/login.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod login;
#[path = "../examples/tour/report.rs"]
mod report;

use std::sync::{Arc, Mutex};

use serde_json::json;

use http::{Reply, Request, start};
use login::LONG;
use report::Report;

/// A server that answers all but logins and logouts so, and the paths that were asked for.
async fn answers(reply: Reply) -> (String, Arc<Mutex<Vec<String>>>) {
    let paths = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&paths);
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            kept.lock().unwrap().push(request.path.clone());
            match request.path.contains("logout") {
                true => Reply::json(200, json!({"Success": {"message": "out"}})),
                false => reply.clone(),
            }
        })
    };
    (start(answer).await, paths)
}

fn logged_out(paths: &Mutex<Vec<String>>) -> bool {
    let paths = paths.lock().unwrap();
    assert_eq!(paths.len(), 2, "{paths:?}");
    paths[1].contains("logout")
}

#[tokio::test]
async fn an_empty_account_is_told_and_logged_out() {
    let none = json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"});
    let (origin, paths) = answers(Reply::json(400, none)).await;
    let mut report = Report::default();
    let session = login::neo_of_g2(&origin, LONG).await;
    kotak_neo::work(session, &mut report).await.unwrap();
    assert!(logged_out(&paths));
    let told = report.to_string();
    assert!(
        told.contains("the account is empty") && told.contains("logout"),
        "{told}"
    );

    let (origin, paths) = answers(Reply::json(200, json!({"Success": []}))).await;
    let mut report = Report::default();
    let session = login::trade(&origin, LONG).await;
    kotak_trade::work(session, &mut report).await.unwrap();
    assert!(logged_out(&paths));
    assert!(
        report.to_string().contains("the account is empty"),
        "{report}"
    );
}

#[tokio::test]
async fn a_step_that_fails_is_told_after_the_logout() {
    let (origin, paths) = answers(Reply::html(500)).await;
    let mut report = Report::default();
    let session = login::neo_of_g2(&origin, LONG).await;
    kotak_neo::work(session, &mut report).await.unwrap_err();
    assert!(logged_out(&paths));
    let (origin, paths) = answers(Reply::html(500)).await;
    let session = login::trade(&origin, LONG).await;
    kotak_trade::work(session, &mut report).await.unwrap_err();
    assert!(logged_out(&paths));
}
