//! What an answer has and its type does not know: it is kept as it came, or told.

use keyfob_core::Handle;
use serde_json::{Value, json};

use crate::contract::{kotak_neo, kotak_trade, quatrix};
use keyfob_contract_suite::stage::Stage;

/// A member that no vendor sends.
fn strange() -> Value {
    json!({"a": [1, null, {"b": "c"}], "price": 101.25, "large": u64::MAX, "text": "", "none": null})
}

/// The session for an operation, with every credential, and a server that answers with this.
async fn answering(stage: &Stage<'_>, operation: &str, body: &Value) -> Handle {
    let body = body.to_string();
    stage
        .server
        .mock_async(|_, then| {
            then.status(200)
                .header("content-type", "application/json")
                .body(body);
        })
        .await;
    let operation = stage.vendor.described.operation(operation).unwrap();
    let session = stage.session(operation);
    let vendor = stage.vendor;
    vendor.hold(session.credentials(), &vendor.all());
    session
}

#[tokio::test]
async fn an_order_book_of_neo_keeps_what_is_not_described() {
    let vendor = kotak_neo::vendor();
    let stage = Stage::of(&vendor).await;
    let body = json!({
        "stat": "Ok", "stCode": 200, "more": strange(), "Data": [1],
        "data": [
            {"nOrdNo": "1", "prc": {"odd": 1}, "more": strange(), "": "", "ordSt": "complete"},
            {"nOrdNo": "2", "prc": "10.50", "ordSt": "new word"},
        ],
    });
    let client = ::kotak_neo::Client::new(answering(&stage, "get_order_book", &body).await);
    let answer = client.reports().order_book().send().await.unwrap();
    assert_eq!(json!(answer.other), json!({"more": strange(), "Data": [1]}));
    let [first, second] = answer.data.as_slice() else {
        panic!("{answer:?}");
    };
    assert_eq!(json!(first.other), json!({"more": strange(), "": ""}));
    assert!(second.other.is_empty(), "{:?}", second.other);
    // What is described and cannot be read is told, and is not among the others.
    let told: Vec<_> = answer.drift().iter().map(|drift| drift.path()).collect();
    assert_eq!(told, ["data[0].prc"]);
    assert!(first.price.is_none() && !first.other.contains_key("prc"));
    // Written again, everything stands where it stood.
    let written = serde_json::to_value(&*answer).unwrap();
    assert_eq!(written["more"], strange());
    assert_eq!(written["data"][0]["more"], strange());
    assert_eq!(written["data"][1]["ordSt"], "new word");
}

#[tokio::test]
async fn positions_of_trade_keep_what_is_not_described() {
    let vendor = kotak_trade::vendor();
    let stage = Stage::of(&vendor).await;
    let body = json!({"Success": [{"instrumentToken": {"odd": 1}, "averageStockPrice": 1.5, "more": strange()}], "more": strange()});
    let client = ::kotak_trade::Client::new(answering(&stage, "positions_today", &body).await);
    let answer = client.positions().today().send().await.unwrap();
    assert_eq!(json!(answer.other), json!({"more": strange()}));
    let rows = serde_json::to_value(&*answer).unwrap();
    let rows: Vec<_> = rows
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_array)
        .collect();
    let kept = json!({"averageStockPrice": 1.5, "more": strange()});
    assert_eq!(rows, [&vec![kept]]);
    assert_eq!(answer.drift().len(), 1, "{:?}", answer.drift());
}

#[tokio::test]
async fn a_folder_of_quatrix_keeps_what_is_not_described() {
    let vendor = quatrix::vendor();
    let stage = Stage::of(&vendor).await;
    let body = json!({"id": "x", "size": {}, "more": strange(), "content": [{"id": "y", "more": strange()}]});
    let client = ::quatrix::Client::new(answering(&stage, "file_metadata_home_get", &body).await);
    let answer = client.files().home().send().await.unwrap();
    assert_eq!(json!(answer.other), json!({"more": strange()}));
    assert_eq!(json!(answer.content[0].other), json!({"more": strange()}));
    let told: Vec<_> = answer.drift().iter().map(|drift| drift.path()).collect();
    assert_eq!(told, ["size"]);
}

/// What would take far more memory than was sent is left out and told; what stands beside it is kept.
#[tokio::test]
async fn a_huge_member_that_is_not_described_is_told() {
    let vendor = kotak_neo::vendor();
    let stage = Stage::of(&vendor).await;
    let huge = vec![json!([]); 300_000];
    let body = json!({
        "stat": "Ok", "a": 1, "huge": huge, "more": strange(),
        "data": [{"nOrdNo": "1", "huge": huge, "more": strange()}],
    });
    let client = ::kotak_neo::Client::new(answering(&stage, "get_order_book", &body).await);
    let answer = client.reports().order_book().send().await.unwrap();
    assert_eq!(json!(answer.other), json!({"a": 1, "more": strange()}));
    assert_eq!(json!(answer.data[0].other), json!({"more": strange()}));
    let mut told: Vec<_> = answer.drift().iter().map(|drift| drift.path()).collect();
    told.sort_unstable();
    assert_eq!(told, ["data[0].huge", "huge"]);
    assert!(answer.drift().iter().all(|drift| drift.found() == "array"));
}
