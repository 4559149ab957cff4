//! Tags of orders.

use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

#[tokio::test]
async fn tags_come_back_and_are_used_once() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"ig": "mine"})).await;
    assert_eq!(neo.order(&number).await["GuiOrdId"], "mine");
    assert_eq!(neo.refused(json!({"ig": "mine"})).await, 5204);
    neo.place(json!({"ig": ""})).await;
    neo.place(json!({"ig": ""})).await;
}
