//! Every operation in every environment: to the right host, at the right path, with the headers and members that are known there.

use keyfob_contract_suite::environments;

use crate::contract::vendors::vendors;

#[tokio::test]
async fn every_operation_goes_to_the_right_url_in_every_environment() {
    for vendor in vendors() {
        let count = environments::every_operation_goes_to_the_right_url(&vendor).await;
        let times = if vendor.moved.is_empty() { 1 } else { 2 };
        let all = vendor.operations().len() * vendor.described.variants().len();
        assert_eq!(count, times * all, "{}", vendor.api.name);
    }
}

/// The first environment of the spec is the one without a choice.
#[tokio::test]
async fn the_first_environment_is_the_default() {
    for vendor in vendors() {
        environments::the_first_environment_is_the_default(&vendor);
    }
}
