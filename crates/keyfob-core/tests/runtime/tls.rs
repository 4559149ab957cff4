//! Certificates, made here: who is trusted, and who is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use keyfob_core::{Error, Handle, Settings};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::api::API;
use crate::probe::{bare, call, child, hold_all, quick, shown};
use crate::server::{Server, answer, fine};

/// A certificate authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub pem: String,
}

impl Authority {
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let mut params = CertificateParams::default();
        // OpenSSL finds an issuer by its name.
        let name = format!("Authority {number}");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        Self { issuer, pem }
    }

    /// A server's certificate for these names.
    pub fn vouch(&self, names: &[&str], years: (i32, i32)) -> Identity {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params
            .distinguished_name
            .push(DnType::CommonName, "A server");
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Identity {
            certificate: certificate.der().clone(),
            key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        }
    }
}

pub struct Identity {
    pub certificate: CertificateDer<'static>,
    pub key: PrivateKeyDer<'static>,
}

pub const NOW: (i32, i32) = (2020, 2100);

/// A server that shows this certificate and answers everything with `{}`. It hands on what it was sent.
pub async fn serve(identity: Identity) -> (u16, UnboundedReceiver<String>) {
    serve_answer(identity, answer("200 OK", &[], "{}")).await
}

/// Likewise, with another answer.
pub async fn serve_answer(identity: Identity, answer: Vec<u8>) -> (u16, UnboundedReceiver<String>) {
    let acceptor = acceptor(identity);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, tell, answer) = (acceptor.clone(), tell.clone(), answer.clone());
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await.ok()?;
                let mut bytes = Vec::new();
                while !bytes.ends_with(b"\r\n\r\n") && stream.read_buf(&mut bytes).await.ok()? > 0 {
                }
                tell.send(String::from_utf8_lossy(&bytes).into_owned())
                    .ok()?;
                stream.write_all(&answer).await.ok()?;
                stream.shutdown().await.ok()
            });
        }
    });
    (port, told)
}

/// Takes connections with this certificate, and HTTP/2 rather than 1.1, as most servers do.
pub fn acceptor(identity: Identity) -> TlsAcceptor {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate], identity.key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

pub fn settings(host: &str, port: u16) -> Settings {
    Settings::default()
        .with_origin(format!("https://{host}:{port}"))
        .with_retry(quick())
}

pub fn holding(settings: Settings) -> Handle {
    let handle = bare(settings);
    hold_all(&handle);
    handle
}

/// The call fails, and not a byte of the request was sent.
pub async fn is_refused(handle: &Handle, why: &str) {
    let error = call(handle, "together").await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    assert!(error.was_not_sent(), "{error:?}");
    let shown = shown(&error);
    assert!(shown.to_lowercase().contains(why), "{shown}");
    assert!(!shown.contains("-value"), "{shown}");
}

#[tokio::test]
async fn an_unknown_authority_is_refused_until_it_is_named() {
    let authority = Authority::new();
    let (port, mut told) = serve(authority.vouch(&["localhost", "127.0.0.1"], NOW)).await;
    for host in ["localhost", "127.0.0.1"] {
        is_refused(&holding(settings(host, port)), "unknownissuer").await;
        let other = settings(host, port).with_root_certificate(Authority::new().pem);
        is_refused(&holding(other), "certificate").await;
        assert!(told.try_recv().is_err());

        let named = settings(host, port).with_root_certificate(authority.pem.clone());
        call(&holding(named), "together").await.unwrap();
        let seen = told.recv().await.unwrap();
        assert!(
            seen.starts_with("GET /v1/together?api_key=query-value HTTP/1.1"),
            "{seen}"
        );
        assert!(
            seen.contains("authorization: Bearer bearer-value"),
            "{seen}"
        );
    }
}

/// A certificate for `localhost` that vouches for itself.
pub fn self_signed() -> Identity {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    Identity { certificate, key }
}

