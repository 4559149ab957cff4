//! Quatrix: logging in, and a file store behind it.
//!
//! Every user of [`Accounts`](crate::accounts::Accounts) has a home folder with a Trash in it; the first one
//! runs the account. Files live in memory, and what is stored is what the quota counts. Every operation is played.
//! Mail is kept instead of sent ([`Controls::mails`]); nothing listens for SFTP, and rules do nothing.
//!
//! # Guessed, because no source tells
//!
//! **Login.** Code 14 for wrong credentials and for dead sessions; status 401 with the known codes 13
//! (suspended), 70 (logout without a session), 71 and 73 (the second factor is still wanted) and 80
//! (locked after five wrong secrets, or switched off); that the second factor answers with the session id
//! of the first step; that a PIN may come plain or in base64; status 429 for too many logins.
//!
//! What triggers a captcha at the vendor and which code it has are unknown: here a switch triggers it,
//! the code is -1 and the message mentions the captcha; logging out and calls with an API key stay
//! possible.
//!
//! **Files.** The statuses of the codes: 404 for 20, 403 for 50, 400 for 10, 11, 30, 60 and 122. The Trash is
//! a folder of type `T` in the home folder. A folder's size is that of everything in it. What a move
//! overwrites is erased. Up to 10 ids are moved or deleted at once, which answers with those that could be and
//! is an error only if none could. A job is done before it is answered, unless
//! [`Controls::delay_jobs`] says otherwise; its errors are nobody's. A rewrite cuts the file at once; what it brings is seen when
//! it is finalized.
//!
//! **Uploads.** A chunk must begin where the last one ended, be as long as its `Content-Range` says and keep
//! the total; the last one may come again. Everything else is code 10. The vendor is less strict. Chunks need
//! no credentials, as one of its clients shows, but wrong ones are refused. A key lives for 15 minutes after
//! its last use; finalizing uses it up. Ids of downloads do not end.
//!
//! **People.** Only who runs the account may change users (code 50). An API key shows itself once, when it is
//! made. PGP and SSH keys are kept and not used.
//!
//! **Project folders.** A member reaches one by its id, and does in it what the bits of the mask say (their meaning is
//! inferred too): moving something away takes the right to delete, bringing it the right to upload. What lies in it
//! belongs to its owner. An unlisted status 403 comes with code 50, as everywhere.
//!
//! **Shares.** A visitor opens public shares without a login; one who gives the PIN opens the share for all visitors, who
//! cannot be told apart, and downloads of theirs stand without an address. Restricted ones answer code 50 to other users.
//! A recipient is known by the e-mail address. The inbox names a share by its own id. What comes back lies in the share's folder from the upload on;
//! handing it over makes a share the other way round. A revoked share is gone for all but who tracks it.
//!
//! **The log.** Everybody sees what oneself did; who runs the account sees all. An id in a list's query continues
//! behind that entry. What `file/diff` answers is the log's.
//!
//! **The rest.** Settings are for who runs the account. A link to reset a password holds for a day. A second factor that
//! is turned on ends the other sessions of its user. A widget's captcha is solved for all its visitors. The files of
//! each part say what else is guessed in it.

mod app;
mod authenticated_user;
mod authorization;
mod automation;
mod background;
mod captcha;
mod controls;
mod csv;
mod fault;
mod file_operations;
mod files;
mod job;
mod keepalive;
mod keys;
mod login;
mod mail;
mod mfa;
mod operations;
mod outbox;
mod page;
mod parameter;
mod password_reset;
mod people;
mod pictures;
mod projects;
mod quota;
mod registry;
mod reset_password;
mod second_factor;
mod session;
mod shares;
mod site;
mod state;
mod store;
mod timestamp;
mod tracking;
mod transfer;
mod user;
mod widget;
mod widgets;

use axum::Router;
use axum::routing::get;

pub(crate) use app::{App, Shared};
pub use controls::Controls;
pub(crate) use fault::{refused, too_many_requests};
pub use mail::{About, Mail};

pub(crate) fn router(app: Shared) -> Router {
    routes().with_state(app)
}

fn routes() -> Router<Shared> {
    Router::new()
        .route(
            "/api/1.0/session/login",
            get(login::login).post(second_factor::second_factor),
        )
        .route("/api/1.0/session/keepalive", get(keepalive::keepalive))
        .route("/api/1.0/session/logout", get(keepalive::logout))
        .route(
            "/api/1.0/session/unblock-captcha",
            get(captcha::unblock_by_query).post(captcha::unblock_by_body),
        )
        .merge(files::routes())
        .merge(transfer::routes())
        .merge(people::routes())
        .merge(shares::routes())
        .merge(projects::routes())
        .merge(tracking::routes())
        .merge(keys::routes())
        .merge(site::routes())
        .merge(automation::routes())
        .merge(widgets::routes())
        .merge(mfa::routes())
        .merge(reset_password::routes())
}
