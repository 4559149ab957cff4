//! HTTP/1.1 is spoken, whatever else a program's HTTP library knows: what a connection of many calls does that is told to go away
//! in the middle of them is nothing that a call has to outlive.
//!
//! Test builds have reqwest's HTTP/2 compiled in, as any other crate of a program may bring it about.

use reqwest::{Certificate, Client};
use tokio::net::TcpListener;

use crate::probe::call;
use crate::tls::{Authority, NOW, acceptor, holding, settings};

/// A server that prefers HTTP/2, and what it and its next client agree on.
async fn agreed(authority: &Authority) -> (u16, impl Future<Output = Option<Vec<u8>>>) {
    let acceptor = acceptor(authority.vouch(&["localhost"], NOW));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let agreed = async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor.accept(stream).await.unwrap();
        stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec)
    };
    (port, agreed)
}

#[tokio::test]
async fn http_2_is_not_spoken() {
    let authority = Authority::new();
    let (port, agreed) = agreed(&authority).await;
    let settings = settings("localhost", port).with_root_certificate(authority.pem.clone());
    let handle = holding(settings);
    let agreed = tokio::select! {
        agreed = agreed => agreed,
        outcome = call(&handle, "never") => panic!("{:?}", outcome.err()),
    };
    assert_eq!(agreed.as_deref(), Some(&b"http/1.1"[..]));
}

/// Otherwise the other test would prove nothing.
#[tokio::test]
async fn the_http_library_left_to_itself_would_speak_it() {
    let authority = Authority::new();
    let (port, agreed) = agreed(&authority).await;
    // The first handle of a process chooses the provider of cryptography.
    let _chosen = holding(settings("localhost", port));
    let trusted = Certificate::from_pem(authority.pem.as_bytes()).unwrap();
    let client = Client::builder().no_proxy().tls_certs_merge([trusted]);
    let call = client
        .build()
        .unwrap()
        .get(format!("https://localhost:{port}"));
    let agreed = tokio::select! {
        agreed = agreed => agreed,
        outcome = call.send() => panic!("{:?}", outcome.err()),
    };
    assert_eq!(agreed.as_deref(), Some(&b"h2"[..]));
}
