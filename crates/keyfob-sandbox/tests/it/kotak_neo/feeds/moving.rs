//! A market that moves by itself.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::demo;
use serde_json::json;

use super::sfeed;
use crate::trader::Neo;

#[tokio::test]
async fn prices_move_feeds_tell_of_them_and_orders_fill() {
    let builder = Sandbox::builder().ticks(5000).tick_seed(7);
    let sandbox = builder.bulk_instruments(2).start().await.unwrap();
    let session = Neo::newest(&sandbox).await;
    let number = session.place(json!({"pr": "1510.50"})).await;
    let mut feed = sfeed::logged_in(&sandbox, &session).await;
    feed.text(r#"{"event":"subscribeScripsLite","inputtoken":"nse_cm|2000001"}"#)
        .await;
    for _ in 0..20 {
        assert_eq!(feed.next_bytes().await.len() % 54, 0);
    }
    while session.order(&number).await["ordSt"] != "complete" {}
    let share = sandbox.exchange().instrument(demo::SHARE).unwrap();
    assert!(share.range.0 < share.range.1);
}

#[tokio::test]
async fn what_was_listed_in_bulk_is_there_after_a_reset_at_the_same_prices() {
    let sandbox = Sandbox::builder().bulk_instruments(20).start().await;
    let sandbox = sandbox.unwrap();
    let before = sandbox.exchange().instruments();
    assert!(sandbox.exchange().set_price(2_000_020, 99));
    sandbox.reset();
    assert_eq!(sandbox.exchange().instruments(), before);
}
