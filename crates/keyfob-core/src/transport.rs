//! What carries requests: no redirects, no cookies, no surprises.

mod answer;
mod client;
mod direct;
mod failure;
#[cfg(not(feature = "tls"))]
mod plain;
#[cfg(feature = "tls")]
mod tls;

pub(crate) use answer::Answer;
pub(crate) use client::{downloads, uploads};
pub(crate) use failure::{Failure, TransportError};

use direct::Direct;
use reqwest::{Client, Request};

use crate::{Error, Settings};

/// What sends requests whose answer is read whole. An attempt ends when its time is over.
pub(crate) enum Transport {
    /// Straight to the servers.
    Direct(Box<Direct>),
    /// Through a proxy, or as the user wants it.
    Client(Client),
}

impl Transport {
    /// Gets ready. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub(crate) fn new(settings: &Settings) -> Result<Self, Error> {
        match is_direct(settings) {
            true => Ok(Self::Direct(Box::new(Direct::new(settings)?))),
            false => client::whole(settings).map(Self::Client),
        }
    }

    /// Sends a request, and waits until its answer begins.
    ///
    /// # Errors
    /// There is no connection, it was cut, or the time is over.
    pub(crate) async fn send(&self, request: Box<Request>) -> Result<Answer, Failure> {
        match self {
            Self::Direct(direct) => direct.send(request).await,
            Self::Client(client) => Ok(client.execute(*request).await?.into()),
        }
    }
}

/// Whether there is certainly no proxy between, and nothing that the user wants otherwise.
fn is_direct(settings: &Settings) -> bool {
    settings.http.is_plain() && settings.proxy.is_none() && !asks_system_for_proxy(settings)
}

/// Whether the operating system may name a proxy, where the settings name none.
fn asks_system_for_proxy(settings: &Settings) -> bool {
    cfg!(feature = "system-proxy") && !settings.is_local()
}

/// What a program is called where the user says nothing.
fn user_agent(settings: &Settings) -> &str {
    settings
        .user_agent
        .as_deref()
        .unwrap_or(concat!("keyfob/", env!("CARGO_PKG_VERSION")))
}
