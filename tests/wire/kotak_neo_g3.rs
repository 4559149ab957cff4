//! Kotak Neo, G3.

use keyfob::Error;
use keyfob::kotak_neo::g3::Login;

use crate::flow::{Reply, flows, ok, sent};
use crate::recordings::recorder::Recorder;

const VIEW: Reply = ok(r#"{"data": {"token": "${view-token}", "sid": "VIEW-SID"}}"#);
const TRADE: Reply = ok(r#"{"data": {
    "token": "${trade-token}", "sid": "TRADE-SID", "hsServerId": "",
    "baseUrl": "https://e43.kotaksecurities.com"
}}"#);
const ADDRESS: Reply = ok(r#"{"data": [{"ip": "203.0.113.7"}], "status": "success"}"#);
const POSITIONS: Reply = ok(r#"{"stat": "ok", "stCode": 200, "data": []}"#);

flows! { "kotak-neo-g3":
    prod: [
        sent("totp", VIEW),
        sent("mpin", TRADE),
        sent("client ip", ADDRESS),
        sent("positions", POSITIONS),
    ],
}

async fn prod(recorder: &Recorder) -> Result<(), Error> {
    let login = Login::new("CONSUMER-KEY-TOKEN").with_settings(recorder.settings());
    let view = login.totp("+919999999999", "AB123", "123456").await?;
    let session = view.mpin("654321").await?;
    session.client().session().client_ip().send().await?;
    session.client().reports().positions().send().await?;
    // G3 has no call for it: nothing is sent.
    Ok(session.logout().await?)
}
