//! Logins by standard security schemes: HTTP bearer and basic, API keys, and OAuth 2.0.
//!
//! A vendor whose login needs nothing of its own has a module that names its schemes, and the rest is here: [`Login`], [`Session`], and the
//! providers of a session manager. The vendor's module has them under the vendor's name:
//!
//! ```no_run
//! # use keyfob::auth::{Login, Session, Vendor};
//! # async fn example<Acme: keyfob::auth::ClientCredentialsGrant>() -> Result<(), keyfob::Error> {
//! let session = Login::<Acme>::new().client_credentials("id", "secret").await?;
//! # Ok(()) }
//! ```
//!
//! | what the API wants | login | provider of a manager |
//! |---|---|---|
//! | API keys, a token from elsewhere, user and password with each request | [`with_credential`](Login::with_credential), [`with_basic_credential`](Login::with_basic_credential), then [`session`](Login::session); nothing is sent | [`StaticCredentials`] |
//! | OAuth 2.0, client credentials | [`client_credentials`](Login::client_credentials) | [`ClientCredentials`] |
//! | OAuth 2.0, refresh token | [`refresh_token`](Login::refresh_token) | [`RefreshToken`] |
//! | OAuth 2.0, user and password | [`password`](Login::password) | [`Password`] |
//!
//! # OAuth 2.0
//! Tokens are asked for by RFC 6749: a form, sent once, to the token endpoint of the API's description, over https, and only if its host is
//! one of the vendor's (`x-hosts`). The client authenticates by HTTP Basic unless
//! [`with_client_authentication`](Login::with_client_authentication) says otherwise. `error` and `error_description` are read by section 5.2:
//!
//! | error | becomes |
//! |---|---|
//! | `invalid_client`, `unauthorized_client`, `invalid_scope` | [`Error::ApplicationRefused`](crate::Error::ApplicationRefused) |
//! | `invalid_grant` for user and password | [`Error::WrongPassword`](crate::Error::WrongPassword) |
//! | `invalid_grant` for the refresh token of a session | [`Error::SessionEnded`](crate::Error::SessionEnded); a provider goes on with what it was made with |
//! | any other `invalid_grant` | [`Error::ApplicationRefused`](crate::Error::ApplicationRefused) |
//! | `temporarily_unavailable`, `server_error` | [`Error::Unavailable`](crate::Error::Unavailable) |
//! | `slow_down`, status 429 | [`Error::RateLimited`](crate::Error::RateLimited) |
//!
//! A manager renews a token before the end that `expires_in` tells, and where the vendor refuses it before. A refresh token that the vendor
//! gives anew takes the place of the one before; it is in the store before the session with it is used.
//!
//! # Environment variables
//! All begin with the vendor's prefix, such as `KEYFOB_ACME_`. `ACCOUNT` and `ORIGIN` are optional. Credentials that go with each request are
//! in variables named as their methods: `API_KEY`, `TOKEN`; `BASIC_USERNAME` and `BASIC_PASSWORD`. OAuth 2.0 takes `CLIENT_ID`,
//! `CLIENT_SECRET` and `SCOPE`, and `REFRESH_TOKEN`, or `USERNAME` and `PASSWORD`.

mod client;
mod form;
mod from_env;
mod login;
#[cfg(feature = "manager")]
mod manager;
#[cfg(feature = "manager")]
mod provider;
mod session;
mod table;
mod token;
mod vendor;

pub use client::ClientAuthentication;
pub use login::Login;
#[cfg(feature = "manager")]
pub use provider::{ClientCredentials, Password, RefreshToken, StaticCredentials};
pub use session::Session;
pub use vendor::{
    ClientCredentialsGrant, Grants, PasswordGrant, RefreshTokenGrant, TokenEndpoint, Vendor,
};
