//! Tokens from elsewhere.

use std::time::SystemTime;

use keyfob_core::{Error, Secret};
use kotak_neo::{Client, credentials};

use super::lifetime;
use crate::input;

/// The tokens of a session that another program logged in to. A `Login` makes a session of them: see
/// [`g3::Login::resume_from_tokens`](super::g3::Login::resume_from_tokens). `Debug` shows none.
///
/// ```
/// use keyfob::kotak_neo::{Tokens, g3::Login};
///
/// let tokens = Tokens::new("trade-token", "sid")
///     .with_server_id("server1")
///     .with_base_url("https://cis.kotaksecurities.com");
/// let session = Login::new("dashboard-token").resume_from_tokens(tokens)?;
/// # Ok::<(), keyfob::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tokens {
    trade_token: Secret,
    sid: Secret,
    server_id: Secret,
    base_url: Option<String>,
    application_token: Option<Secret>,
    application_token_ends_at: Option<SystemTime>,
}

impl Tokens {
    /// The trade token (header `Auth`) and the session's id (header `Sid`): `data.token` and `data.sid` of the last step of a login.
    pub fn new(trade_token: impl Into<Secret>, sid: impl Into<Secret>) -> Self {
        Self {
            trade_token: input::token(trade_token),
            sid: input::token(sid),
            server_id: Secret::default(),
            base_url: None,
            application_token: None,
            application_token_ends_at: None,
        }
    }

    /// The server's id (query parameter `sId`), `data.hsServerId` of the last step. The vendor may have sent none, or an empty one.
    pub fn with_server_id(mut self, server_id: impl Into<Secret>) -> Self {
        self.server_id = input::token(server_id);
        self
    }

    /// The host that serves the session: that of [`g2::Login::at`](super::g2::Login::at) in G2, and `data.baseUrl` of the last step in G3.
    /// G1 has one host.
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// The application's access token of G1 and G2, and when it ends, if that is known. G3 has none: there it is in the login.
    pub fn with_application_token(
        mut self,
        token: impl Into<Secret>,
        ends_at: Option<SystemTime>,
    ) -> Self {
        self.application_token = Some(input::token(token));
        self.application_token_ends_at = ends_at;
        self
    }

    pub(super) fn base_url(&self) -> Option<&str> {
        let base = self.base_url.as_deref()?.trim().trim_end_matches('/');
        (!base.is_empty()).then_some(base)
    }

    /// Has the client hold them; the application's token has to be among them.
    pub(super) fn hold_with_application(self, client: &Client) -> Result<(), Error> {
        let Some(token) = self.application_token.clone() else {
            return Err(Error::invalid_input(
                "sessions of G1 and G2 need the application's token: see `Tokens::with_application_token`",
            ));
        };
        let held = client.handle().credentials();
        held.set_until(
            &credentials::ACCESS_TOKEN,
            token,
            self.application_token_ends_at,
        );
        self.hold(client);
        Ok(())
    }

    /// Has the client hold them; there may be no application's token.
    pub(super) fn hold_without_application(self, client: &Client) -> Result<(), Error> {
        if self.application_token.is_some() {
            return Err(Error::invalid_input(
                "G3 has no application's token: its dashboard token is in the login",
            ));
        }
        self.hold(client);
        Ok(())
    }

    fn hold(self, client: &Client) {
        let held = client.handle().credentials();
        let now = client.handle().settings().clock().now();
        let ends_at = lifetime::of_trade_token(&self.trade_token, now);
        held.set_until(&credentials::TRADE_TOKEN, self.trade_token, ends_at);
        held.set(&credentials::TRADE_SID, self.sid);
        held.set(&credentials::SERVER_ID, self.server_id);
    }
}
