//! Kotak Neo: all three API generations on one origin, each under its own paths.
//!
//! 1. gateway token, password or PIN, one-time password (`login/v2/validate` twice);
//! 2. gateway token, then authenticator code and PIN, or a scanned QR code;
//! 3. dashboard token, authenticator code, PIN (`tradeApiLogin`, `tradeApiValidate`).
//!
//! Besides: base URL lookup, client IP, feed endpoints, positions and logout.
//!
//! Guessed, because no source tells: the statuses of the login family's failures (400 for missing
//! headers and bad bodies, 401 for everything wrong, the gateway's refusal included) and their code
//! 10020; 403 for dead sessions on positions and the client IP, 400 for a wrong `sId`; the empty body
//! of the OTP call; the text of the logout answer; that a locked account says so in its message; tokens
//! live an hour, one-time passwords and QR tokens five minutes; any `neo-fin-key` is taken; the redirect
//! URL of the QR link leads nowhere. Code 400 for bad input is what the vendor's newest SDK says its
//! server answers. Enrolment of an authenticator and `login/refresh` are not played: their answers are
//! unknown.

mod controls;
mod fault;
mod gate;
mod lookups;
mod oauth;
mod otp;
mod password;
mod positions;
mod qr;
mod session;
mod state;
mod token;
mod totp;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

pub use controls::Controls;
pub(crate) use fault::{refused, too_many_requests};
pub(crate) use state::State;

use crate::world::Shared;

const UAT: &str = "/api/1.0";
const NAPI: &str = "/login/1.0";
const APIM: &str = "/apim/login/2.0";

pub(crate) fn routes() -> Router<Shared> {
    let router = Router::new()
        .route("/oauth2/token", post(oauth::token))
        .route("/algo-user/v5/get-base-url", get(lookups::base_url))
        .route("/5config/config", get(lookups::feed_config))
        .route("/login/1.0/tradeApiLogin", post(totp::dashboard_login))
        .route(
            "/login/1.0/tradeApiValidate",
            post(totp::dashboard_validate),
        )
        .route("/login/1.0/get-client-ip", get(lookups::client_ip))
        .route("/quick/user/positions", get(positions::newest));
    let router = at(
        router,
        &[UAT, NAPI, APIM],
        "login/v2/validate",
        post(password::validate),
    );
    let router = at(
        router,
        &[UAT, NAPI, APIM],
        "login/otp/generate",
        post(otp::generate),
    );
    let router = at(
        router,
        &[UAT, NAPI, APIM],
        "login/v6/totp/login",
        post(totp::login),
    );
    let router = at(
        router,
        &[UAT, NAPI, APIM],
        "login/v6/totp/validate",
        post(totp::validate),
    );
    let router = at(router, &[UAT, NAPI, APIM], "logout", post(session::logout));
    let router = at(
        router,
        &[NAPI, APIM],
        "algo-user/v5/login/authorization/dialog",
        get(qr::link),
    );
    let router = at(
        router,
        &[NAPI, APIM],
        "algo-user/v5/login/generate-session-token",
        post(qr::session),
    );
    at(
        router,
        &["/apim/orders/2.0", "/Orders/2.0", "/orderapi/1.0"],
        "quick/user/positions",
        get(positions::older),
    )
}

/// The same tail under several prefixes, one for each of the vendor's environments.
fn at(
    router: Router<Shared>,
    prefixes: &[&str],
    tail: &str,
    call: MethodRouter<Shared>,
) -> Router<Shared> {
    prefixes.iter().fold(router, |router, prefix| {
        router.route(&format!("{prefix}/{tail}"), call.clone())
    })
}
