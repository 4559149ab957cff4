//! Kotak Securities Trade API: password, then a second factor.
//!
//! ```no_run
//! use keyfob::kotak_trade::{Application, Login};
//!
//! # async fn example() -> Result<(), keyfob::Error> {
//! let application = Application::new("access-token", "consumer-key");
//! let ready = Login::new(application, "USER1").init().await?;
//! let session = ready.password("password").await?.access_code("1234").await?;
//! let positions = session.positions().await?;
//! session.logout().await?;
//! # Ok(()) }
//! ```
//!
//! The second factor may be another one, and some have to be asked for:
//!
//! ```no_run
//! # use keyfob::kotak_trade::{Ready, Session};
//! # async fn example(ready: Ready, mpin: &str, code: &str) -> Result<Session, keyfob::Error> {
//! let second = ready.password("password").await?;
//! let session = match second.offers_mpin() {
//!     true => second.mpin(mpin).await?,
//!     // By mail and text message.
//!     false => second.request_access_code().await?.access_code(code).await?,
//! };
//! # Ok(session) }
//! ```
//!
//! | state | step | yields |
//! |---|---|---|
//! | [`Login`] | [`init`](Login::init), or [`skip_init`](Login::skip_init) | [`Ready`] |
//! | [`Ready`] | [`password`](Ready::password) | [`SecondStep`] |
//! | [`SecondStep`] | [`request_access_code`](SecondStep::request_access_code) | [`SecondStep`] |
//! | [`SecondStep`] | [`access_code`](SecondStep::access_code), [`mpin`](SecondStep::mpin), [`biometric`](SecondStep::biometric), [`one_time_token`](SecondStep::one_time_token) | [`Session`] |
//!
//! Environment variables, all beginning with `KEYFOB_KOTAK_TRADE_`: `ACCESS_TOKEN`, `CONSUMER_KEY`, `USER_ID`;
//! optional `APP_ID`, `IP`, `ENVIRONMENT` (`production`, `production-2`, `sandbox`), `ORIGIN`; and for
//! [`Session::from_env`] `PASSWORD` and optional `ACCESS_CODE`.
//!
//! A session can be kept ([`Session::save`]) and taken up again ([`Login::resume`]); with the feature `manager`, a `Manager` does that, and
//! logs in again with a `Password`.

mod amounts;
pub mod books;
#[cfg(feature = "kotak-trade-history")]
pub mod history;
mod login;
#[cfg(feature = "manager")]
mod manager;
pub mod orders;
#[cfg(feature = "manager")]
mod provider;
pub mod quotes;
mod second_step;
mod session;

pub use kotak_trade::*;
pub use login::{Application, Login, Ready};
pub use orders::Acknowledged;
#[cfg(feature = "manager")]
pub use provider::Password;
pub use second_step::SecondStep;
pub use session::Session;

/// A session of the Trade API for all who ask.
#[cfg(feature = "manager")]
pub type Manager = keyfob_session::Manager<Login>;
/// A row of Kotak Trade's order book.
pub type BookOrder = crate::trading::BookOrder<types::OrderBookEntry>;
/// A trade of Kotak Trade.
pub type Trade = crate::trading::Trade<types::TradeBookEntry>;
/// A position of the day at Kotak Trade.
pub type Position = crate::trading::Position<types::PositionToday>;
/// A holding at Kotak Trade.
pub type Holding = crate::trading::Holding<types::PositionStock>;
