//! What stands in a path is shown nowhere, whatever a server makes of it: links and keys are as good as passwords while they last.
//!
//! Every operation with a parameter in its path is called with marked ones, and its answers repeat the path in any spelling.

use keyfob_contract_suite::paths;

use crate::contract::vendors::vendors;

/// In a process of its own: what is logged depends on who else listens.
#[test]
fn no_path_of_any_operation_is_shown() {
    paths::alone("contract::paths::child");
}

/// What the test above runs; among other tests it has nothing to do.
#[tokio::test]
async fn child() {
    if !paths::is_alone() {
        return;
    }
    let mut operations = 0;
    for vendor in vendors() {
        operations += paths::no_path_of_any_operation_is_shown(&vendor).await;
    }
    assert!(operations > 20, "{operations}");
}
