//! Answers decode whatever becomes of one member, and all other members survive.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::contract::json::canon;
use crate::contract::registry::Model;
use crate::contract::spec::text;
use crate::contract::vendors::{Vendor, vendors};

#[test]
fn answers_survive_the_loss_of_any_member() {
    each_mutation(|_, parent, key| {
        remove(parent, key);
        true
    });
}

#[test]
fn answers_survive_null_in_the_place_of_any_member() {
    each_mutation(|value, _, _| replace(value, Value::Null));
}

#[test]
fn answers_survive_an_object_in_the_place_of_any_member() {
    each_mutation(|value, _, _| replace(value, json!({"keyfob-stranger": {"a": [1]}})));
    each_mutation(|value, _, _| replace(value, json!({})));
}

#[test]
fn answers_survive_a_list_in_the_place_of_any_member() {
    each_mutation(|value, _, _| replace(value, json!(["keyfob-stranger", 7, null, {}])));
    each_mutation(|value, _, _| replace(value, json!([])));
}

#[test]
fn answers_survive_a_scalar_in_the_place_of_any_member() {
    for scalar in [json!(true), json!(-1.5), json!(u64::MAX), json!(""), json!("keyfob-stranger")] {
        each_mutation(|value, _, _| replace(value, scalar.clone()));
    }
}
