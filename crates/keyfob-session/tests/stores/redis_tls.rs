//! A server that speaks TLS, with certificates made here.

use std::path::{Path, PathBuf};

use keyfob_session::{RedisSettings, RedisStore, SessionStore, StoreError};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

use crate::probe::{id, secret, shown};
use crate::redis_server::{PASSWORD, RedisServer, TlsFiles};

/// A certificate authority, and a server's certificate of it.
struct Certificates {
    authority: String,
    files: [PathBuf; 3],
}

impl Certificates {
    fn new(folder: &Path, server: &str) -> Self {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, format!("Authority of {server}"));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![server.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap().pem();
        let texts = [certificate, key.serialize_pem(), authority.clone()];
        let files = ["certificate", "key", "authority"].map(|name| folder.join(name));
        for (file, text) in files.iter().zip(texts) {
            std::fs::write(file, text).unwrap();
        }
        Self { authority, files }
    }

    fn start(&self, test: &str) -> Option<RedisServer> {
        let [certificate, key, authority] = &self.files;
        RedisServer::start_tls(
            test,
            &TlsFiles {
                certificate,
                key,
                authority,
            },
        )
    }
}

fn settings(server: &RedisServer) -> RedisSettings {
    let port = server.address().port();
    RedisSettings::new(format!("rediss://localhost:{port}")).with_password(PASSWORD)
}

#[tokio::test]
async fn a_certificate_that_the_given_authority_vouches_for_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let certificates = Certificates::new(folder.path(), "localhost");
    let Some(server) = certificates.start("TLS") else {
        return;
    };
    let settings = settings(&server).with_root_certificate(certificates.authority);
    let store = RedisStore::new(settings).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(1)));
}

#[tokio::test]
async fn other_certificates_are_refused_before_the_password_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let certificates = Certificates::new(folder.path(), "localhost");
    let elsewhere = tempfile::tempdir().unwrap();
    let others = Certificates::new(elsewhere.path(), "elsewhere.example.com");
    let (Some(server), Some(wrong)) = (certificates.start("TLS"), others.start("TLS")) else {
        return;
    };
    let refused = [
        // Nobody that is known vouches for it; somebody else is trusted; it is another host's.
        settings(&server),
        settings(&server).with_root_certificate(others.authority.clone()),
        settings(&wrong).with_root_certificate(others.authority),
        // The server speaks TLS, and is not spoken to so.
        RedisSettings::new(server.url()).with_password(PASSWORD),
    ];
    for (number, settings) in refused.into_iter().enumerate() {
        let store = RedisStore::new(settings).unwrap();
        let error = store.load(&id()).await.unwrap_err();
        assert!(
            matches!(error, StoreError::Unreachable { .. }),
            "{number}: {error:?}"
        );
        let shown = shown(&error);
        assert!(
            number == 3 || shown.contains("certificate"),
            "{number}: {shown}"
        );
        assert!(!shown.contains("S3CR3T"), "{shown}");
    }
}
