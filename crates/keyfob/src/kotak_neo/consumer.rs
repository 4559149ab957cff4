//! The application of G1 and G2: consumer key and secret.

use keyfob_core::{Error, Handle, Secret, Settings};
use kotak_neo::{API, Client, credentials, types};

use super::{Environment, lifetime};
use crate::input;

/// An application of G1 or G2, and how to reach the vendor with it.
#[derive(Debug, Clone)]
pub struct Consumer {
    key: String,
    secret: Secret,
    environment: Environment,
    fin_key: Option<Secret>,
    settings: Settings,
}

impl Consumer {
    /// The application with this consumer key and secret, both from the developer portal.
    pub fn new(key: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            key: key.into().trim().to_owned(),
            secret: input::token(secret),
            environment: Environment::Prod,
            fin_key: None,
            settings: Settings::default(),
        }
    }

    /// The environment; production by default.
    pub fn with_environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Your own `neo-fin-key`, in place of the one that the vendor's client ships.
    pub fn with_fin_key(mut self, fin_key: impl Into<Secret>) -> Self {
        self.fin_key = Some(input::token(fin_key));
        self
    }

    /// How to talk: proxy, time-outs, another origin.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    #[cfg(feature = "manager")]
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn environment(&self) -> Environment {
        self.environment
    }

    /// A client for one of the spec's environments.
    pub(super) fn client(&self, variant: &str) -> Result<Client, Error> {
        let handle = Handle::new(&API, self.settings.clone().with_variant(variant))?;
        let fin_key = self
            .fin_key
            .clone()
            .unwrap_or_else(|| self.environment.fin_key().into());
        handle.credentials().set(&credentials::FIN_KEY, fin_key);
        Ok(Client::new(handle))
    }

    /// The client-credentials grant: the client holds the access token afterwards, and the consumer secret no more.
    pub(super) async fn fetch_access_token(&self, client: &Client) -> Result<(), Error> {
        let held = client.handle().credentials();
        held.set_basic(
            &credentials::CONSUMER,
            self.key.as_str(),
            self.secret.clone(),
        );
        let began = client.handle().settings().clock().now();
        let grant = types::GrantType::ClientCredentials;
        let answer = client
            .session()
            .application_token()
            .body(types::OAuthTokenRequest::builder().grant_type(grant))
            .send()
            .await;
        held.remove(&credentials::CONSUMER);
        let answer = answer?.into_inner();
        let missing = Error::incomplete("session_init", "access_token");
        let token = answer.access_token.ok_or(missing)?;
        let ends_at = lifetime::of_application_token(began, answer.expires_in);
        held.set_until(&credentials::ACCESS_TOKEN, token, ends_at);
        Ok(())
    }
}
