//! The second factors, offered and taken.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{Accounts, demo};
use serde_json::json;

use super::client::{Client, fault, text};
use crate::harness::sandbox;

#[tokio::test]
async fn takes_each_second_factor_and_no_other() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let mpin = json!({"mpin": client.account.mpin});
    let biometric = json!({"whateverItsName": client.account.biometric});
    for (kind, right, wrong) in [
        ("mpin", mpin, json!({"mpin": "000000"})),
        ("biometric", biometric, json!({"biometric": "no"})),
        (
            "accesscode",
            json!({"accessCode": "0417"}),
            json!({"accessCode": "417"}),
        ),
    ] {
        let token = client.one_time_token().await;
        assert_eq!(
            fault(&client.second(kind, &token, wrong).await),
            (401, -1),
            "{kind}"
        );
        let opened = client.second(kind, &token, right).await.expect(200).json();
        assert!(opened["success"]["sessionToken"].is_string());
    }
    let token = client.one_time_token().await;
    assert_eq!(
        fault(
            &client
                .second("accesscode", &token, json!({"accessCode": 417}))
                .await
        ),
        (400, 0)
    );
    let unknown = client
        .second("mpin", &token, json!({"mpin": "1", "more": true}))
        .await;
    assert_eq!(fault(&unknown), (400, -1));
}

#[tokio::test]
async fn says_which_second_factors_are_offered() {
    let mut account = demo().kotak_trade[0].clone();
    account.mpin = None;
    let accounts = Accounts {
        kotak_trade: vec![account],
        ..Accounts::default()
    };
    let sandbox = Sandbox::builder().accounts(accounts).start().await.unwrap();
    let client = Client::of(&sandbox);
    let answer = client
        .login(&client.account.password)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&answer["Success"]["mpin"], &answer["Success"]["biometric"]),
        (&json!("N"), &json!("Y"))
    );
    let token = text(&answer["Success"]["oneTimeToken"]);
    assert_eq!(
        client
            .second("mpin", &token, json!({"mpin": ""}))
            .await
            .status,
        401
    );
}
