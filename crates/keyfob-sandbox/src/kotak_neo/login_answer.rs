//! The answers of the login steps, each with the fields its generation documents.

use std::time::SystemTime;

use serde_json::{Value, json};

use super::state::{Issued, SERVER_ID, Step};
use super::token::Scope;
use crate::accounts::KotakNeoAccount;
use crate::answer::extend;
use crate::clock::unix_seconds;
use crate::kotak_neo::app::App;

const GREETING: &str = "SANDBOX USER";
const DISCLOSURE: &str = "Most traders in derivatives lose money.\nThis one is played.";

pub(super) fn password_answer(user: &KotakNeoAccount, issued: &Issued, now: SystemTime) -> Value {
    let Issued { token, sid, rid } = issued;
    json!({
        "token": token,
        "sid": sid,
        "rid": rid,
        "hsServerId": SERVER_ID,
        "isUserPwdExpired": false,
        "caches": caches(now),
        "ucc": user.ucc,
        "greetingName": GREETING,
        "isTrialAccount": false,
        "dataCenter": "gdc",
        "searchAPIKey": "",
    })
}

pub(super) fn qr_answer(user: &KotakNeoAccount, issued: &Issued, now: SystemTime) -> Value {
    let mut data = password_answer(user, issued, now);
    extend(&mut data, profile());
    data
}

pub(super) fn totp_answer(
    app: &App,
    step: Step,
    scope: Scope,
    user: &KotakNeoAccount,
    issued: &Issued,
) -> Value {
    let Issued { token, sid, rid } = issued;
    let mut data = json!({
        "token": token,
        "sid": sid,
        "rid": rid,
        "ucc": user.ucc,
        "greetingName": GREETING,
        "isUserPwdExpired": false,
        "isTrialAccount": false,
        "kId": user.pan,
        "kType": scope.name(),
        "status": "success",
        "incRange": 0,
        "incUpdFlag": "",
        "clientGroup": "",
    });
    extend(&mut data, profile());
    match (step, scope) {
        (Step::Dashboard, Scope::View) => {
            extend(
                &mut data,
                json!({"dataCenter": "E43", "kraStatus": "", "rcFlag": 0}),
            );
        }
        (Step::Dashboard, Scope::Trade) => {
            extend(
                &mut data,
                json!({
                    "dataCenter": "E43",
                    "kraStatus": "",
                    "rcFlag": 0,
                    "baseUrl": app.context.url,
                    "feedUrl": app.market_feed_url(),
                    "rtUrl": app.order_feed_url(),
                }),
            );
        }
        _ => extend(
            &mut data,
            json!({"dataCenter": "gdc", "hsServerId": SERVER_ID, "searchAPIKey": ""}),
        ),
    }
    data
}

fn profile() -> Value {
    json!({
        "derivativesRiskDisclosure": DISCLOSURE,
        "mfAccess": 1,
        "dataCenterMap": null,
        "dormancyStatus": "A",
        "asbaStatus": "",
        "clientType": "RI",
        "isNRI": false,
    })
}

fn caches(now: SystemTime) -> Value {
    let updated = unix_seconds(now).to_string();
    json!({"baskets": updated, "lastUpdatedTS": updated, "multiplewatchlists": updated, "techchartpreferences": updated})
}
