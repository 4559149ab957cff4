//! Kotak Neo, G2.

use keyfob::Error;
use keyfob::kotak_neo::g2::{Application, Located, Login};
use keyfob::kotak_neo::{Consumer, Environment, Session};

use crate::flow::{Reply, again, again_of, flows, ok, sent};
use crate::recordings::recorder::Recorder;

const APIM: Reply = ok(r#"{"data": {"baseURL": "https://mnapi.kotaksecurities.com"}}"#);
const NAPI: Reply = ok(r#"{"data": {"baseURL": "https://gw-napi.kotaksecurities.com"}}"#);
const ACCESS: Reply = ok(r#"{"access_token": "ACCESS-TOKEN"}"#);
const VIEW: Reply = ok(r#"{"data": {"token": "${view-token}", "sid": "VIEW-SID"}}"#);
const LINK: Reply = ok(r#"{"data": {"redirectUrl": "https://qr.example.invalid/scan"}}"#);
const TRADE: Reply =
    ok(r#"{"data": {"token": "${trade-token}", "sid": "TRADE-SID", "hsServerId": "server4"}}"#);
const POSITIONS: Reply = ok(r#"{"stat": "Ok", "stCode": 200, "data": []}"#);
const BYE: Reply = ok("bye");

flows! { "kotak-neo-g2":
    apim: [
        sent("apim/host", APIM),
        sent("apim/token", ACCESS),
        sent("apim/totp", VIEW),
    ],
    apim_qr: [
        again("apim/token", ACCESS),
        sent("apim/qr link", LINK),
        sent("apim/qr session", TRADE),
        sent("apim/positions", POSITIONS),
    ],
    napi: [
        sent("napi/host", NAPI),
        sent("napi/token", ACCESS),
        sent("napi/totp", VIEW),
        sent("napi/mpin", TRADE),
        sent("napi/logout", BYE),
    ],
    napi_qr: [
        again("napi/token", ACCESS),
        sent("napi/qr link", LINK),
        sent("napi/qr session", TRADE),
    ],
    uat: [
        sent("uat/host", APIM),
        again_of("kotak-neo-g1", "uat/token", ACCESS),
        sent("uat/totp", VIEW),
        sent("uat/mpin", TRADE),
        sent("uat/positions", POSITIONS),
        sent("uat/logout", BYE),
    ],
    uat_qr: [
        again_of("kotak-neo-g1", "uat/token", ACCESS),
        sent("uat/qr link", LINK),
    ],
}

async fn apim(recorder: &Recorder) -> Result<(), Error> {
    let application = applied(located(recorder, Environment::Prod).await?).await?;
    application.totp("+919999999999", "123456").await?;
    Ok(())
}

async fn apim_qr(recorder: &Recorder) -> Result<(), Error> {
    let at = login(recorder, Environment::Prod).at("https://mnapi.kotaksecurities.com/")?;
    let session = applied(at).await?.qr_link().await?.ott("OTT").await?;
    session.client().reports().positions().send().await?;
    Ok(())
}

async fn napi(recorder: &Recorder) -> Result<(), Error> {
    let application = applied(located(recorder, Environment::Prod).await?).await?;
    Ok(opened(application).await?.logout().await?)
}

async fn napi_qr(recorder: &Recorder) -> Result<(), Error> {
    let at = login(recorder, Environment::Prod).at("https://gw-napi.kotaksecurities.com/")?;
    applied(at).await?.qr_link().await?.ott("OTT").await?;
    Ok(())
}

async fn uat(recorder: &Recorder) -> Result<(), Error> {
    let application = applied(located(recorder, Environment::Uat).await?).await?;
    let session = opened(application).await?;
    session.client().reports().positions().send().await?;
    Ok(session.logout().await?)
}

async fn uat_qr(recorder: &Recorder) -> Result<(), Error> {
    let at = login(recorder, Environment::Uat).at("https://mnapi.kotaksecurities.com")?;
    applied(at).await?.qr_link().await?;
    Ok(())
}

async fn located(recorder: &Recorder, environment: Environment) -> Result<Located, Error> {
    Ok(login(recorder, environment).locate().await?)
}

async fn applied(located: Located) -> Result<Application, Error> {
    Ok(located.access_token().await?)
}

async fn opened(application: Application) -> Result<Session, Error> {
    Ok(application
        .totp("+919999999999", "123456")
        .await?
        .mpin("654321")
        .await?)
}

fn login(recorder: &Recorder, environment: Environment) -> Login {
    let consumer = Consumer::new("CK", "CS").with_environment(environment);
    Login::new(consumer.with_settings(recorder.settings()), "AB123")
}
