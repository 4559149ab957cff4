//! Kotak Securities Trade API.

mod market;
mod models;
mod orders;
mod reports;
mod session;

use crate::contract::spec::Described;
use crate::contract::vendors::{Meaning, Vendor};

pub fn vendor() -> Vendor {
    let entries = [
        market::operations(),
        orders::operations(),
        reports::operations(),
        session::operations(),
    ];
    Vendor {
        api: &kotak_trade::API,
        described: Described::read("kotak-trade"),
        entries: entries.into_iter().flatten().collect(),
        models: models::models(),
        refusals: refusals(),
        credentials: credentials(),
        meanings: MEANINGS,
    }
}

const MEANINGS: &[Meaning] = &[
    // A bad access token is the application's fault, even while the password is put to the test.
    ("*", "401", "code900901", "ApplicationRefused"),
    ("*", "401", "code50001", "WrongCode"),
    ("*", "403", "sessionNotValid", "SessionEnded"),
    // A kind of history that is not offered.
    ("get_historical_resource", "404", "*", "Refused"),
    ("*", "400", "*", "Refused"),
    ("*", "429", "*", "RateLimited"),
    ("*", "500", "*", "Refused"),
    // Its code says that it is the order system.
    ("*", "502", "code999321", "Unavailable"),
    ("*", "503", "*", "Unavailable"),
    ("*", "504", "*", "Unavailable"),
];

credentials! { kotak_trade;
    consumer CONSUMER pair, access_token ACCESS_TOKEN, consumer_key CONSUMER_KEY, ip IP, app_id APP_ID, user_id USER_ID,
    one_time_token ONE_TIME_TOKEN, session_token SESSION_TOKEN,
}

refusals! { kotak_trade; FaultAnswer }
