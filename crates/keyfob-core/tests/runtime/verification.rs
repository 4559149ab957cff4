//! What no certificate and no setting gets past.

use std::path::{Path, PathBuf};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::probe::call;
use crate::tls::{Identity, holding, is_refused, serve, settings};

/// Made once with OpenSSL, for rcgen signs with nothing that old: one authority and one key, and the same certificate signed with
/// SHA-1 and with SHA-256. It is good for `localhost` from 2020 to 2100.
const AUTHORITY: &str = include_str!("sha1/authority.pem");

fn signed(certificate: &str) -> Identity {
    let key = include_bytes!("sha1/server.key");
    Identity {
        certificate: CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap(),
        key: PrivateKeyDer::from_pem_slice(key).unwrap(),
    }
}

#[tokio::test]
async fn a_certificate_signed_with_sha_1_is_refused() {
    let (port, mut told) = serve(signed(include_str!("sha1/sha1.pem"))).await;
    let named = settings("localhost", port).with_root_certificate(AUTHORITY);
    is_refused(&holding(named), "unsupportedsignaturealgorithm").await;
    assert!(told.try_recv().is_err());

    // It is nothing but that: its twin is taken.
    let (port, _told) = serve(signed(include_str!("sha1/sha256.pem"))).await;
    let named = settings("localhost", port).with_root_certificate(AUTHORITY);
    call(&holding(named), "together").await.unwrap();
}

/// A server that knows nothing later than TLS 1.1.
#[tokio::test]
async fn an_old_version_of_tls_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut hello = vec![0; 4096];
            let _ = stream.read(&mut hello).await;
            // A record with one message: version, 32 random bytes, no session, a cipher, no compression.
            let mut answer = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
            answer.extend([7; 32]);
            answer.extend([0, 0xc0, 9, 0]);
            let _ = stream.write_all(&answer).await;
            let _ = stream.read(&mut hello).await;
        }
    });
    is_refused(&holding(settings("localhost", port)), "incompatible").await;
}

/// Every hand-written and generated source file of the libraries.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// What gives rustls the system's verifier, of `rustls_platform_verifier`, by the name under which `transport/tls.rs` imports it.
const SYSTEM: &str = "    let mut config = match verifier(roots.clone(), provider) {
        Ok(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier)),
";

/// What the HTTP library and rustls call the ways around a check. Without them no setting of ours can lead there.
#[test]
fn nothing_switches_verification_off() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(crates).unwrap() {
        let source = entry.unwrap().path().join("src");
        if source.is_dir() {
            sources(&source, &mut found);
        }
    }
    assert!(found.len() > 50, "{found:?}");
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        for way in [
            "danger_accept",
            "dangerous()",
            "ServerCertVerifier",
            "tls_sni(",
            "with_custom_certificate_verifier",
            "use_preconfigured_tls",
            "tls_backend_preconfigured",
            "min_tls_version",
            "tls_version_min",
        ] {
            // The system's own verifier is given so, for the settings' certificates beside its own; nothing else is.
            let text = text.replace(SYSTEM, "");
            assert!(!text.contains(way), "{}: {way}", path.display());
        }
    }
}
