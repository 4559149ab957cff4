//! What is to be known of a vendor.

use std::fmt;

use keyfob_core::{Api, Handle, Scheme};

/// A vendor whose logins are standard ones. The generated modules implement it.
pub trait Vendor: Send + Sync + 'static {
    /// The typed client.
    type Client: Clone + fmt::Debug + Send + Sync + 'static;

    /// The name of the client crate.
    const NAME: &'static str;

    /// What environment variables begin with: `KEYFOB_ACME_`.
    const ENV_PREFIX: &'static str;

    /// The table of the client crate.
    const API: &'static Api;

    /// The credentials that go with each request, and their names in the environment.
    const CREDENTIALS: &'static [(&'static Scheme, &'static str)];

    /// The grants of OAuth 2.0.
    const GRANTS: Grants;

    /// The client over this handle.
    fn client(handle: Handle) -> Self::Client;

    /// The handle of a client.
    fn handle(client: &Self::Client) -> &Handle;
}

/// The grants of OAuth 2.0 that a vendor has, each with its token endpoint.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grants {
    /// The client's own credentials.
    pub client_credentials: Option<TokenEndpoint>,
    /// A refresh token.
    pub refresh_token: Option<TokenEndpoint>,
    /// The resource owner's name and password.
    pub password: Option<TokenEndpoint>,
}

/// Where tokens are asked for.
#[derive(Debug, Clone, Copy)]
pub struct TokenEndpoint {
    /// The security scheme that the token is for.
    pub scheme: &'static Scheme,
    /// The URL; without a host it is under the API's own server.
    pub url: &'static str,
}

/// A vendor that gives tokens for the client's own credentials: RFC 6749, section 4.4.
pub trait ClientCredentialsGrant: Vendor {}

/// A vendor that gives tokens for a refresh token: RFC 6749, section 6.
pub trait RefreshTokenGrant: Vendor {}

/// A vendor that gives tokens for a user's name and password: RFC 6749, section 4.3.
pub trait PasswordGrant: Vendor {}
