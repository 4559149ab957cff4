//! Without drift there is nothing to find, and a plan calls what it says.

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
