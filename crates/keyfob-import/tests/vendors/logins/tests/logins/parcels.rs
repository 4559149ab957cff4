//! A vendor by OpenAPI 3.0: a person's consent, which comes as a refresh token for one use, and a store for many processes.

use keyfob::Error;
use keyfob::parcels::types::{AddressRequest, ParcelsCreateRequest};
use keyfob::parcels::{Login, Manager, RefreshToken};
use keyfob::session::FileStore;
use keyfob_sandbox::examples::ExampleServer;

use crate::stand::{HOUR, calls, settings, start};

fn login(server: &ExampleServer) -> Login {
    let account = server.account();
    Login::new()
        .with_settings(settings(server))
        .with_client(&account.client_id, &*account.client_secret)
        .with_account("one")
}

#[tokio::test]
async fn a_refresh_token_that_is_taken_once_is_replaced_each_time() {
    let server = start("parcels").await;
    let first = server.account().refresh_token.clone();
    let manager = Manager::new(login(&server), RefreshToken::new(&*first));
    let session = manager.session().await.unwrap();
    let mut seen = vec![first.clone()];
    for round in 1..=3 {
        session.client().parcels().list().send().await.unwrap();
        assert_eq!(server.tokens_issued(), round);
        let newest = session.refresh_token().unwrap().expose().to_owned();
        assert!(!seen.contains(&newest), "the refresh token did not change");
        seen.push(newest);
        server.clock().advance(HOUR);
    }
    // The first one was for one use.
    let error = login(&server).refresh_token(first).await.unwrap_err();
    let error = error.error;
    assert!(matches!(error, Error::ApplicationRefused(_)), "{error:?}");
}

#[tokio::test]
async fn managers_of_one_store_share_a_session_and_its_renewals() {
    let server = start("parcels").await;
    let folder = tempfile::tempdir().unwrap();
    let manager = || {
        let token = RefreshToken::new(&*server.account().refresh_token);
        let store = FileStore::new(folder.path().join("session")).unwrap();
        Manager::new(login(&server), token).with_store(store)
    };
    let (first, second) = (manager(), manager());
    let sessions = [
        first.session().await.unwrap(),
        second.session().await.unwrap(),
    ];
    for round in 1..=3 {
        for session in &sessions {
            session.client().parcels().list().send().await.unwrap();
        }
        assert_eq!(server.tokens_issued(), round);
        server.end_access_tokens();
    }
    // A process that is started later has the newest refresh token.
    drop((first, second, sessions));
    let third = manager();
    let session = third.session().await.unwrap();
    session.client().parcels().list().send().await.unwrap();
    assert_eq!(server.tokens_issued(), 4);

    third.logout().await.unwrap();
    let error = session.client().parcels().list().send().await;
    assert!(error.unwrap_err().is_auth());
}

#[tokio::test]
async fn a_key_in_the_query_and_a_token_from_elsewhere_are_taken() {
    let server = start("parcels").await;
    let account = server.account();
    let login = Login::new().with_settings(settings(&server));
    let session = login.clone().api_key(&*account.api_key).unwrap();
    let label = session.client().labels().get().id(7).send().await;
    label.unwrap();
    let session = login.clone().token(&*account.token).unwrap();
    session.client().parcels().get().id(7).send().await.unwrap();

    let session = login
        .client_credentials(&account.client_id, &*account.client_secret)
        .await
        .unwrap();
    let to = AddressRequest::builder().line("1 Main Road").country("IN");
    let parcel = ParcelsCreateRequest::builder().to(to).weight("1.25");
    let create = session.client().parcels().create().body(parcel);
    create.send().await.unwrap();
    // Nothing is asked of the wrong kind of session.
    let label = session.client().labels().get().id(7).send().await;
    assert!(label.unwrap_err().is_auth());
    assert_eq!(calls(&server).len(), 3);
}
