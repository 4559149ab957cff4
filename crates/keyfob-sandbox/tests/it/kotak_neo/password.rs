//! Login with a password or an MPIN, as any of its users is named.

use serde_json::{Value, json};

use super::client::{Client, listed};
use crate::harness::{keys, sandbox};

#[tokio::test]
async fn password_and_otp_in_each_environment() {
    let environments = [
        ("/login/1.0", "/Orders/2.0"),
        ("/api/1.0", "/orderapi/1.0"),
        ("/apim/login/2.0", "/apim/orders/2.0"),
    ];
    for (login, orders) in environments {
        let sandbox = sandbox().await;
        let mut client = Client::behind_gateway(&sandbox).await;
        let validate = format!("{login}/login/v2/validate");
        let password =
            json!({"mobileNumber": client.account.mobile, "password": client.account.password});
        let view = client.step(&validate, password).await;
        assert_eq!(claims(&client.auth)["scope"], json!(["View"]));
        assert_eq!(claims(&client.auth)["iss"], "login-service");
        let sub = claims(&client.auth)["sub"].clone();
        let wanted = [
            "caches",
            "dataCenter",
            "greetingName",
            "hsServerId",
            "isTrialAccount",
            "isUserPwdExpired",
        ];
        assert_eq!(keys(&view)[..6], wanted);
        assert_eq!(
            keys(&view)[6..],
            ["rid", "searchAPIKey", "sid", "token", "ucc"]
        );

        let positions = format!("{orders}/quick/user/positions?sId=server1");
        let early = client.get(&positions).await.expect(403).json();
        assert_eq!(early["stCode"], 100021);

        let no_otp_yet = client
            .post(&validate, json!({"userId": sub, "otp": "4821"}))
            .await;
        assert_eq!(no_otp_yet.status, 401);
        let ask = json!({"userId": sub, "sendEmail": true, "isWhitelisted": true});
        assert_eq!(
            client
                .post(&format!("{login}/login/otp/generate"), ask)
                .await
                .expect(201)
                .text,
            ""
        );
        let otp = sandbox.kotak_neo().last_otp().unwrap();
        assert_eq!(otp, "4821");
        client
            .step(&validate, json!({"userId": sub, "otp": otp}))
            .await;
        assert_eq!(claims(&client.auth)["scope"], json!(["Trade"]));

        let rows = client.get(&positions).await.expect(200).json();
        assert_eq!(rows["data"][0].as_object().unwrap().len(), 31);
        assert!(rows["data"][0]["brdLtQty"].is_string());
        client
            .get(&format!("{orders}/quick/user/positions?sId=server9"))
            .await
            .expect(400);
        client
            .get(&format!("{orders}/quick/user/positions"))
            .await
            .expect(400);
        client.logout(&format!("{login}/logout")).await.expect(200);
        assert_eq!(
            client.get(&positions).await.expect(403).json()["stCode"],
            100022
        );
    }
}

fn claims(token: &str) -> Value {
    let parts: Vec<_> = token.split('.').collect();
    assert_eq!(parts.len(), 3);
    serde_json::from_slice(&base64url(parts[1])).unwrap()
}

fn base64url(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|&known| known == letter).unwrap();
        bits = (bits << 6 | u32::try_from(value).unwrap()) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
    }
    bytes
}

#[tokio::test]
async fn every_identity_and_secret_of_the_password_login() {
    let sandbox = sandbox().await;
    let path = "/login/1.0/login/v2/validate";
    let account = sandbox.accounts().kotak_neo[0].clone();
    for (first, second) in [
        (
            json!({"pan": account.pan, "password": account.password}),
            json!({"pan": account.pan, "mpin": account.mpin}),
        ),
        (
            json!({"mobileNumber": account.mobile, "mpin": account.mpin}),
            json!({"mobileNumber": account.mobile, "mpin": account.mpin}),
        ),
    ] {
        let mut client = Client::behind_gateway(&sandbox).await;
        client.step(path, first).await;
        client.step(path, second).await;
    }
    let client = Client::behind_gateway(&sandbox).await;
    let named = json!({"userid": account.user_id, "password": account.password});
    client.post(path, named).await.expect(200);
    for bad in [
        json!({"userId": account.user_id, "password": account.password}),
        json!({"userid": account.user_id, "pan": account.pan, "password": account.password}),
        json!({"userid": account.user_id}),
    ] {
        assert_eq!(listed(&client.post(path, bad).await), (400, "400".into()));
    }
    let wrong = json!({"userid": account.user_id, "password": "x"});
    assert_eq!(
        listed(&client.post(path, wrong).await),
        (401, "10020".into())
    );
}
