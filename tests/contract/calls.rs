//! Every operation, every way in, every body, every status that the spec documents, every example of its answer.

use keyfob_contract_suite::calls;

use crate::contract::vendors::vendors;
use crate::contract::{kotak_neo, kotak_trade, quatrix};

#[tokio::test]
async fn kotak_trade_is_called_as_its_spec_says() {
    assert!(calls::every_call_and_answer(&kotak_trade::vendor()).await > 0);
}

#[tokio::test]
async fn kotak_neo_is_called_as_its_spec_says() {
    assert!(calls::every_call_and_answer(&kotak_neo::vendor()).await > 0);
}

#[tokio::test]
async fn quatrix_is_called_as_its_spec_says() {
    assert!(calls::every_call_and_answer(&quatrix::vendor()).await > 0);
}

#[tokio::test]
async fn nothing_leaves_without_its_credentials() {
    for vendor in vendors() {
        let count = calls::nothing_leaves_without_its_credentials(&vendor).await;
        assert!(count > 0, "{}", vendor.api.name);
    }
}

/// What must be sent and is not is an error before anything is sent.
#[tokio::test]
async fn nothing_leaves_without_what_it_needs() {
    for vendor in vendors() {
        let count = calls::nothing_leaves_without_what_it_needs(&vendor).await;
        assert!(count > 0, "{}", vendor.api.name);
    }
}
