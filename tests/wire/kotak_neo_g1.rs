//! Kotak Neo, G1.

use keyfob::kotak_neo::g1::{Application, Identity, Knowledge, Login, View};
use keyfob::kotak_neo::{Consumer, Environment};
use keyfob::{Error, Settings};

use crate::flow::{Reply, flows, ok, reply, sent};
use crate::recordings::recorder::Recorder;

const ACCESS: Reply = ok(r#"{"access_token": "ACCESS-TOKEN"}"#);
const VIEW: Reply = ok(r#"{"data": {"token": "${view-token}", "sid": "VIEW-SID"}}"#);
const SENT: Reply = reply(201, &[], "");
const TRADE: Reply =
    ok(r#"{"data": {"token": "${trade-token}", "sid": "TRADE-SID", "hsServerId": "server4"}}"#);
const POSITIONS: Reply = ok(r#"{"stat": "Ok", "stCode": 200, "data": []}"#);
const BYE: Reply = ok("bye");

flows! { "kotak-neo-g1":
    prod: [
        sent("prod/token", ACCESS),
        sent("prod/login by mobile and password", VIEW),
        sent("prod/otp after mobile and password", SENT),
        sent("prod/second step by otp", TRADE),
        sent("prod/positions", POSITIONS),
    ],
    prod_mobile_and_mpin: [
        sent("prod/login by mobile and mpin", VIEW),
        sent("prod/otp after mobile and mpin", SENT),
        sent("prod/second step by mobile and mpin", TRADE),
    ],
    prod_pan: [
        sent("prod/login by pan", VIEW),
        sent("prod/otp after pan", SENT),
        sent("prod/second step by pan and mpin", TRADE),
    ],
    prod_user_id: [
        sent("prod/login by user id", VIEW),
        sent("prod/otp after user id", SENT),
        sent("prod/second step of user id by otp", TRADE),
    ],
    uat: [
        sent("uat/token", ACCESS),
        sent("uat/login by mobile and password", VIEW),
        sent("uat/otp after mobile and password", SENT),
        sent("uat/second step by otp", TRADE),
        sent("uat/positions", POSITIONS),
        sent("uat/logout", BYE),
    ],
    uat_mobile_and_mpin: [
        sent("uat/login by mobile and mpin", VIEW),
        sent("uat/otp after mobile and mpin", SENT),
        sent("uat/second step by mobile and mpin", TRADE),
    ],
    uat_pan: [
        sent("uat/login by pan", VIEW),
        sent("uat/otp after pan", SENT),
        sent("uat/second step by pan and mpin", TRADE),
    ],
    uat_user_id: [
        sent("uat/login by user id", VIEW),
        sent("uat/otp after user id", SENT),
    ],
}

async fn prod(recorder: &Recorder) -> Result<(), Error> {
    let application = login(recorder.settings(), Environment::Prod)
        .access_token()
        .await?;
    let session = by_mobile(application).await?.otp("1234").await?;
    session.client().reports().positions().send().await?;
    Ok(())
}

async fn uat(recorder: &Recorder) -> Result<(), Error> {
    let application = login(recorder.settings(), Environment::Uat)
        .access_token()
        .await?;
    let session = by_mobile(application).await?.otp("1234").await?;
    session.client().reports().positions().send().await?;
    Ok(session.logout().await?)
}

async fn prod_mobile_and_mpin(recorder: &Recorder) -> Result<(), Error> {
    mobile_and_mpin(application(recorder, Environment::Prod)?).await
}

async fn uat_mobile_and_mpin(recorder: &Recorder) -> Result<(), Error> {
    mobile_and_mpin(application(recorder, Environment::Uat)?).await
}

async fn prod_pan(recorder: &Recorder) -> Result<(), Error> {
    pan(application(recorder, Environment::Prod)?).await
}

async fn uat_pan(recorder: &Recorder) -> Result<(), Error> {
    pan(application(recorder, Environment::Uat)?).await
}

async fn prod_user_id(recorder: &Recorder) -> Result<(), Error> {
    by_user_id(application(recorder, Environment::Prod)?)
        .await?
        .otp("1234")
        .await?;
    Ok(())
}

async fn uat_user_id(recorder: &Recorder) -> Result<(), Error> {
    by_user_id(application(recorder, Environment::Uat)?).await?;
    Ok(())
}

async fn by_mobile(application: Application) -> Result<View, Error> {
    let identity = Identity::Mobile("+919999999999".to_owned());
    Ok(application
        .identify(identity, password())
        .await?
        .send_otp()
        .await?)
}

async fn by_user_id(application: Application) -> Result<View, Error> {
    let identity = Identity::UserId("SOMEUSER".to_owned());
    Ok(application
        .identify(identity, password())
        .await?
        .send_otp()
        .await?)
}

async fn mobile_and_mpin(application: Application) -> Result<(), Error> {
    // The country code is put before ten digits.
    let identity = Identity::Mobile("9999999999".to_owned());
    let view = application
        .identify(identity, Knowledge::Mpin("654321".into()))
        .await?;
    view.send_otp().await?.mpin("654321").await?;
    Ok(())
}

async fn pan(application: Application) -> Result<(), Error> {
    // It goes in upper case.
    let view = application
        .identify(Identity::Pan("abcde1234f".into()), password())
        .await?;
    view.send_otp().await?.mpin("654321").await?;
    Ok(())
}

fn password() -> Knowledge {
    Knowledge::Password("PW".into())
}

fn application(recorder: &Recorder, environment: Environment) -> Result<Application, Error> {
    Ok(login(recorder.settings(), environment).with_access_token("ACCESS-TOKEN")?)
}

fn login(settings: Settings, environment: Environment) -> Login {
    let consumer = Consumer::new("CK", "CS").with_environment(environment);
    Login::new(consumer.with_settings(settings))
}
