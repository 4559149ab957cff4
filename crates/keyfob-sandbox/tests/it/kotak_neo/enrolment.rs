//! Enrolment of an authenticator.

use serde_json::json;

use crate::harness::{early_in_step, post, sandbox};
use crate::trader::gateway_token;

#[tokio::test]
async fn an_authenticator_is_set_up_and_taken_away() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let account = sandbox.accounts().kotak_neo[0].clone();
    let token = gateway_token(&sandbox).await;
    for prefix in ["/apim/login/2.0", "/api/1.0"] {
        let base = format!("{}{prefix}/login/v6/totp", sandbox.kotak_neo_url());
        let ask = async |tail: &str, body| {
            post(
                &format!("{base}/{tail}"),
                &[("Authorization", &token)],
                body,
            )
            .await
        };
        let user =
            |ucc: &str| json!({"mobileNumber": account.mobile, "ucc": ucc, "sessionId": "otp"});
        ask("verify-user", user("OTHER")).await.expect(401);
        let session = ask("verify-user", user(&account.ucc))
            .await
            .expect(200)
            .json()["data"]["sessionID"]
            .clone();
        let register = |totp: String| json!({"sessionID": session, "totp": totp});
        ask("register", register("000000".into())).await.expect(401);
        let totp = sandbox.totp(&account.totp_secret).unwrap();
        ask("register", json!({"sessionID": "x", "totp": totp}))
            .await
            .expect(401);
        ask("register", register(totp)).await.expect(200);
        sandbox.clock().advance(std::time::Duration::from_secs(30));
        let again = sandbox.totp(&account.totp_secret).unwrap();
        ask("register", register(again)).await.expect(401);
    }
    let url = format!(
        "{}/apim/login/2.0/login/v6/totp/deregister",
        sandbox.kotak_neo_url()
    );
    let body = |mpin: &str| json!({"mpin": mpin, "ucc": account.ucc, "sessionId": "otp"});
    post(&url, &[("Authorization", &token)], body("000000"))
        .await
        .expect(401);
    post(&url, &[("Authorization", &token)], body(&account.mpin))
        .await
        .expect(200);
}
