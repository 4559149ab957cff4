//! Errors: what each example means, and errors inside a success.

use std::collections::BTreeSet;

use keyfob_contract_suite::faults::{self, failed, variant};
use keyfob_contract_suite::stage::Stage;

use crate::contract::kotak_neo;
use crate::contract::vendors::{meanings, vendors};

/// Each error example becomes the variant that the vendor's table names; each line of the table is for something.
#[tokio::test]
async fn errors_mean_what_they_say() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (vendor, meanings) in meanings() {
        let found = faults::meanings(&vendor, meanings).await;
        wrong.extend(found.0);
        count += found.1;
    }
    assert!(
        wrong.is_empty() && count > 0,
        "of {count}:\n{}",
        wrong.join("\n")
    );
}

/// An error body that the spec's marks give away is an error with status 200, too, and says the same.
#[tokio::test]
async fn errors_inside_a_success_are_errors() {
    let mut names = BTreeSet::new();
    for vendor in vendors() {
        if faults::errors_inside_a_success_are_errors(&vendor).await > 0 {
            names.insert(vendor.api.name);
        }
    }
    // Quatrix has no such errors.
    assert_eq!(names, BTreeSet::from(["kotak-neo", "kotak-trade"]));
}

/// A list is no object, even if it has no more elements than the object has members, and an object is no list.
#[tokio::test]
async fn an_answer_of_another_shape_is_none() {
    for vendor in vendors() {
        faults::an_answer_of_another_shape_is_none(&vendor).await;
    }
}

/// What a login hears with status 200 is a refusal of what was tried, as with 401.
#[tokio::test]
async fn a_refused_login_with_status_200_is_a_refused_login() {
    for (operation, name, expected) in [
        ("trade_api_validate", "E9", "WrongCode"),
        ("trade_api_login", "E8", "WrongCode"),
        ("session_init", "E7", "ApplicationRefused"),
    ] {
        let vendor = kotak_neo::vendor();
        let stage = Stage::of(&vendor).await;
        let operation = stage.vendor.described.operation(operation).unwrap();
        let mut answers = stage.answers(operation).into_iter();
        let of_401 = answers.find(|(known, answer)| known == name && answer.reply.status == 401);
        let (place, mut answer) = of_401.unwrap();
        answer.status = Some(200);
        let call = stage.calls(operation).remove(0);
        assert_eq!(
            variant(&failed(stage.play(&call, &answer).await, &place)),
            expected
        );
    }
}
