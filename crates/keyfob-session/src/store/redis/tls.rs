//! What TLS needs before a connection is made.

use redis::{Client, ConnectionInfo, TlsCertificates};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::StoreError;

/// A client that uses TLS.
pub(super) fn client(info: ConnectionInfo, root: Option<&[u8]>) -> Result<Client, StoreError> {
    choose_provider();
    if CryptoProvider::get_default().is_none() {
        return Err(StoreError::Settings {
            reason: "TLS needs one of the features rustls-ring and rustls-aws-lc",
        });
    }
    let made = match root {
        None => Client::open(info),
        Some(root) if !has_certificates(root) => return unreadable(),
        Some(root) => {
            let certificates = TlsCertificates {
                client_tls: None,
                root_cert: Some(root.to_vec()),
            };
            Client::build_with_tls(info, certificates)
        }
    };
    made.or_else(|_| unreadable())
}

/// The `redis` crate takes text without any for an authority that vouches for nobody.
fn has_certificates(pem: &[u8]) -> bool {
    let mut all = CertificateDer::pem_slice_iter(pem).peekable();
    all.peek().is_some() && all.all(|found| found.is_ok())
}

fn unreadable<T>() -> Result<T, StoreError> {
    Err(StoreError::Settings {
        reason: "the root certificate cannot be read as PEM",
    })
}

/// rustls needs one provider a process. An application that has chosen keeps its choice.
fn choose_provider() {
    if CryptoProvider::get_default().is_none() {
        // Fails only when another thread has just chosen, and then its choice stands.
        #[cfg(feature = "rustls-ring")]
        let _ = rustls::crypto::ring::default_provider().install_default();
        #[cfg(all(feature = "rustls-aws-lc", not(feature = "rustls-ring")))]
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    }
}
