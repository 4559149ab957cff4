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

use crate::contract::spec::Described;
use crate::contract::vendors::{Meaning, Vendor};

pub fn vendor() -> Vendor {
    let entries = [
        account::operations(),
        activity::operations(),
        contact::operations(),
        file::operations(),
        keys::operations(),
        profile::operations(),
        project_folder::operations(),
        session::operations(),
        share::operations(),
        user::operations(),
        widget::operations(),
    ];
    Vendor {
        api: &quatrix::API,
        described: Described::read("quatrix"),
        entries: entries.into_iter().flatten().collect(),
        models: models::models(),
        refusals: refusals(),
        credentials: credentials(),
        meanings: MEANINGS,
    }
}

const MEANINGS: &[Meaning] = &[
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
    ("*", "404", "*", "Refused"),
];

credentials! { quatrix; basic BASIC pair, session_token SESSION_TOKEN, api_key API_KEY }

refusals! { quatrix; CaptchaFault, ErrorAnswer }
