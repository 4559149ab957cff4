//! Logins by OAuth 2.0.

use keyfob_core::{Error, Secret};

use super::Login;
use crate::auth::client::{Client, ClientAuthentication};
use crate::auth::session::Session;
use crate::auth::table::{CLIENT_CREDENTIALS, PASSWORD, REFRESH_TOKEN};
use crate::auth::token::{Grant, request};
use crate::auth::vendor::{
    ClientCredentialsGrant, PasswordGrant, RefreshTokenGrant, TokenEndpoint, Vendor,
};
use crate::step::{Failed, step};

impl<V: Vendor> Login<V> {
    /// The application: id and secret of a client of OAuth 2.0.
    pub fn with_client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.client = Some(Client {
            id: id.into(),
            secret: Some(secret.into()),
        });
        self
    }

    /// The application, where it has no secret: its id goes in the form.
    pub fn with_public_client(mut self, id: impl Into<String>) -> Self {
        self.client = Some(Client {
            id: id.into(),
            secret: None,
        });
        self
    }

    /// How the client shows who it is, by HTTP Basic unless this says otherwise.
    pub fn with_client_authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.request.authentication = authentication;
        self
    }

    /// The scopes to ask for. None are asked for unless this names some.
    pub fn with_scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.request.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to each request for a token, such as `audience` or `resource`. Its value is not shown.
    pub fn with_token_parameter(
        mut self,
        name: impl Into<String>,
        value: impl Into<Secret>,
    ) -> Self {
        self.request.parameters.push((name.into(), value.into()));
        self
    }

    /// Asks this URL for tokens in place of the description's: that of a tenant, or of another environment. It has to be on one of the vendor's
    /// hosts. What is made for a URL is kept as long as the program runs.
    pub fn with_token_url(mut self, url: impl Into<String>) -> Self {
        self.request.url = Some(url.into());
        self
    }

    /// By the credentials of the client that it has.
    pub(in crate::auth) async fn by_client(&self) -> Result<Session<V>, Error> {
        let grant = Grant {
            operation: CLIENT_CREDENTIALS,
            grant_type: "client_credentials",
            members: &[],
        };
        let endpoint = V::GRANTS.client_credentials;
        self.token_session(endpoint, grant, None).await
    }

    pub(in crate::auth) async fn by_password(
        &self,
        username: &str,
        password: Secret,
    ) -> Result<Session<V>, Error> {
        let grant = Grant {
            operation: PASSWORD,
            grant_type: "password",
            members: &[("username", username), ("password", password.expose())],
        };
        self.token_session(V::GRANTS.password, grant, None).await
    }

    pub(in crate::auth) async fn by_refresh_token(
        &self,
        refresh_token: Secret,
    ) -> Result<Session<V>, Error> {
        // No session has ended: there is none yet.
        let session = self.refreshed(refresh_token).await;
        session.map_err(|error| match error {
            Error::SessionEnded(refusal) => Error::ApplicationRefused(refusal),
            other => other,
        })
    }

    /// By the refresh token of a session, which has ended if that is not accepted any more.
    pub(in crate::auth) async fn refreshed(
        &self,
        refresh_token: Secret,
    ) -> Result<Session<V>, Error> {
        let grant = Grant {
            operation: REFRESH_TOKEN,
            grant_type: "refresh_token",
            members: &[("refresh_token", refresh_token.expose())],
        };
        let kept = Some(refresh_token.clone());
        self.token_session(V::GRANTS.refresh_token, grant, kept)
            .await
    }

    async fn token_session(
        &self,
        endpoint: Option<TokenEndpoint>,
        grant: Grant<'_>,
        refresh_token: Option<Secret>,
    ) -> Result<Session<V>, Error> {
        let endpoint = endpoint.ok_or_else(|| {
            Error::settings(format!("{} has no token endpoint for this grant", V::NAME))
        })?;
        let client = self.open()?;
        let handle = V::handle(&client);
        let sender = self.client.as_ref();
        let tokens = request(handle, &endpoint, sender, &self.request, grant).await?;
        let held = handle.credentials();
        held.set_until(endpoint.scheme, tokens.access_token, tokens.ends_at);
        // One that is not given anew stays valid: RFC 6749, section 6.
        let refresh_token = tokens.refresh_token.or(refresh_token);
        Ok(Session::new(client, self.account_id(), refresh_token))
    }
}

impl<V: ClientCredentialsGrant> Login<V> {
    /// Logs in with the client's own id and secret. It is sent once.
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`], [`Error::RateLimited`], [`Error::Unavailable`]
    pub async fn client_credentials(
        self,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Result<Session<V>, Failed<Self>> {
        let this = self.with_client(id, secret);
        Ok(step!(this, this.by_client().await))
    }
}

impl<V: PasswordGrant> Login<V> {
    /// Logs in with a user's name and password. It is sent once.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::ApplicationRefused`], [`Error::RateLimited`], [`Error::Unavailable`]
    pub async fn password(
        self,
        username: &str,
        password: impl Into<Secret>,
    ) -> Result<Session<V>, Failed<Self>> {
        let session = self.by_password(username, password.into()).await;
        Ok(step!(self, session))
    }
}

impl<V: RefreshTokenGrant> Login<V> {
    /// Logs in with a refresh token from elsewhere, such as a person's consent in a browser. It is sent once. The vendor may give another one
    /// in its place: [`Session::refresh_token`].
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`] if the token or the client is not accepted; [`Error::RateLimited`], [`Error::Unavailable`]
    pub async fn refresh_token(
        self,
        refresh_token: impl Into<Secret>,
    ) -> Result<Session<V>, Failed<Self>> {
        let session = self.by_refresh_token(refresh_token.into()).await;
        Ok(step!(self, session))
    }
}
