//! A feed over TLS.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::kotak_neo::{self, FeedFailure};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use super::token_and_sid;
use crate::trader::Neo;

fn trusting(certificate: &str) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
    roots.add(certificate).unwrap();
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring);
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

#[tokio::test]
async fn the_tls_origin_carries_feeds_and_what_goes_wrong_with_them() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let session = Neo::newest(&sandbox).await;
    let tls = sandbox.tls().unwrap();
    let host = tls.url().trim_start_matches("https://");
    let tcp = TcpStream::connect(host).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = trusting(tls.certificate())
        .connect(name, tcp)
        .await
        .unwrap();
    let url = format!("wss://{host}/realtime");
    let (mut socket, _) = client_async(url, stream).await.unwrap();
    let (token, sid) = token_and_sid(&session);
    let hello = format!("{{type:cn,Authorization:{token},Sid:{sid},src:WEB}}");
    socket.send(Message::text(hello)).await.unwrap();
    let answer = socket.next().await.unwrap().unwrap();
    assert!(answer.to_text().unwrap().contains("connected"));
    let neo = sandbox.kotak_neo();
    assert_eq!(
        neo.feeds().fail(kotak_neo::Feed::Orders, FeedFailure::Cut),
        1
    );
    while socket.next().await.is_some_and(|frame| frame.is_ok()) {}
    assert_eq!(neo.feeds().open(None), 0);
}
