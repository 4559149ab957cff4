//! Login with a scanned code.

use serde_json::json;

use super::client::Client;
use crate::harness::{keys, sandbox};

#[tokio::test]
async fn a_scanned_code() {
    let sandbox = sandbox().await;
    let mut client = Client::behind_gateway(&sandbox).await;
    assert_eq!(sandbox.kotak_neo().last_ott("SBX42"), None);
    let link = "/apim/login/2.0/algo-user/v5/login/authorization/dialog?id=SBX42";
    let data = client.get(link).await.expect(200).json()["data"].clone();
    assert_eq!(keys(&data), ["baseDomain", "redirectUrl"]);
    let ott = sandbox.kotak_neo().last_ott("SBX42").unwrap();
    let path = "/apim/login/2.0/algo-user/v5/login/generate-session-token";
    client
        .post(path, json!({"ott": "wrong", "id": "SBX42"}))
        .await
        .expect(401);
    let body = json!({"ott": ott, "id": "SBX42"});
    let trade = client.step(path, body.clone()).await;
    assert!(trade["caches"]["lastUpdatedTS"].is_string() && trade.get("kType").is_none());
    client
        .get("/apim/orders/2.0/quick/user/positions?sId=server1")
        .await
        .expect(200);
    client.post(path, body).await.expect(401);
}
