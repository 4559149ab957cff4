//! Kotak Securities Trade API.

mod market;
mod models;
mod orders;
mod reports;
mod session;

use keyfob_contract_suite::faults::Meaning;
use keyfob_contract_suite::vendor::{Registry, Vendor};
use keyfob_contract_suite::{credentials, refusals};

use crate::contract::vendors::workspace;

pub fn vendor() -> Vendor {
    let registry = Registry {
        operations: &[
            market::OPERATIONS,
            orders::OPERATIONS,
            reports::OPERATIONS,
            session::OPERATIONS,
        ],
        models: models::MODELS,
        refusals: REFUSALS,
        credentials: CREDENTIALS,
    };
    Vendor::of(&kotak_trade::API, workspace(), registry)
}

/// What each error example must become.
pub const MEANINGS: &[Meaning] = &[
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
