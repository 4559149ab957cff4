//! An account without anything is no error.

use example::Account;

#[path = "../../examples/first_call.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

#[tokio::test]
async fn an_empty_account_has_empty_lists_and_no_error() {
    let account = Account::sandbox().await.unwrap();
    account.empty_sandbox();
    let session = account.manager().session().await.unwrap();
    assert!(session.orders().await.unwrap().is_empty());
    assert!(session.positions().await.unwrap().is_empty());
    assert!(session.holdings().await.unwrap().is_empty());
    example::look(&session).await.unwrap();
    session.logout().await.unwrap();
}

#[tokio::test]
async fn an_account_that_has_something_shows_it() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    assert_ne!(session.positions().await.unwrap().len(), 0);
    assert_ne!(session.holdings().await.unwrap().len(), 0);
    example::look(&session).await.unwrap();
}
