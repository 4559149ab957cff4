//! Quatrix.

mod account;
mod activity;
mod contact;
mod file;
mod keys;
mod models;
mod profile;
mod project_folder;
mod session;
mod share;
mod user;
mod widget;

use keyfob_contract_suite::faults::Meaning;
use keyfob_contract_suite::vendor::{Registry, Vendor};
use keyfob_contract_suite::{credentials, refusals};

use crate::contract::vendors::workspace;

pub fn vendor() -> Vendor {
    let registry = Registry {
        operations: &[
            account::OPERATIONS,
            activity::OPERATIONS,
            contact::OPERATIONS,
            file::OPERATIONS,
            keys::OPERATIONS,
            profile::OPERATIONS,
            project_folder::OPERATIONS,
            session::OPERATIONS,
            share::OPERATIONS,
            user::OPERATIONS,
            widget::OPERATIONS,
        ],
        models: models::MODELS,
        refusals: REFUSALS,
        credentials: CREDENTIALS,
    };
    // What a user may set.
    Vendor::of(&quatrix::API, workspace(), registry).moved_to(&[("account", "example")])
}

/// What each error example must become.
pub const MEANINGS: &[Meaning] = &[
    ("*", "401", "wrongPassword", "WrongPassword"),
    ("session_login", "401", "suspended", "Locked"),
    ("session_login", "401", "blacklisted", "Locked"),
    ("session_login", "429", "*", "RateLimited"),
    ("*", "401", "wrongOneTimeCode", "WrongCode"),
    ("*", "401", "wrongPin", "WrongCode"),
    ("*", "401", "wrongSolution", "CaptchaWanted"),
    ("*", "401", "sessionGone", "SessionEnded"),
    ("*", "401", "expired", "SessionEnded"),
    ("*", "401", "notAuthorised", "SessionEnded"),
    ("*", "401", "notAllowed", "SessionEnded"),
    // What the link in the e-mail carries is a code.
    ("reset_password_*", "401", "*", "WrongCode"),
    ("*", "400", "*", "Refused"),
    // PGP is switched off.
    ("contact_pgp_key_get", "403", "*", "Refused"),
    ("user_pgp_key_get", "403", "*", "Refused"),
    ("*", "404", "*", "Refused"),
];

credentials! { quatrix; basic BASIC pair, session_token SESSION_TOKEN, api_key API_KEY }

refusals! { quatrix; CaptchaFault, ErrorAnswer }
