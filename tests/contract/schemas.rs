//! `JsonSchema` of every model, for those who use the feature.

use keyfob_contract_suite::schemas;

use crate::contract::vendors::vendors;

/// Every model has the spec's members, and every secret of the spec is one in the schema, too.
#[test]
fn every_model_describes_itself() {
    for vendor in vendors() {
        let secrets = schemas::every_model_describes_itself(&vendor);
        assert!(secrets > 0, "{}", vendor.api.name);
    }
}

/// A request refuses members that it does not have; an answer wants none.
#[test]
fn requests_are_strict_and_answers_are_not() {
    for vendor in vendors() {
        let asked = schemas::requests_are_strict_and_answers_are_not(&vendor);
        assert!(asked > 0, "{}", vendor.api.name);
    }
}