#[tokio::test]
async fn a_certificate_that_vouches_for_itself() {
    let (port, mut told) = serve(self_signed()).await;
    is_refused(&holding(settings("localhost", port)), "certificate").await;
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn one_that_has_expired_or_is_not_yet_valid() {
    let authority = Authority::new();
    for (years, why) in [((2001, 2002), "expired"), ((2090, 2100), "not valid yet")] {
        let (port, mut told) = serve(authority.vouch(&["localhost"], years)).await;
        let named = settings("localhost", port).with_root_certificate(authority.pem.clone());
        is_refused(&holding(named), why).await;
        assert!(told.try_recv().is_err());
    }
}

#[tokio::test]
async fn one_for_another_host() {
    let authority = Authority::new();
    for names in [
        &["evil.test"][..],
        &["127.0.0.2"],
        &["localhost.evil.test"],
        &["*.localhost"],
    ] {
        let (port, mut told) = serve(authority.vouch(names, NOW)).await;
        let named = settings("localhost", port).with_root_certificate(authority.pem.clone());
        is_refused(&holding(named), "not valid for name").await;
        assert!(told.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls() {
    let server = Server::start([fine()]).await;
    let port = server.origin().rsplit_once(':').unwrap().1.parse().unwrap();
    // It waits for a head that ends; what comes is no text, so it is the client that has to give up.
    let timeouts = keyfob_core::Timeouts {
        connect: std::time::Duration::from_millis(200),
        ..keyfob_core::Timeouts::default()
    };
    let handle = holding(settings("127.0.0.1", port).with_timeouts(timeouts));
    let error = call(&handle, "together").await.unwrap_err();
    assert!(error.was_not_sent(), "{error:?}");
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout()),
        "{error:?}"
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_server_that_answers_a_handshake_in_the_clear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut hello = [0; 16];
            let _ = stream.read(&mut hello).await;
            let _ = stream
                .write_all(&answer("400 Bad", &[], "no TLS here"))
                .await;
        }
    });
    is_refused(&holding(settings("127.0.0.1", port)), "invalidcontenttype").await;
}

#[tokio::test]
async fn several_authorities_in_one_file() {
    let authority = Authority::new();
    let (port, mut told) = serve(authority.vouch(&["localhost"], NOW)).await;
    let bundle = format!("{}{}", Authority::new().pem, authority.pem);
    call(
        &holding(settings("localhost", port).with_root_certificate(bundle)),
        "safe",
    )
    .await
    .unwrap();
    assert!(told.recv().await.is_some());
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let key = KeyPair::generate().unwrap().serialize_pem();
    let broken = Authority::new().pem.replace('M', "N");
    for pem in ["", "S3CR3T", &key, &broken] {
        let settings = Settings::default().with_root_certificate(pem);
        let text = format!("{settings:?}");
        let error = Handle::new(&API, settings).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
        assert!(!format!("{text} {error:?}").contains("S3CR3T"));
    }
}

/// A container without any certificate authority still knows those that the settings name.
#[tokio::test]
async fn a_machine_without_authorities() {
    let empty = std::env::temp_dir().join(format!("keyfob-no-authorities-{}", std::process::id()));
    std::fs::create_dir(&empty).unwrap();
    let (file, directory) = (empty.join("none.pem"), empty.to_str().unwrap());
    std::fs::write(&file, "").unwrap();
    let variables = [
        ("SSL_CERT_FILE", file.to_str().unwrap()),
        ("SSL_CERT_DIR", directory),
    ];
    child("tls::without_authorities_in_a_child", &variables).await;
    std::fs::remove_dir_all(&empty).unwrap();
}

/// What the test above runs in a process of its own; it must hold without its variables, too.
#[tokio::test]
async fn without_authorities_in_a_child() {
    let authority = Authority::new();
    let (port, _told) = serve(authority.vouch(&["localhost"], NOW)).await;
    let plain = Server::start([fine()]).await;
    call(&crate::probe::handle(&plain), "safe").await.unwrap();
    is_refused(&holding(settings("localhost", port)), "unknownissuer").await;
    let named = settings("localhost", port).with_root_certificate(authority.pem.clone());
    call(&holding(named), "safe").await.unwrap();
}
