//! Kotak Neo: all three API generations on one origin, each under its own paths.
//!
//! 1. gateway token, password or PIN, one-time password (`login/v2/validate` twice);
//! 2. gateway token, then authenticator code and PIN, or a scanned QR code;
//! 3. dashboard token, authenticator code, PIN (`tradeApiLogin`, `tradeApiValidate`).
//!
//! Three feeds: HSM at the root of the origin, SFeed at `/betafeed` and `/wsfeed`, and the order feed at `/realtime`; without an
//! upgrade to a WebSocket, the first is unknown (404) and the others ask for one (426).
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
//!
//! Guessed of the feeds: that each takes sessions of any generation, and that a session's end closes its connections (1008) and a refused
//! login closes its own (1000). Of HSM: that an unknown instrument is passed over; that too many in a frame (100), on a channel (200) or a
//! channel beyond 1 to 16 refuse the frame as a whole; that a snapshot follows each subscription; what is told after a pause (what changed);
//! that there are no acknowledgements unless [`Feeds::set_hsm_ack_interval`] asks for them, and that nothing happens when they stay away;
//! that the throttling interval changes nothing; the option chain is refused. Of SFeed: the refusal of a login (code 1118) and of more than 3000
//! subscriptions (1110); that a packet follows each subscription at once; the numbers of indices; that the state of the markets is told with
//! code 105 when it is asked for, and a change to open or closed with 6511 or 6521. Of the order feed: that the present state is told after every
//! login; that an order filled in part is `open`, as in the book; that a frame that it cannot read is passed over. Of all market data, as of the
//! quotes: sizes and volume, which come from the instrument's depth; dates in UTC seconds; one order at each price.

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
