//! With TLS by rustls, and the system's certificate authorities.

use reqwest::{Certificate, Client, ClientBuilder};

use super::fault;
use crate::{Error, Settings};

pub(super) fn client(
    settings: &Settings,
    builder: impl Fn() -> Result<ClientBuilder, Error>,
    last: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, Error> {
    choose_provider();
    let roots = roots(settings)?;
    match last(builder()?.tls_certs_merge(roots.clone())).build() {
        Ok(client) => Ok(client),
        Err(error) => without_system(last(builder()?.tls_certs_only(roots)))
            .ok_or_else(|| fault("the HTTP client cannot be made", &error)),
    }
}

fn roots(settings: &Settings) -> Result<Vec<Certificate>, Error> {
    let mut roots = Vec::new();
    for pem in &settings.root_certificates {
        let found = Certificate::from_pem_bundle(pem)
            .map_err(|e| fault("a root certificate cannot be read as PEM", &e))?;
        if found.is_empty() {
            return Err(Error::settings(
                "a root certificate cannot be read as PEM: there is none in it",
            ));
        }
        roots.extend(found);
    }
    Ok(roots)
}

/// A machine without any certificate authority cannot make the usual client. It can still talk to loopback, and over
/// https to whom the settings' own certificates vouch for; the rest then fails as it should, with an unknown issuer.
fn without_system(builder: ClientBuilder) -> Option<Client> {
    let client = builder.build().ok()?;
    tracing::warn!("no certificate authority found on this machine");
    Some(client)
}

/// rustls needs one provider a process. An application that has chosen keeps its choice.
#[cfg(feature = "rustls-ring")]
fn choose_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Fails only when another thread has just chosen, and then its choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// reqwest brings its own.
#[cfg(not(feature = "rustls-ring"))]
fn choose_provider() {}
