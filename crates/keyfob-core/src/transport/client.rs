//! reqwest's clients: for bodies that are streams, for proxies, and for what a user wants otherwise.

#[cfg(not(feature = "tls"))]
mod plain;
#[cfg(feature = "tls")]
mod tls;

#[cfg(not(feature = "tls"))]
use plain as tls;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Url};

use super::{asks_system_for_proxy, user_agent};
use crate::{Error, Proxy, Settings};

/// With the time of an attempt, to the last byte of its answer.
pub(super) fn whole(settings: &Settings) -> Result<Client, Error> {
    made(settings, |builder| {
        builder.timeout(settings.timeouts.attempt)
    })
}

/// With that time for each silence in the answer only.
pub(crate) fn downloads(settings: &Settings) -> Result<Client, Error> {
    made(settings, |builder| {
        builder.read_timeout(settings.timeouts.attempt)
    })
}

/// Without a time-out between the first byte of a request and the answer.
pub(crate) fn uploads(settings: &Settings) -> Result<Client, Error> {
    made(settings, |builder| builder)
}

fn made(
    settings: &Settings,
    timed: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    if let Some(client) = &settings.http.client {
        return given(settings, client);
    }
    let first = || Ok(timed(builder(settings)?));
    tls::client(settings, first, |builder| last(settings, builder))
}

/// The user's own client, if it is safe to hand credentials to.
fn given(settings: &Settings, client: &Client) -> Result<Client, Error> {
    let is_more = settings.proxy.is_some()
        || !settings.root_certificates.is_empty()
        || settings.user_agent.is_some()
        || settings.http.customize.is_some();
    if is_more {
        return Err(Error::settings(
            "a given HTTP client has its own proxy, certificates and user agent: set them where it is built, or leave it out",
        ));
    }
    // reqwest tells the policy nowhere else. Should its words change, clients are refused, and the tests say so.
    if !format!("{client:?}").contains(r#"redirect_policy: "Policy(None)""#) {
        return Err(Error::settings(
            "the given HTTP client follows redirects, which would carry tokens to other hosts: build it with `redirect(Policy::none())`",
        ));
    }
    Ok(client.clone())
}

/// What a user changes, and then what nobody may.
fn last(settings: &Settings, builder: ClientBuilder) -> ClientBuilder {
    let builder = match &settings.http.customize {
        Some(customize) => customize(builder),
        None => builder,
    };
    builder
        .redirect(Policy::none())
        .referer(false)
        // Another crate of the program may switch these on; then a small answer could grow without bounds.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
}

fn builder(settings: &Settings) -> Result<ClientBuilder, Error> {
    let builder = Client::builder()
        .connect_timeout(settings.timeouts.connect)
        // Another crate of the program may bring HTTP/2, where one connection that is told to go away fails many calls.
        .http1_only()
        .user_agent(user_agent(settings));
    Ok(match &settings.proxy {
        Some(wanted) => builder.proxy(proxy(wanted)?),
        None if asks_system_for_proxy(settings) => builder,
        None => builder.no_proxy(),
    })
}

fn proxy(wanted: &Proxy) -> Result<reqwest::Proxy, Error> {
    let url = Url::parse(&wanted.url).ok();
    if url.is_some_and(|url| !url.username().is_empty() || url.password().is_some()) {
        return Err(Error::settings(
            "the proxy's URL must not carry a user or a password: they belong into its login",
        ));
    }
    let proxy = reqwest::Proxy::all(&wanted.url)
        .map_err(|e| fault("the proxy's URL cannot be read", &e))?;
    Ok(match &wanted.login {
        Some((user, password)) => proxy.basic_auth(user, password.expose()),
        None => proxy,
    })
}

fn fault(what: &str, error: &reqwest::Error) -> Error {
    let mut text = what.to_owned();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    Error::settings(text)
}
