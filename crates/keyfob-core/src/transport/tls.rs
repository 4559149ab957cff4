//! TLS by rustls: certificate authorities, and who does the cryptography.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::{Error, Settings};

/// The settings' certificates beside the system's, for HTTP/1.1.
///
/// # Errors
/// [`Error::Settings`]: a certificate cannot be read, or the process has no provider of cryptography.
pub(super) fn config(settings: &Settings) -> Result<ClientConfig, Error> {
    let provider = provider()?;
    let roots = roots(settings)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::settings(format!("TLS cannot be used: {error}")))?;
    let mut config = match verifier(roots.clone(), provider) {
        Ok(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier)),
        Err(_) => {
            let roots = store(roots)?;
            without_system();
            builder.with_root_certificates(roots)
        }
    }
    .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// A machine without any certificate authority cannot have the usual verifier. It can still talk to loopback, and over
/// https to whom the settings' own certificates vouch for; the rest then fails as it should, with an unknown issuer.
pub(super) fn without_system() {
    tracing::warn!("no certificate authority found on this machine");
}

/// The settings' own certificates.
///
/// # Errors
/// [`Error::Settings`]: one cannot be read.
pub(super) fn roots(settings: &Settings) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut roots = Vec::new();
    for pem in &settings.root_certificates {
        let before = roots.len();
        for found in CertificateDer::pem_slice_iter(pem) {
            roots.push(found.map_err(|error| unreadable(&error.to_string()))?);
        }
        if roots.len() == before {
            return Err(unreadable("there is none in it"));
        }
    }
    // What is no certificate inside is told now, not when a server is asked.
    store(roots.clone())?;
    Ok(roots)
}

fn store(roots: Vec<CertificateDer<'static>>) -> Result<RootCertStore, Error> {
    let mut store = RootCertStore::empty();
    for root in roots {
        store
            .add(root)
            .map_err(|error| unreadable(&error.to_string()))?;
    }
    Ok(store)
}

fn unreadable(why: &str) -> Error {
    Error::settings(format!("a root certificate cannot be read as PEM: {why}"))
}

#[cfg(any(all(unix, not(target_os = "android")), target_os = "windows"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

/// Elsewhere the system's verifier takes no certificates beside its own.
#[cfg(not(any(all(unix, not(target_os = "android")), target_os = "windows")))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    match roots.is_empty() {
        true => Verifier::new(provider),
        false => Err(rustls::Error::General("extra roots".to_owned())),
    }
}

/// rustls needs one provider a process. An application that has chosen keeps its choice.
///
/// # Errors
/// Without a feature that brings one, the application has to choose first.
pub(super) fn provider() -> Result<Arc<CryptoProvider>, Error> {
    // reqwest looks for it there, too.
    #[cfg(feature = "rustls-ring")]
    if CryptoProvider::get_default().is_none() {
        // Fails only when another thread has just chosen, and then its choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let chosen = CryptoProvider::get_default().cloned();
    #[cfg(feature = "rustls-aws-lc")]
    let chosen = chosen.or_else(|| Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider())));
    chosen.ok_or_else(|| {
        Error::settings(
            "TLS has no provider of cryptography: install one, or take one of the TLS features",
        )
    })
}
