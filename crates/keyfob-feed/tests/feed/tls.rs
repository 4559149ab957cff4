//! TLS: whom it trusts, and what reaches whom it does not.

use std::sync::Arc;

use keyfob_core::{Error, Proxy, Settings};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_websockets::{Message, ServerBuilder};

use crate::probe::{Probe, TOKEN, event, settings};
use crate::server::{Peer, Server};
use crate::talk::Event;

/// An authority, in PEM, and what serves with its certificate for this name.
fn certified(name: &str) -> (String, TlsAcceptor) {
    let mut params = CertificateParams::default();
    let authority = "An authority of the tests";
    params
        .distinguished_name
        .push(DnType::CommonName, authority);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap().der().clone();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    // Over HTTP/2, which most servers like better, there is no upgrade.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    (pem, TlsAcceptor::from(Arc::new(config)))
}

/// Tells each login that it is sent, and anything that is no handshake.
async fn serve(acceptor: TlsAcceptor) -> Server {
    Server::raw(move |peer: Peer<TcpStream>| {
        let acceptor = acceptor.clone();
        async move {
            let (tell, stream) = peer.split();
            let Ok(stream) = acceptor.accept(stream).await else {
                return tell("no handshake".to_owned());
            };
            let (_, mut socket) = ServerBuilder::new().accept(stream).await.unwrap();
            while let Some(Ok(message)) = futures_util::StreamExt::next(&mut socket).await {
                if let Some(text) = message.as_text() {
                    tell(text.to_owned());
                    let answer = Message::text("ok\nevent 1");
                    futures_util::SinkExt::send(&mut socket, answer)
                        .await
                        .unwrap();
                }
            }
        }
    })
    .await
}

fn port(server: &Server) -> String {
    server.origin().rsplit_once(':').unwrap().1.to_owned()
}

fn secure(server: &Server, host: &str) -> Settings {
    settings(&format!("https://{host}:{}", port(server)))
}

async fn is_refused(settings: Settings, server: &mut Server, why: &str) {
    let error = Probe::with(settings).open().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    assert!(error.was_not_sent(), "{error:?}");
    let text = format!("{error:?}").to_lowercase();
    assert!(text.contains(why), "{text}");
    assert_eq!(server.heard().await.1, "no handshake");
}

#[tokio::test]
async fn a_root_of_its_own_is_trusted_when_it_is_named() {
    let (pem, acceptor) = certified("localhost");
    let mut server = serve(acceptor).await;
    is_refused(secure(&server, "localhost"), &mut server, "unknownissuer").await;
    let (other, _) = certified("localhost");
    let settings = secure(&server, "localhost").with_root_certificate(other);
    is_refused(settings, &mut server, "certificate").await;

    let settings = secure(&server, "localhost").with_root_certificate(pem);
    let mut feed = Probe::with(settings).open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    assert_eq!(server.heard().await.1, format!("login {TOKEN}"));
    drop(feed);
    server.all_closed().await;
}

#[tokio::test]
async fn a_certificate_for_another_host() {
    for name in ["evil.test", "feed.probe.test", "localhost.evil.test"] {
        let (pem, acceptor) = certified(name);
        let mut server = serve(acceptor).await;
        let settings = secure(&server, "localhost").with_root_certificate(pem);
        is_refused(settings, &mut server, "not valid for name").await;
    }
}

/// `wss` is not spoken in the clear because a server cannot do it.
#[tokio::test]
async fn a_server_without_tls() {
    let server = Server::start(|peer| peer.serve(&["event 1"])).await;
    let mut probe = Probe::with(secure(&server, "127.0.0.1"));
    probe.url = "ws://feed.probe.test/feed".to_owned();
    let error = probe.open().await.unwrap_err();
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
    let probe = Probe::with(secure(&server, "127.0.0.1"));
    let settings = keyfob_feed::FeedSettings {
        connect: crate::probe::ms(300),
        ..crate::probe::quick()
    };
    probe.open_with(settings).await.unwrap_err();
    server.all_closed().await;
}

/// The proxy is asked for a tunnel, and sees nothing of what goes through it.
#[tokio::test]
async fn through_a_tunnel() {
    let (pem, acceptor) = certified("localhost");
    let mut server = serve(acceptor).await;
    let target = format!("127.0.0.1:{}", port(&server));
    let mut proxy = Server::raw(move |mut peer: Peer<TcpStream>| {
        let target = target.clone();
        async move {
            let head = peer.head().await;
            peer.tell(head);
            peer.raw("HTTP/1.1 200 OK\r\n\r\n").await;
            let mut server = TcpStream::connect(target).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut peer.socket, &mut server).await;
        }
    })
    .await;
    let through = Proxy::new(proxy.origin()).with_login("user", "password");
    let settings = secure(&server, "localhost").with_root_certificate(pem);
    let probe = Probe::with(settings.with_proxy(through));
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let head = proxy.heard().await.1;
    let line = format!("CONNECT localhost:{} HTTP/1.1\r\n", port(&server));
    assert!(head.starts_with(&line), "{head}");
    assert!(
        head.to_lowercase().contains("proxy-authorization: basic "),
        "{head}"
    );
    assert_eq!(server.heard().await.1, format!("login {TOKEN}"));
}

#[tokio::test]
async fn a_tunnel_that_is_refused() {
    for status in ["407 Login", "403 No", "502 Bad Gateway"] {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        let proxy = Server::raw(move |mut peer: Peer<TcpStream>| {
            let answer = answer.clone();
            async move {
                peer.head().await;
                peer.raw(answer).await;
                peer.head().await;
            }
        })
        .await;
        let settings = Settings::default().with_proxy(Proxy::new(proxy.origin()));
        let error = Probe::with(settings).open().await.unwrap_err();
        assert!(error.was_not_sent(), "{error:?}");
        proxy.all_closed().await;
    }
}
