//! Kotak Neo: three generations of logins, one typed client.
//!
//! | generation | login | module |
//! |---|---|---|
//! | G1 | consumer key and secret, then password or MPIN, then a one-time code | [`g1`] |
//! | G2 | consumer key and secret, then an authenticator's code and the MPIN, or a QR code | [`g2`] |
//! | G3 | a token from the dashboard, then an authenticator's code and the MPIN | [`g3`] |
//!
//! ```no_run
//! use keyfob::kotak_neo::g3::Login;
//!
//! # async fn example() -> Result<(), keyfob::Error> {
//! let view = Login::new("dashboard-token").totp("+919000000001", "AB123", "123456").await?;
//! let session = view.mpin("654321").await?;
//! let positions = session.positions().await?;
//! session.logout().await?;
//! # Ok(()) }
//! ```
//!
//! Environment variables, all beginning with `KEYFOB_KOTAK_NEO_`: `GENERATION` (`g1`, `g2`, `g3`; the last by default); for G1 and
//! G2 `CONSUMER_KEY`, `CONSUMER_SECRET`; for G3 `DASHBOARD_TOKEN`; for all `MOBILE`, `MPIN`; for G2 and G3 `UCC` and
//! `TOTP_SECRET` (feature `totp`) or `TOTP`; for G1 `PASSWORD` and `OTP`; optional `ENVIRONMENT` (`prod`, `uat`), `FIN_KEY`,
//! `ORIGIN`.
//!
//! A session can be kept ([`Session::save`]) and taken up again ([`g3::Login::resume`]), also by [`Tokens`] that another program has; with the
//! feature `manager`, the `Manager` of each generation does that, logs in again, and renews the application's token of G1 and G2.

pub mod g1;
pub mod g2;
pub mod g3;

pub mod books;
mod consumer;
#[cfg(feature = "kotak-neo-feed")]
pub mod feed;
mod from_env;
mod generation;
#[cfg(feature = "kotak-neo-instruments")]
pub mod instruments;
mod jwt;
mod lifetime;
#[cfg(feature = "manager")]
mod manager;
pub mod orders;
pub mod quotes;
mod session;
mod tokens;
pub mod wait;

pub use consumer::Consumer;
pub use kotak_neo::*;
pub use session::Session;
pub use tokens::Tokens;

/// A row of Kotak Neo's order book.
pub type BookOrder = crate::trading::BookOrder<types::Order>;
/// A trade of Kotak Neo.
pub type Trade = crate::trading::Trade<types::Trade>;
/// A position at Kotak Neo.
pub type Position = crate::trading::Position<types::Position>;
/// A holding at Kotak Neo.
pub type Holding = crate::trading::Holding<types::Holding>;

/// The vendor's environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Environment {
    /// Production.
    #[default]
    Prod,
    /// The vendor's test environment of G1 and G2.
    Uat,
}

impl Environment {
    /// The `neo-fin-key` that the vendor's own clients of G1 and G2 ship for it.
    fn fin_key(self) -> &'static str {
        match self {
            Self::Prod => "X6Nk8cQhUgGmJ2vBdWw4sfzrz4L5En",
            Self::Uat => "bQJNkL5z8m4aGcRgjDvXhHfSx7VpZnE",
        }
    }
}
