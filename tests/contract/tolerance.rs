//! Answers decode whatever becomes of one member, and all other members survive.
//!
//! Not at random: every example of every answer, every member of it at any depth, every change.

use keyfob_contract_suite::changes::Change;
use keyfob_contract_suite::registry::recode;
use keyfob_contract_suite::tolerance::{self, lost};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::contract::vendors::vendors;

#[test]
fn answers_survive_any_change_of_any_member() {
    for vendor in vendors() {
        let count = tolerance::answers_survive_any_change_of_any_member(&vendor);
        assert!(count > 0, "{}", vendor.api.name);
    }
}

/// The other names that a member is known to go by.
#[test]
fn answers_are_read_under_their_other_names() {
    let vendors = vendors();
    let counts = vendors
        .iter()
        .map(tolerance::answers_are_read_under_their_other_names);
    assert!(counts.sum::<usize>() > 0);
}

/// The check itself notices a type that is strict.
#[test]
fn a_strict_type_is_noticed() {
    #[derive(Deserialize, Serialize)]
    struct Strict {
        text: Option<String>,
        number: Option<i64>,
    }
    #[derive(Deserialize, Serialize)]
    struct Demanding {
        text: Value,
        number: Value,
    }
    #[derive(Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Closed {
        text: Option<Value>,
        number: Option<Value>,
    }
    #[derive(Deserialize, Serialize)]
    struct Forgetful {
        text: Option<Value>,
    }
    let example = json!({"text": "a", "number": 1});
    let found = |recode, change: Change| lost(recode, &example, &change, &|_| false).1.len();
    assert_eq!(found(recode::<Strict>, Change::Drop), 0);
    assert_eq!(found(recode::<Strict>, Change::Swap), 2);
    assert_eq!(found(recode::<Strict>, Change::Put(json!({}))), 2);
    assert_eq!(found(recode::<Demanding>, Change::Drop), 2);
    assert_eq!(found(recode::<Closed>, Change::Add), 1);
    assert_eq!(found(recode::<Forgetful>, Change::Add), 2);
    assert_eq!(found(recode::<Forgetful>, Change::Drop), 1);
}
