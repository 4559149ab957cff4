//! Clients that are sent to the second host.

use super::client::{Client, fault, text};
use crate::harness::sandbox;

#[tokio::test]
async fn sends_clients_to_the_second_host() {
    let sandbox = sandbox().await;
    let mut client = Client::of(&sandbox);
    sandbox.kotak_trade().redirect_to_second_host(true);
    let init = client.init().await.expect(200).json();
    let host = text(&init["Success"]["redirect"]["host"]);
    assert_eq!(host, format!("{}/apim", sandbox.second_url()));
    assert_eq!(
        fault(&client.login(&client.account.password).await),
        (401, 900901)
    );
    client.base = host.clone();
    assert_eq!(
        client.init().await.expect(200).json()["Success"]["redirect"]["host"],
        host
    );
    let session = client.session().await;
    client.positions(&session).await.expect(200);
}
