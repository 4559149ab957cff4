//! Who may call an example server.

use std::collections::BTreeMap;
use std::fmt;

/// What an [`ExampleServer`](super::ExampleServer) accepts as credentials. The default has well-known values.
#[derive(Clone)]
#[non_exhaustive]
pub struct ExampleAccount {
    /// The user of HTTP Basic and of OAuth 2.0's password grant.
    pub username: String,
    /// That user's password.
    pub password: String,
    /// The client of OAuth 2.0; HTTP Basic takes it, too.
    pub client_id: String,
    /// That client's secret.
    pub client_secret: String,
    /// A refresh token that is there from the start.
    pub refresh_token: String,
    /// A bearer token that never ends.
    pub token: String,
    /// The API key, in a header, the query or a cookie.
    pub api_key: String,
    /// API keys of schemes that have one of their own, by the scheme's name in the spec.
    pub api_keys: BTreeMap<String, String>,
}

impl Default for ExampleAccount {
    fn default() -> Self {
        Self {
            username: "sandbox-user".to_owned(),
            password: "sandbox-password".to_owned(),
            client_id: "sandbox-client".to_owned(),
            client_secret: "sandbox-client-secret".to_owned(),
            refresh_token: "sandbox-refresh-token".to_owned(),
            token: "sandbox-token".to_owned(),
            api_key: "sandbox-api-key".to_owned(),
            api_keys: BTreeMap::new(),
        }
    }
}

/// Without secrets.
impl fmt::Debug for ExampleAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExampleAccount")
            .field("username", &self.username)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl ExampleAccount {
    pub(super) fn is_user(&self, name: &str, password: &str) -> bool {
        (name, password) == (&self.username, &self.password)
    }

    pub(super) fn is_client(&self, id: &str, secret: &str) -> bool {
        (id, secret) == (&self.client_id, &self.client_secret)
    }

    /// The API key of a scheme.
    pub(super) fn api_key_of(&self, scheme: &str) -> &str {
        self.api_keys.get(scheme).unwrap_or(&self.api_key)
    }
}
