//! A check that cannot go on stops, and says of each call what came of it.

use keyfob_drift::Outcome;
use keyfob_sandbox::{Failure, RetryAfter, Sandbox, When};
use serde_json::json;

use super::sessions::{Session, check, checker};

#[tokio::test]
async fn after_the_end_of_the_session_nothing_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = Session::of("quatrix", &sandbox).await;
    sandbox.take_exchanges();
    let ended = Failure::Json(401, json!({"msg": "Not authorised", "code": 14}));
    sandbox.fail_next(When::operation("quatrix", "profile_get").unwrap(), ended);
    let report = check("quatrix", &session).await;
    let checked = report.operation("profile_get").unwrap();
    assert_eq!(checked.outcome, Outcome::Refused, "{report}");
    assert_eq!(checked.reason.as_deref(), Some("session_ended"));
    let steps = report.operations.iter();
    let steps: Vec<_> = steps
        .filter(|one| one.outcome != Outcome::LeftOut)
        .collect();
    let at = steps.iter().position(|one| one.operation == "profile_get");
    let (_, after) = steps.split_at(at.unwrap() + 1);
    assert!(!after.is_empty());
    assert!(
        after.iter().all(|one| one.outcome == Outcome::NotReached),
        "{report}"
    );
    assert_eq!(sandbox.exchanges().len(), steps.len() - after.len());
}

#[tokio::test]
async fn too_many_calls_end_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = Session::of("kotak-neo", &sandbox).await;
    let limits = When::operation("kotak-neo", "get_client_ip").unwrap();
    sandbox.fail_next(limits, Failure::TooManyRequests(RetryAfter::Seconds(1)));
    let report = check("kotak-neo", &session).await;
    let outcome = |id: &str| report.operation(id).map(|one| one.outcome);
    let rest = report.operations.iter();
    let rest = rest
        .filter(|one| one.outcome == Outcome::NotReached)
        .count();
    assert!(rest > 0, "{report}");
    assert_ne!(outcome("get_client_ip"), Some(Outcome::Agreed));
}

/// Each call is told of once, in order; what a person took off the plan is not sent.
#[tokio::test]
async fn progress_is_told_and_a_plan_can_be_cut() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = Session::of("kotak-trade", &sandbox).await;
    sandbox.take_exchanges();
    let checker = checker("kotak-trade");
    let mut plan = checker.plan();
    plan.retain(|step| step.operation.starts_with("positions"));
    let all = plan.steps.len();
    let mut told = Vec::new();
    let report = checker
        .run(session.handle(), &plan, |progress| {
            told.push((progress.done, progress.all, progress.step.operation.clone()));
        })
        .await;
    let expected = plan.steps.iter().enumerate();
    let expected: Vec<_> = expected
        .map(|(at, step)| (at + 1, all, step.operation.clone()))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(sandbox.exchanges().len(), all);
    let left_out = report.operation("get_margins").unwrap();
    assert_eq!(left_out.outcome, Outcome::LeftOut);
    assert_eq!(left_out.reason.as_deref(), Some("taken off the plan"));
}

/// No answer at all is no drift.
#[tokio::test]
async fn a_connection_that_is_cut_is_no_finding() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = Session::of("kotak-trade", &sandbox).await;
    sandbox.fail_next(
        When::operation("kotak-trade", "get_margins").unwrap(),
        Failure::Dropped,
    );
    let report = check("kotak-trade", &session).await;
    let checked = report.operation("get_margins").unwrap();
    assert_eq!(checked.outcome, Outcome::Failed, "{report}");
    assert_eq!(checked.status, None);
    assert!(report.findings.is_empty(), "{report}");
}
