//! Kotak Neo: all three API generations on one origin, each under its own paths.
//!
//! 1. gateway token, password or PIN, one-time password (`login/v2/validate` twice);
//! 2. gateway token, then authenticator code and PIN, or a scanned QR code;
//! 3. dashboard token, authenticator code, PIN (`tradeApiLogin`, `tradeApiValidate`).
//!
//! Besides: base URL lookup, client IP, feed endpoints, logout; orders and all books, quotes, the scrip
//! master with its files, candles and option chains; setting up an authenticator.
//!
//! Guessed, because no source tells: the statuses of the login family's failures (400 for missing
//! headers and bad bodies, 401 for everything wrong, the gateway's refusal included) and their code
//! 10020; 403 for dead sessions on positions and the client IP, 400 for a wrong `sId`; the empty body
//! of the OTP call; the text of the logout answer; that a locked account says so in its message; view
//! tokens live an hour and trade tokens a day, one-time passwords and QR tokens five minutes; any `neo-fin-key` is taken; the redirect
//! URL of the QR link leads nowhere. Code 400 for bad input is what the vendor's newest SDK says its
//! server answers. `login/refresh` is not played: its answer is unknown.
//!
//! Guessed of trading, besides the rules of [the exchange](crate::exchange): that what is wrong with an order
//! comes with HTTP status 200, and only bodies that cannot be read (code 1007, `body invalid`) and
//! members that are empty (5202) with 400; which code means what, where the vendor tells of several:
//! 1004 too little money for a change, 1006 segment, 1007 symbol and other words, 1009 quantity and price, 1021 an
//! order that is done; that a price outside the band is taken and then `rejected` in the book, as too little money is; that
//! histories and books are there for orders of the day only; the trace id `tid` in the first
//! generation only; that limits are the same whatever is asked for; what a cover or bracket order's
//! exit does (it cancels what waits and closes what was filled); what quotes with a filter leave out;
//! market data on the origin of the orders; what enrolment answers (nothing but the session id).

mod app;
mod authorization;
mod controls;
mod enrolment;
mod environments;
mod fault;
mod feeds;
mod login_answer;
mod logout;
mod lookups;
mod market;
mod oauth;
mod odd_book;
mod otp;
mod password;
mod qr;
mod state;
mod token;
mod totp;
mod trading;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use app::{App, Shared};
pub use controls::Controls;
use environments::{APIM, NAPI, UAT, at};
pub(crate) use fault::{refused, too_many_requests};
pub use feeds::{Feed, FeedConnection, FeedFailure, FeedSubscription, Feeds, Garbage, OrderHello};
pub use odd_book::OddBook;
#[cfg(feature = "control")]
pub(crate) use trading::PRODUCTS;

pub(crate) fn router(app: Shared) -> Router {
    routes().with_state(app)
}

fn routes() -> Router<Shared> {
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
        .merge(trading::routes())
        .merge(market::routes())
        .merge(feeds::routes());
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
    let router = at(router, &[UAT, NAPI, APIM], "logout", post(logout::logout));
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
    let router = at(
        router,
        &[UAT, APIM],
        "login/v6/totp/verify-user",
        post(enrolment::verify_user),
    );
    let router = at(
        router,
        &[UAT, APIM],
        "login/v6/totp/register",
        post(enrolment::register),
    );
    at(
        router,
        &[APIM],
        "login/v6/totp/deregister",
        post(enrolment::deregister),
    )
}
