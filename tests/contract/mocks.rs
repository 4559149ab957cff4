//! The typed mocks take what they were told to expect, and nothing else.

use keyfob_contract_suite::mocks;
use keyfob_contract_suite::stage::Stage;

use crate::contract::kotak_neo;
use crate::contract::vendors::vendors;

/// For each credential, parameter and body: a mock that expects another one is not met.
#[tokio::test]
async fn a_mock_with_another_expectation_is_not_met() {
    for vendor in vendors() {
        let count = mocks::a_mock_with_another_expectation_is_not_met(&vendor).await;
        assert!(count > vendor.operations().len(), "{count}");
    }
}

/// A mock that expects nothing in particular takes the calls of its own operation, and of no other.
#[tokio::test]
async fn a_mock_takes_no_other_operation() {
    for vendor in vendors() {
        mocks::a_mock_takes_no_other_operation(&vendor).await;
    }
}

/// One URL, two operations: only the view session tells them apart.
#[tokio::test]
async fn the_two_steps_of_neo_are_told_apart() {
    let vendor = kotak_neo::vendor();
    let stage = Stage::of(&vendor).await;
    let steps = ["login", "session_2fa"];
    for order in [steps, ["session_2fa", "login"]] {
        // Both at once, and it must not matter which one is asked first.
        let mocks = order.map(|id| (id, (stage.vendor.entry(id).bare)(&stage.server)));
        for step in steps {
            let operation = stage.vendor.described.operation(step).unwrap();
            stage.call(&stage.calls(operation).pop().unwrap()).await;
        }
        for (id, mut mock) in mocks {
            assert_eq!(mock.calls(), 1, "{id}");
            mock.delete();
        }
    }
}
