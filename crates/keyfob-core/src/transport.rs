//! The HTTP client underneath: no redirects, no cookies, no surprises.

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder};

use crate::{Error, Settings};

pub(crate) fn client(settings: &Settings) -> Result<Client, Error> {
    choose_tls_provider();
    match builder(settings)?.build() {
        Ok(client) => Ok(client),
        Err(error) => {
            without_roots(settings).ok_or_else(|| fault("the HTTP client cannot be made", &error))
        }
    }
}

fn builder(settings: &Settings) -> Result<ClientBuilder, Error> {
    let agent = settings
        .user_agent
        .as_deref()
        .unwrap_or(concat!("keyfob/", env!("CARGO_PKG_VERSION")));
    let mut builder = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(settings.timeouts.connect)
        .read_timeout(settings.timeouts.attempt)
        .user_agent(agent)
        .referer(false);
    for pem in &settings.root_certificates {
        builder = trusting(builder, pem)?;
    }
    if let Some(proxy) = &settings.proxy {
        let mut all = reqwest::Proxy::all(&proxy.url)
            .map_err(|e| fault("the proxy's URL cannot be read", &e))?;
        if let Some((user, password)) = &proxy.login {
            all = all.basic_auth(user, password.expose());
        }
        builder = builder.proxy(all);
    }
    Ok(builder)
}

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
))]
fn trusting(builder: ClientBuilder, pem: &[u8]) -> Result<ClientBuilder, Error> {
    let found = Certificate::from_pem(pem)
        .map_err(|e| fault("a root certificate cannot be read as PEM", &e))?;
    Ok(builder.tls_certs_merge([found]))
}

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
)))]
fn trusting(_: ClientBuilder, _: &[u8]) -> Result<ClientBuilder, Error> {
    Err(Error::settings(
        "a root certificate needs one of the TLS features",
    ))
}

/// A machine without any certificate authority cannot make the usual client. It can still talk to loopback; and https
/// then fails as it should, with an unknown issuer.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
fn without_roots(settings: &Settings) -> Option<Client> {
    if !settings.root_certificates.is_empty() {
        return None;
    }
    let client = builder(settings)
        .ok()?
        .tls_certs_only(Vec::<Certificate>::new())
        .build()
        .ok()?;
    tracing::warn!("no certificate authority found on this machine: https will not work");
    Some(client)
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc")))]
fn without_roots(_: &Settings) -> Option<Client> {
    None
}

/// rustls needs one provider a process. An application that has chosen keeps its choice.
#[cfg(feature = "rustls-ring")]
fn choose_tls_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Fails only when another thread has just chosen, and then its choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

#[cfg(not(feature = "rustls-ring"))]
fn choose_tls_provider() {}

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
