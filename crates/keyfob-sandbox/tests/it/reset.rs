//! Beginning anew, and switches that save tests their waiting.

use std::time::{Duration, SystemTime};

use keyfob_sandbox::exchange::{Decimal, demo};
use keyfob_sandbox::{Failure, Sandbox, Seed, When};
use serde_json::json;

use crate::harness::{get, post, sandbox};
use crate::trader::Neo;

#[tokio::test]
async fn a_reset_leaves_nothing_of_what_was_done() {
    let seed: Seed =
        "[[instruments]]\ntoken = 77\nsegment = \"nse_cm\"\nname = \"NEWCO\"\nlast = \"10.50\""
            .parse()
            .unwrap();
    let sandbox = Sandbox::builder().seed(seed).start().await.unwrap();
    let neo = Neo::newest(&sandbox).await;
    neo.place(json!({})).await;
    let exchange = sandbox.exchange();
    exchange.set_price(demo::SHARE, 1);
    exchange.set_price(77, 12);
    sandbox.quatrix().require_captcha(true);
    sandbox
        .quatrix()
        .put_folder("plain@sandbox.example", "new")
        .unwrap();
    sandbox.fail_next(When::Any, Failure::Html(503));
    sandbox.clock().advance(Duration::from_secs(3600));

    sandbox.reset();
    assert!(sandbox.exchanges().is_empty());
    assert!(exchange.orders().is_empty() && exchange.trades().is_empty());
    assert_eq!(
        exchange.instrument(demo::SHARE).unwrap().last,
        Decimal::new(151_075, 2)
    );
    assert_eq!(exchange.instrument(77).unwrap().last, Decimal::new(1050, 2));
    let ahead = sandbox.clock().now().duration_since(SystemTime::now());
    assert!(ahead.unwrap_or_default() < Duration::from_secs(60));
    assert_eq!(neo.get_at("/quick/user/orders").await.status, 403);
    let key = sandbox.accounts().quatrix[0].api_key.clone();
    let bearer = format!("Bearer {key}");
    let home = format!("{}/file/metadata?content=1", sandbox.quatrix_url());
    let home = get(&home, &[("Authorization", &bearer)]).await.expect(200);
    assert_eq!(home.json()["content"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_authenticator_code_works_again_only_where_that_is_allowed() {
    let sandbox = sandbox().await;
    let account = &sandbox.accounts().kotak_neo[0];
    crate::harness::early_in_step(&sandbox).await;
    let totp = sandbox.totp(&account.totp_secret).unwrap();
    let body = json!({"mobileNumber": account.mobile, "ucc": account.ucc, "totp": totp});
    let headers = [
        ("Authorization", account.dashboard_token.as_str()),
        ("neo-fin-key", "neotradeapi"),
    ];
    let url = format!("{}/login/1.0/tradeApiLogin", sandbox.url());
    post(&url, &headers, body.clone()).await.expect(200);
    assert_ne!(post(&url, &headers, body.clone()).await.status, 200);
    sandbox.kotak_neo().allow_used_codes(true);
    post(&url, &headers, body.clone()).await.expect(200);
    let wrong = json!({"mobileNumber": account.mobile, "ucc": account.ucc, "totp": "000000"});
    assert_ne!(post(&url, &headers, wrong).await.status, 200);
    sandbox.kotak_neo().allow_used_codes(false);
    assert_ne!(post(&url, &headers, body).await.status, 200);
}

#[tokio::test]
async fn no_more_is_filled_than_the_depth_says() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let exchange = sandbox.exchange();
    assert!(exchange.set_depth(demo::SHARE, 3) && !exchange.set_depth(7, 3));
    neo.place(json!({"qt": "5", "pt": "MKT", "pr": "0"})).await;
    assert_eq!(exchange.orders()[0].filled, 3);
    assert_eq!(exchange.instruments().len(), 12);
}
