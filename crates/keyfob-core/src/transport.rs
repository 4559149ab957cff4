//! The HTTP client underneath: no redirects, no cookies, no surprises.

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
))]
use reqwest::Certificate;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Url};

use crate::{Error, Proxy, Settings};

pub(crate) fn client(settings: &Settings) -> Result<Client, Error> {
    choose_tls_provider();
    let roots = roots(settings)?;
    match trusting(builder(settings)?, roots.clone()).build() {
        Ok(client) => Ok(client),
        Err(error) => without_system(builder(settings)?, roots)
            .ok_or_else(|| fault("the HTTP client cannot be made", &error)),
    }
}

fn builder(settings: &Settings) -> Result<ClientBuilder, Error> {
    let agent = settings
        .user_agent
        .as_deref()
        .unwrap_or(concat!("keyfob/", env!("CARGO_PKG_VERSION")));
    let builder = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(settings.timeouts.connect)
        .read_timeout(settings.timeouts.attempt)
        .user_agent(agent)
        .referer(false)
        // Another crate of the program may switch these on; then a small answer could grow without bounds.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd();
    Ok(match &settings.proxy {
        Some(wanted) => builder.proxy(proxy(wanted)?),
        None if cfg!(feature = "system-proxy") && !settings.is_local() => builder,
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

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
))]
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

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
))]
fn trusting(builder: ClientBuilder, roots: Vec<Certificate>) -> ClientBuilder {
    builder.tls_certs_merge(roots)
}

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
)))]
type Certificate = std::convert::Infallible;

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
)))]
fn roots(settings: &Settings) -> Result<Vec<Certificate>, Error> {
    match settings.root_certificates.is_empty() {
        true => Ok(Vec::new()),
        false => Err(Error::settings(
            "a root certificate needs one of the TLS features",
        )),
    }
}

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "native-tls"
)))]
fn trusting(builder: ClientBuilder, _: Vec<Certificate>) -> ClientBuilder {
    builder
}

/// A machine without any certificate authority cannot make the usual client. It can still talk to loopback, and over
/// https to whom the settings' own certificates vouch for; the rest then fails as it should, with an unknown issuer.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
fn without_system(builder: ClientBuilder, roots: Vec<Certificate>) -> Option<Client> {
    let client = builder.tls_certs_only(roots).build().ok()?;
    tracing::warn!("no certificate authority found on this machine");
    Some(client)
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc")))]
fn without_system(_: ClientBuilder, _: Vec<Certificate>) -> Option<Client> {
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
