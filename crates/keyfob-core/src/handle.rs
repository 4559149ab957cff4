//! What a generated client holds: the table, the credentials, the servers and the HTTP client.

use std::fmt;
use std::sync::Arc;

use crate::retry::Budget;
use crate::{Api, Credentials, Error, Servers, Settings, transport};

/// The running part of a client. Cloning it is cheap and shares everything.
#[derive(Clone)]
pub struct Handle(Arc<Shared>);

struct Shared {
    api: &'static Api,
    settings: Settings,
    http: reqwest::Client,
    credentials: Credentials,
    servers: Servers,
    budget: Budget,
}

impl Handle {
    /// Gets ready to talk to a vendor. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub fn new(api: &'static Api, settings: Settings) -> Result<Self, Error> {
        Ok(Self(Arc::new(Shared {
            api,
            servers: Servers::new(api, &settings)?,
            http: transport::client(&settings)?,
            credentials: Credentials::default(),
            budget: Budget::default(),
            settings,
        })))
    }

    /// The API's table.
    pub fn api(&self) -> &'static Api {
        self.0.api
    }

    /// The credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// The servers.
    pub fn servers(&self) -> &Servers {
        &self.0.servers
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The HTTP client. It follows no redirects and holds no credentials.
    #[doc(hidden)]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("api", &self.0.api.name)
            .field("variant", &self.0.servers.variant())
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}
