//! Kotak Securities Trade API: session init, password, second factor, logout; orders of all six kinds,
//! positions, reports, margin, quotes, and the gateway token.
//!
//! Guessed, because no source tells: fault code -1 for everything but a gateway refusal (900901), a dead
//! one-time token (50001) and an access code that is not text (0); that a locked account answers 401 with
//! a message saying so; that a wrong second factor leaves the one-time token usable and counts towards
//! the lock like a wrong password; that one-time tokens live five minutes and session tokens a day; the
//! bodies of the mpin call (`userid`, `mpin`), the biometric call (`userid` and one more text of any
//! name) and the nickname login (`nickname`, `password`); the envelope `success` of the first two; XML
//! for unknown paths.
//!
//! Guessed of trading, besides the rules of [the exchange](crate::exchange): the texts and the fault code -22
//! for bad quantities and unknown instruments and orders; that refusals come with HTTP status 200, and
//! only bodies that cannot be read with 400; the statuses of orders (`NEWF` waits for the market, `SLO`
//! for its trigger, `OPF` is partly filled, `CHRF` was changed); that a kind's own path refuses orders of
//! the other kinds; that a generic order without product is a normal one; that by-id reports of
//! the other market are empty; which positions are today's (carried ones too) and the row of the bare
//! list; `FS`, `OS` and `BB` as codes; order numbers of 15 digits; that quotes need no session but
//! check the one they are given; that any consumer secret is taken. Historical data answers 404, as the
//! vendor does.

mod app;
mod authorization;
mod controls;
mod fault;
mod gateway;
mod init;
mod instrument;
mod login;
mod logout;
mod margin;
mod orders;
mod position_row;
mod positions;
mod quotes;
mod reports;
mod second_factor;
mod session_answer;
mod state;
mod token;

use axum::Router;
use axum::routing::{delete, get, post};

pub(crate) use app::{App, Shared};
pub use controls::Controls;
pub(crate) use fault::{refused, too_many_requests};
#[cfg(feature = "control")]
pub(crate) use orders::products;

pub(crate) fn router(app: Shared) -> Router {
    routes().with_state(app)
}

fn routes() -> Router<Shared> {
    Router::new()
        .route("/apim/session/1.0/session/init", get(init::init))
        .route(
            "/apim/session/1.0/session/init/userid/{userid}",
            get(init::by_user_id),
        )
        .route(
            "/apim/session/1.0/session/init/nickname/{nickname}",
            get(init::by_nickname),
        )
        .route(
            "/apim/session/1.0/session/login/userid",
            post(login::by_user_id),
        )
        .route(
            "/apim/session/1.0/session/login/nickname",
            post(login::by_nickname),
        )
        .route(
            "/apim/session/1.0/session/2FA/accesscode",
            get(second_factor::request_access_code).post(second_factor::access_code),
        )
        .route(
            "/apim/session/1.0/session/2FA/oneTimeToken",
            post(second_factor::one_time_token),
        )
        .route(
            "/apim/session/1.0/session/2FA/mpin",
            post(second_factor::mpin),
        )
        .route(
            "/apim/session/1.0/session/2FA/biometric",
            post(second_factor::biometric),
        )
        .route("/apim/session/1.0/session/logout", delete(logout::logout))
        .route("/apim/token", post(token::issue))
        .route("/apim/revoke", post(token::revoke))
        .merge(orders::routes())
        .merge(reports::routes())
        .merge(books())
}

fn books() -> Router<Shared> {
    let quotes = "/apim/quotes/v1.0";
    Router::new()
        .route("/apim/positions/1.0/positions", get(positions::bare))
        .route(
            "/apim/positions/1.0/positions/todays",
            get(positions::today),
        )
        .route("/apim/positions/1.0/positions/open", get(positions::open))
        .route(
            "/apim/positions/1.0/positions/stocks",
            get(positions::stocks),
        )
        .route("/apim/margin/1.0/margin", get(margin::summary))
        .route(
            "/apim/margin/1.0/margin/required",
            post(margin::required_for),
        )
        .route(
            &format!("{quotes}/instruments/{{tokens}}"),
            get(quotes::full),
        )
        .route(
            &format!("{quotes}/ltp/instruments/{{tokens}}"),
            get(quotes::last),
        )
        .route(
            &format!("{quotes}/depth/instruments/{{tokens}}"),
            get(quotes::depth),
        )
        .route(
            &format!("{quotes}/ohlc/instruments/{{tokens}}"),
            get(quotes::ohlc),
        )
}
