//! Quatrix by Maytech: e-mail and password, perhaps a second factor; or an API key.
//!
//! ```no_run
//! use keyfob::quatrix::Login;
//!
//! # async fn example() -> Result<(), keyfob::Error> {
//! let session = Login::new("acme").password("ann@example.com", "password").await?.session()?;
//! let usage = session.client().profile().usage().send().await?;
//! println!("{:?} of {:?} bytes used", usage.user_used, usage.user_limit);
//! session.logout().await?;
//! # Ok(()) }
//! ```
//!
//! With a second factor:
//!
//! ```no_run
//! use keyfob::quatrix::{LoggedIn, Login, Session};
//!
//! # async fn example(code: &str) -> Result<Session, keyfob::Error> {
//! let session = match Login::new("acme").password("ann@example.com", "password").await? {
//!     LoggedIn::Session(session) => session,
//!     LoggedIn::SecondFactor(factor) => factor.code(code).await?,
//! };
//! # Ok(session) }
//! ```
//!
//! When a captcha is wanted, its solution unblocks the session:
//!
//! ```no_run
//! use keyfob::Error;
//! use keyfob::quatrix::{CaptchaForm, Session};
//!
//! # async fn example(session: Session, solution: &str) -> Result<(), Error> {
//! if let Err(Error::CaptchaWanted(_)) = session.keepalive().await {
//!     session.unblock_captcha(solution, CaptchaForm::Get).await?;
//! }
//! # Ok(()) }
//! ```
//!
//! | state | step | yields |
//! |---|---|---|
//! | [`Login`] | [`password`](Login::password) | [`LoggedIn`]: a [`Session`], or a [`SecondFactor`] that is wanted |
//! | [`SecondFactor`] | [`code`](SecondFactor::code) | [`Session`] |
//! | [`Login`] | [`api_key`](Login::api_key) | [`Session`], nothing is sent |
//!
//! A session ends after 15 minutes without a call; [`Session::keepalive`] is one.
//!
//! Whole files and folders go up and down with `transfer` (feature `quatrix-transfer`).
//!
//! Environment variables, all beginning with `KEYFOB_QUATRIX_`: `ACCOUNT`; `EMAIL` and `PASSWORD`, or `API_KEY`; optional
//! `TOTP_SECRET` (feature `totp`) or `PIN`, and `ORIGIN`.
//!
//! A session can be kept ([`Session::save`]) and taken up again ([`Login::resume`]); with the feature `manager`, a `Manager` does that, and
//! logs in again with a `Password` or an `ApiKey`.

mod login;
#[cfg(feature = "manager")]
mod manager;
#[cfg(feature = "manager")]
mod provider;
mod second_factor;
mod session;
#[cfg(feature = "quatrix-transfer")]
pub mod transfer;

pub use login::{LoggedIn, Login};
#[cfg(feature = "manager")]
pub use provider::{ApiKey, Password};
pub use quatrix::*;
pub use second_factor::SecondFactor;
pub use session::{CaptchaForm, Session};

/// A session of Quatrix for all who ask.
#[cfg(feature = "manager")]
pub type Manager = keyfob_session::Manager<Login>;
