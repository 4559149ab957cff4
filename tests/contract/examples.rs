//! Every example of every spec fits its schema, and survives its generated type.

use keyfob_contract_suite::examples::{self, losses, misfits};

use crate::contract::quatrix;
use crate::contract::vendors::vendors;

#[test]
fn every_example_fits_its_schema() {
    for vendor in vendors() {
        let count = examples::every_example_fits_its_schema(&vendor);
        assert!(
            count > vendor.operations().len(),
            "{}: {count} examples",
            vendor.api.name
        );
    }
}

#[test]
fn every_example_survives_its_type() {
    for vendor in vendors() {
        examples::every_example_survives_its_type(&vendor);
    }
}

/// Every exact decimal of every answer keeps more digits than a binary float has.
#[test]
fn every_decimal_is_exact() {
    for vendor in vendors() {
        let count = examples::every_decimal_is_exact(&vendor);
        assert!(count > 0, "{}", vendor.api.name);
    }
}

/// Both checks notice a broken example, wherever it stands.
#[test]
fn a_broken_example_is_noticed() {
    let vendor = quatrix::vendor();
    let title = "value: {status: A, title: Example Studio";
    for (good, broken, is_lossy) in [
        // A name that the schema does not have: an answer keeps it, a request does not.
        (title, title.replace("title", "titel"), false),
        (
            SECOND_FACTOR,
            SECOND_FACTOR.replace("PIN", "PIN, more: x"),
            true,
        ),
        // A type that it does not say.
        (
            "{msg: Too many requests, code: -1}",
            "{msg: Too many requests, code: many}".to_owned(),
            true,
        ),
        (
            "{msg: Too many requests, code: -1}",
            "{msg: Too many requests, code: \"-1\"}".to_owned(),
            true,
        ),
        (
            "              token: 03AFcWeA-5xL9mQ2vTzRk_7uJd",
            "              token: 5".to_owned(),
            true,
        ),
        // A word that a closed enum does not have, and a member that is wanted and missing.
        (SECOND_FACTOR, SECOND_FACTOR.replace("PIN", "pin"), true),
        (
            SECOND_FACTOR,
            SECOND_FACTOR.replace(", auth_type: PIN", ""),
            true,
        ),
        // Parameters and headers, which have no type of their own.
        (
            "example: 03AFcWeA/5xL9mQ2vTzRk+7uJd=",
            "example: 5".to_owned(),
            false,
        ),
        ("example: 71\n", "example: seventy-one\n".to_owned(), false),
    ] {
        let described = vendor.described.altered(good, &broken);
        let (_, misfits) = misfits(&described);
        assert!(!misfits.is_empty(), "{broken} fits");
        assert_eq!(
            !losses(&vendor, &described).is_empty(),
            is_lossy,
            "{broken} is kept"
        );
    }
}

const SECOND_FACTOR: &str =
    "example: {ids: [6025d18f-e48a-4d45-9685-28f18a82e265], auth_type: PIN}";
