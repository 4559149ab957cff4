//! No operation takes an error for its answer: what vendors were seen to send with 200 in its place, to every operation.

use keyfob_contract_suite::proof;
use keyfob_contract_suite::registry::Outcome;
use keyfob_contract_suite::stage::Stage;
use keyfob_core::{FaultKind, Refusal};
use serde_json::json;

use crate::contract::vendors::vendors;

#[tokio::test]
async fn no_operation_takes_an_error_for_its_answer() {
    let mut count = 0;
    for vendor in vendors() {
        count += proof::no_operation_takes_an_error_for_its_answer(&vendor).await;
    }
    assert!(count > 1_000, "{count}");
}

/// Known codes and words for "there is nothing" are told as such.
#[tokio::test]
async fn an_account_without_orders_today_is_told_as_that() {
    for vendor in vendors() {
        let (id, body) = match vendor.api.name {
            "kotak-neo" => ("get_positions", json!({"stat": "Not_Ok", "stCode": 5203})),
            "kotak-trade" => ("positions_today", json!({"Success": "No data found"})),
            _ => continue,
        };
        let stage = Stage::of(&vendor).await;
        stage.server.mock(|_, then| {
            then.status(200).json_body(body);
        });
        let operation = stage.vendor.described.operation(id).unwrap();
        let outcome = stage.call(&stage.calls(operation).remove(0)).await;
        let Outcome::Failed(error) = outcome else {
            panic!("{id}: {outcome:?}");
        };
        let kind = error.refusal().and_then(Refusal::kind);
        assert_eq!(kind, Some(FaultKind::NoData), "{id}: {error:?}");
    }
}
