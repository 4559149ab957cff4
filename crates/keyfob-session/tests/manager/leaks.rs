//! Nothing of a secret shows.

use keyfob_session::{ManagedSession, Manager, MemoryStore, SessionStore};

use crate::login::{Login, Password};
use crate::vendor::Vendor;

#[tokio::test]
async fn nothing_of_a_session_shows() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let session = manager.session().await.unwrap();
    let record = store.load(manager.id()).await.unwrap().unwrap();
    let kept = String::from_utf8(record.contents.to_vec()).unwrap();
    assert!(kept.contains("S3CR3T-session"), "the session is kept");
    let saved = session.save();
    vendor.script(
        "/login",
        &[(401, r#"{"message":"S3CR3T-password is wrong"}"#)],
    );
    vendor.end_sessions();
    let error = session.read().await.unwrap_err();
    let shown = format!(
        "{manager:?} {store:?} {record:?} {saved:?} {:?} {error:?} {error} {:?}",
        session.handle,
        manager.id()
    );
    assert!(!shown.contains("S3CR3T"), "{shown}");
}
