//! Without drift there is nothing to find, and a plan calls what it says.

use std::collections::BTreeMap;

use keyfob_core::{Api, Repeat};
use keyfob_drift::Outcome;
use keyfob_sandbox::Sandbox;

use super::sessions::{Session, VENDORS, check, checker};
use super::used::use_it;

#[tokio::test]
async fn the_sandbox_answers_as_the_documents_say() {
    for vendor in VENDORS {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        use_it(&session, &sandbox).await;
        let report = check(vendor, &session).await;
        assert!(report.findings.is_empty(), "{report}");
        let agreed = report.operations.iter();
        let agreed = agreed.filter(|one| one.outcome == Outcome::Agreed).count();
        assert!(
            agreed * 5 >= checker(vendor).plan().steps.len() * 4,
            "{report}"
        );
        let seen: usize = report.operations.iter().map(|one| one.seen.len()).sum();
        assert!(seen > 100, "{report}");
    }
}

/// What an operation is asked with comes from the answers before it, in the path, in the query, in a form and in JSON.
#[tokio::test]
async fn calls_have_what_they_need_of_earlier_answers() {
    for (vendor, operations) in [
        (
            "kotak-neo",
            ["get_order_by_id", "get_order_history", "get_limits"],
        ),
        (
            "kotak-trade",
            [
                "get_order_report_by_order_id",
                "get_ltp_quote",
                "get_ohlc_quote",
            ],
        ),
        (
            "quatrix",
            ["file_diff_get", "file_id_lookup", "project_folder_get"],
        ),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        use_it(&session, &sandbox).await;
        let report = check(vendor, &session).await;
        for operation in operations {
            let outcome = report.operation(operation).map(|one| one.outcome);
            assert_eq!(outcome, Some(Outcome::Agreed), "{operation}: {report}");
        }
    }
}

/// Orders, money, files and sessions are as before.
#[tokio::test]
async fn a_check_changes_nothing() {
    for vendor in VENDORS {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        use_it(&session, &sandbox).await;
        let state = || {
            let (exchange, quatrix) = (sandbox.exchange(), sandbox.quatrix());
            let accounts = sandbox.accounts().quatrix.iter();
            let files: BTreeMap<_, _> = accounts
                .map(|account| (account.email.clone(), quatrix.files(&account.email, "/")))
                .collect();
            let orders = format!("{:?}", exchange.orders());
            (
                orders,
                exchange.trades().len(),
                files,
                quatrix.open_sessions(),
                quatrix.mails().len(),
            )
        };
        let before = state();
        check(vendor, &session).await;
        assert!(state() == before, "{vendor}");
    }
}

/// By the tables that the clients go by, not by the documents that the plans are made of.
#[test]
fn no_plan_has_what_may_change_something() {
    let apis: [&Api; 3] = [&kotak_neo::API, &kotak_trade::API, &quatrix::API];
    for api in apis {
        let plan = checker(api.name).plan();
        assert_eq!(plan.steps.len() + plan.left_out.len(), api.operations.len());
        for step in plan.steps {
            let operation = api.operation(&step.operation).unwrap();
            assert_eq!(operation.repeat, Repeat::Safe, "{}", operation.id);
            assert_eq!(operation.proves, None, "{}", operation.id);
            assert_eq!(operation.path, step.path);
            let words = [
                "create", "delete", "download", "edit", "log", "place", "upload",
            ];
            let words = words.iter().filter(|word| operation.id.contains(*word));
            let words: Vec<_> = words
                .filter(|_| operation.id != "account_logo_get")
                .collect();
            assert!(
                words.is_empty() || operation.id == "tracking_download_list",
                "{}",
                operation.id
            );
        }
        assert!(plan.left_out.iter().all(|left| !left.reason.is_empty()));
    }
}
