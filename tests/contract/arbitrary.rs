//! Any bytes at all, as the answer to every operation: they come to a value or to an error, and never to a panic.

use keyfob_contract_suite::arbitrary;

use crate::contract::vendors::vendors;

#[test]
fn no_bytes_make_any_answer_type_panic() {
    let vendors = vendors();
    let all = vendors
        .iter()
        .map(arbitrary::no_bytes_make_any_answer_type_panic);
    let all: Vec<_> = all.collect();
    // Both ways out were taken, by every vendor's types.
    let is_taken = |came: &arbitrary::Came| came.values > came.types && came.errors > came.types;
    assert!(all.iter().all(is_taken), "{all:?}");
    assert!(
        all.iter().map(|came| came.types).sum::<usize>() > 100,
        "{all:?}"
    );
}

/// What comes with the type's own example comes through: the check calls what a call calls.
#[test]
fn every_answer_type_is_reached() {
    vendors()
        .iter()
        .for_each(arbitrary::every_answer_type_is_reached);
}
