//! Kotak Neo.

mod market;
mod models;
mod session;
mod trading;

use keyfob_contract_suite::faults::Meaning;
use keyfob_contract_suite::vendor::{Registry, Vendor};
use keyfob_contract_suite::{credentials, refusals};

use crate::contract::vendors::workspace;

pub fn vendor() -> Vendor {
    let registry = Registry {
        operations: &[market::OPERATIONS, session::OPERATIONS, trading::OPERATIONS],
        models: models::MODELS,
        refusals: REFUSALS,
        credentials: CREDENTIALS,
    };
    // What the login may learn, with a path in it.
    Vendor::of(&kotak_neo::API, workspace(), registry)
        .moved_to(&[("baseUrl", "https://e43.kotaksecurities.com/some/where")])
}

/// What each error example must become.
pub const MEANINGS: &[Meaning] = &[
    // It needs no session, so none can have ended: its 401 means that the input is wrong.
    ("get_base_url", "401", "*", "Refused"),
    ("trade_api_*", "401", "*", "WrongCode"),
    // The gateway does not take the application token; the password was not looked at.
    ("login", "401", "E6", "ApplicationRefused"),
    ("session_2fa", "401", "E6", "ApplicationRefused"),
    // Here it had been taken before, so its hour is over.
    ("*", "401", "E6", "ApplicationTokenEnded"),
    // A tag used twice.
    ("place_order", "400", "E1", "DuplicateTag"),
    // There is nothing to list.
    ("get_*", "400", "E1", "NoData"),
    // Authentication failed, and a new login does not help.
    ("*", "403", "E5", "Refused"),
    ("session_init", "401", "E7", "ApplicationRefused"),
    ("trade_api_*", "403", "*", "Refused"),
    ("*", "403", "*", "SessionEnded"),
    ("*", "422", "*", "Refused"),
    ("*", "424", "*", "Refused"),
    ("*", "400", "*", "Refused"),
    ("*", "429", "*", "RateLimited"),
    // With code 1005 of the order system, and without.
    ("*", "500", "E2", "Unavailable"),
    ("*", "500", "E8", "Refused"),
    ("*", "502", "*", "Unavailable"),
    ("*", "503", "*", "Unavailable"),
    ("*", "504", "*", "Unavailable"),
];

credentials! { kotak_neo;
    consumer CONSUMER pair, access_token ACCESS_TOKEN, dashboard_token DASHBOARD_TOKEN,
    view_sid VIEW_SID, view_token VIEW_TOKEN, trade_sid TRADE_SID, trade_token TRADE_TOKEN,
    fin_key FIN_KEY, server_id SERVER_ID,
}

refusals! { kotak_neo; Fault }
