//! A vendor by OpenAPI 3.1: a cookie, and a flow in a browser whose token URL refreshes, too.

use keyfob::letters::types::DraftRequest;
use keyfob::letters::{ClientCredentials, Login, Manager};

use crate::stand::{HOUR, calls, settings, start};

#[tokio::test]
async fn a_cookie_is_sent_with_each_request() {
    let server = start("letters").await;
    let login = Login::new().with_settings(settings(&server));
    let session = login.api_key(&*server.account().api_key).unwrap();
    let letter = session.client().letters().read_letter().letter_id("L-1");
    letter.send().await.unwrap();
    assert_eq!(calls(&server)[0].1, Some(200));
}

#[tokio::test]
async fn a_refresh_token_of_a_flow_without_a_refresh_url_goes_to_its_token_url() {
    let server = start("letters").await;
    let account = server.account();
    let login = Login::new()
        .with_settings(settings(&server))
        .with_client(&account.client_id, &*account.client_secret);
    let session = login.refresh_token(&*account.refresh_token).await.unwrap();
    session.client().account().who_am_i().send().await.unwrap();
    let draft = DraftRequest::builder().to("ann@example.com").text("Hello.");
    let send = session.client().letters().send_letter().body(draft);
    send.send().await.unwrap();
}

#[tokio::test]
async fn a_manager_asks_for_a_token_again_where_the_one_it_has_is_over() {
    let server = start("letters").await;
    let account = server.account();
    let login = Login::new().with_settings(settings(&server));
    let provider = ClientCredentials::new(&account.client_id, &*account.client_secret);
    let manager = Manager::new(login, provider);
    for round in 1..=3 {
        let session = manager.session().await.unwrap();
        session
            .client()
            .letters()
            .list_letters()
            .send()
            .await
            .unwrap();
        assert_eq!(server.tokens_issued(), round);
        server.clock().advance(HOUR);
    }
}
