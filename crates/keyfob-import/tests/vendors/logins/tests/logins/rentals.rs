//! A vendor by Swagger 2.0: client credentials, an API key, HTTP Basic.

use std::time::UNIX_EPOCH;

use keyfob::rentals::types::{BicycleKind, BicycleRequest, RentBicycleRequest};
use keyfob::rentals::{ClientCredentials, Login, Manager};
use keyfob::{Clock, Settings};
use tokio::time::sleep;

use crate::paused::Inhibitor;
use crate::stand::{HOUR, calls, settings, start};

#[tokio::test]
async fn a_session_by_client_credentials_lasts_as_long_as_its_token() {
    let server = start("rentals").await;
    let account = server.account();
    let login = Login::new().with_settings(settings(&server));
    let session = login
        .client_credentials(&account.client_id, &*account.client_secret)
        .await
        .unwrap();
    let client = session.client();
    let rentals = client.bicycles().list_bicycles().limit(5).send().await;
    assert!(!rentals.unwrap().is_empty());
    let hours = RentBicycleRequest::builder().hours(2);
    let rented = client
        .rentals()
        .rent_bicycle()
        .bicycle_id("B-1")
        .body(hours);
    rented.send().await.unwrap();
    assert!(session.ends_at().unwrap() <= server.clock().now() + HOUR);

    server.clock().advance(HOUR);
    let error = client.bicycles().list_bicycles().send().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
    session.clone().logout().await.unwrap();
    let sent = server.exchanges().len();
    let error = client.bicycles().list_bicycles().send().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
    assert_eq!(server.exchanges().len(), sent);
}

#[tokio::test]
async fn credentials_that_go_with_each_request_go_where_the_document_says() {
    let server = start("rentals").await;
    let account = server.account();
    let login = Login::new().with_settings(settings(&server));
    let session = login.clone().api_key(&*account.api_key).unwrap();
    let bicycle = session.client().bicycles().bicycle().bicycle_id("B-1");
    bicycle.send().await.unwrap();

    let session = login
        .clone()
        .basic(&*account.username, &*account.password)
        .unwrap();
    let remove = session.client().bicycles().remove_bicycle();
    remove.bicycle_id("B-1").send().await.unwrap();

    // A token and a key together.
    let session = login
        .with_api_key(&*account.api_key)
        .client_credentials(&account.client_id, &*account.client_secret)
        .await
        .unwrap();
    let bicycle = BicycleRequest::builder().kind(BicycleKind::Cargo);
    let add = session.client().bicycles().add_bicycle().body(bicycle);
    add.send().await.unwrap();
    let statuses: Vec<_> = calls(&server).into_iter().map(|call| call.1).collect();
    assert_eq!(statuses, [Some(200), Some(204), Some(201)]);
}

#[tokio::test]
async fn a_manager_renews_a_token_that_the_vendor_refuses_and_sends_the_call_again() {
    let server = start("rentals").await;
    let account = server.account();
    let login = Login::new().with_settings(settings(&server));
    let provider = ClientCredentials::new(&account.client_id, &*account.client_secret);
    let manager = Manager::new(login, provider);
    let session = manager.session().await.unwrap();
    for round in 1..=3 {
        let bicycles = session.client().bicycles().list_bicycles();
        bicycles.send().await.unwrap();
        assert_eq!(server.tokens_issued(), round);
        // The client does not know.
        server.end_access_tokens();
    }
    // What is never sent twice is told, and goes the next time.
    let rent = || {
        let hours = RentBicycleRequest::builder().hours(2);
        let rentals = session.client().rentals().rent_bicycle();
        rentals.bicycle_id("B-1").body(hours).send()
    };
    let error = rent().await.unwrap_err();
    assert!(error.session_renewed(), "{error:?}");
    rent().await.unwrap();

    manager.logout().await.unwrap();
    let error = rent().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
}

/// A day on tokio's clock, by which nobody waits.
#[tokio::test(start_paused = true)]
async fn a_manager_renews_a_token_before_its_end() {
    let server = start("rentals").await;
    let account = server.account();
    let settings = Settings::default().with_origin(server.url());
    let settings = settings
        .with_clock(Clock::starting_at(UNIX_EPOCH + HOUR))
        .with_hook(Inhibitor::default());
    let provider = ClientCredentials::new(&account.client_id, &*account.client_secret);
    let manager = Manager::new(Login::new().with_settings(settings), provider);
    let session = manager.session().await.unwrap();
    sleep(24 * HOUR).await;
    let issued = server.tokens_issued();
    assert!((25..=28).contains(&issued), "{issued}");
    let bicycles = session.client().bicycles().list_bicycles();
    bicycles.send().await.unwrap();
    assert_eq!(calls(&server).len(), 1);
}
