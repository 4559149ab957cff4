//! The time the books tell.

use std::time::Duration;

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

#[tokio::test]
async fn books_keep_sandbox_time() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({})).await;
    let placed = neo.order(&number).await["boeSec"].as_u64().unwrap();
    sandbox.clock().advance(Duration::from_secs(600));
    sandbox.exchange().set_price(demo::SHARE, 1500);
    let row = neo.order(&number).await;
    assert!((600..620).contains(&(row["boeSec"].as_u64().unwrap() - placed)));
    assert!(number.len() == 15 && row["hsUpTm"].as_str().unwrap().len() == 19);
}
