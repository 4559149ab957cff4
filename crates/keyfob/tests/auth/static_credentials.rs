//! API keys, tokens from elsewhere, and HTTP Basic: nothing is sent to log in.

use keyfob::auth::StaticCredentials;
use keyfob::session::MemoryStore;
use keyfob::{Error, SavedSession};

use crate::acme::{API_KEY, APP_KEY, BASIC, COOKIE, Login, Manager, OAUTH, login};
use crate::server::Acme;

#[tokio::test]
async fn credentials_that_go_together_go_together() {
    let acme = Acme::start().await;
    let login = login(&acme)
        .with_credential(&API_KEY, " key-1\n")
        .with_credential(&APP_KEY, "app&1");
    let session = login.session().unwrap();
    assert!(acme.calls().is_empty());
    session.client().keyed().await.unwrap();
    let call = &acme.calls()[0];
    assert_eq!(call.header("x-api-key"), "key-1");
    assert_eq!(call.target, "/v1/things?app_key=app%261");
}

#[tokio::test]
async fn a_cookie_a_token_and_basic_go_where_they_belong() {
    let acme = Acme::start().await;
    let cookie = login(&acme).with_credential(&COOKIE, "c1").session();
    cookie.unwrap().client().keyed().await.unwrap();
    let basic = login(&acme)
        .with_basic_credential(&BASIC, "Aladdin", "open:sesame")
        .session();
    basic.unwrap().client().keyed().await.unwrap();
    acme.book().access.insert("elsewhere".to_owned());
    let token = login(&acme).with_credential(&OAUTH, "elsewhere").session();
    token.unwrap().client().read().await.unwrap();
    let calls = acme.calls();
    assert_eq!(calls[0].header("cookie"), "sid=c1");
    let pair = "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==";
    assert_eq!(calls[1].header("authorization"), pair);
}

#[tokio::test]
async fn credentials_that_no_operation_takes_are_told_at_once() {
    let failed = Login::new().with_credential(&APP_KEY, "x").session();
    let failed = failed.unwrap_err();
    let text = failed.to_string();
    assert!(
        matches!(failed.error, Error::Settings(_)) && text.contains("`oauth`"),
        "{text}"
    );
    assert!(Login::new().session().is_err());
    // The login comes back.
    failed
        .state
        .with_credential(&API_KEY, "y")
        .session()
        .unwrap();
}

#[tokio::test]
async fn a_session_is_saved_and_taken_up_again_by_its_own_account_alone() {
    let acme = Acme::start().await;
    let login = login(&acme).with_account("one");
    let keyed = login.clone().with_credential(&COOKIE, "c1");
    let saved = keyed.session().unwrap().save();
    let saved = SavedSession::from_bytes(&saved.to_bytes()).unwrap();
    let session = login.resume(&saved).unwrap();
    session.client().keyed().await.unwrap();
    assert_eq!(acme.calls()[0].header("cookie"), "sid=c1");
    for other in [
        login.clone().with_account("two"),
        login.clone().with_server_variable("tenant", "other"),
    ] {
        let error = other.resume(&saved).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    }
    session.logout().await.unwrap();
}

#[tokio::test]
async fn what_the_login_holds_is_newer_than_what_was_saved() {
    let acme = Acme::start().await;
    let before = login(&acme).with_credential(&COOKIE, "old").session();
    let saved = before.unwrap().save();
    let now = login(&acme).with_credential(&COOKIE, "new");
    let session = now.resume(&saved).unwrap();
    session.client().keyed().await.unwrap();
    assert_eq!(acme.calls()[0].header("cookie"), "sid=new");
}

#[tokio::test]
async fn a_logout_sends_nothing_and_ends_it_for_all() {
    let acme = Acme::start().await;
    let session = login(&acme)
        .with_credential(&COOKIE, "c1")
        .session()
        .unwrap();
    let clone = session.clone();
    session.logout().await.unwrap();
    let error = clone.client().keyed().await.unwrap_err();
    assert!(
        matches!(error, Error::MissingCredential { .. }),
        "{error:?}"
    );
    assert!(acme.calls().is_empty());
}

#[tokio::test]
async fn a_manager_shares_them_and_basic_stays_with_each_login() {
    let acme = Acme::start().await;
    let login = login(&acme)
        .with_account("one")
        .with_basic_credential(&BASIC, "u", "S3CR3T-p");
    let store = MemoryStore::default();
    for _ in 0..2 {
        let manager = Manager::new(login.clone(), StaticCredentials).with_store(store.clone());
        let session = manager.session().await.unwrap();
        session.client().keyed().await.unwrap();
    }
    assert_eq!(acme.calls().len(), 2);
    let unnamed = Login::new().with_basic_credential(&BASIC, "u", "p");
    let manager = Manager::new(unnamed, StaticCredentials).with_store(store);
    let error = manager.session().await.unwrap_err();
    assert!(matches!(error, Error::Settings(_)), "{error:?}");
}

#[tokio::test]
async fn a_tenant_is_a_part_of_the_account_and_of_the_host() {
    let login = Login::new()
        .with_account("one")
        .with_server_variable("tenant", "eu");
    let session = login.with_credential(&OAUTH, "t").session().unwrap();
    let saved = session.save();
    assert_eq!(saved.account(), "one tenant=eu");
    assert_eq!(
        session.client().0.servers().base_url(),
        "https://eu.acme.test/v1"
    );
    // A host that is none of the vendor's gets no token.
    let login = Login::new().with_server_variable("tenant", "evil.test/x");
    let session = login.with_credential(&OAUTH, "t").session().unwrap();
    let error = session.client().read().await.unwrap_err();
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
}
