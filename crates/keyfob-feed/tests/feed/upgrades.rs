//! Before the WebSocket stands: answers that are no upgrade, and places that are not the vendor's.

use keyfob_core::reqwest::header::{HeaderMap, HeaderValue};
use keyfob_core::{Attempt, Error, Proxy, Settings};
use keyfob_feed::GapReason;
use tokio::net::TcpStream;

use crate::probe::{Probe, TOKEN, event, gap, quick, settings};
use crate::server::{Peer, Server};
use crate::talk::Event;

/// The error with which the feed is not opened by a server that answers this.
async fn answered(answer: &'static str) -> (Error, Server) {
    let server = Server::raw(move |mut peer: Peer<TcpStream>| async move {
        let head = peer.head().await;
        peer.tell(head);
        peer.raw(answer).await;
        peer.head().await;
    })
    .await;
    let error = Probe::at(&server.origin()).open().await.unwrap_err();
    assert_eq!(server.made(), 1);
    server.all_closed().await;
    (error, server)
}

#[tokio::test]
async fn a_server_that_does_not_upgrade() {
    let no = "HTTP/1.1 403 Forbidden\r\ncontent-length: 19\r\n\r\n{\"message\":\"later\"}";
    let (error, mut server) = answered(no).await;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(
        (error.status().unwrap().as_u16(), error.message()),
        (403, Some("later"))
    );
    let head = server.heard().await.1.to_lowercase();
    for line in [
        "get /feed http/1.1",
        "connection: upgrade",
        "upgrade: websocket",
        "sec-websocket-version: 13",
        "sec-websocket-key: ",
    ] {
        assert!(head.contains(line), "{head}");
    }
    assert!(!head.contains(&TOKEN.to_lowercase()), "{head}");

    for (answer, status) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", 200),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204),
        ("HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n", 401),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", 502),
    ] {
        let (error, _) = answered(answer).await;
        assert_eq!(error.status().unwrap().as_u16(), status, "{error:?}");
    }
}

/// Nobody follows it, neither with a token nor without.
#[tokio::test]
async fn a_redirect() {
    let (error, _) =
        answered("HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n").await;
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 302);
}

#[tokio::test]
async fn an_upgrade_to_something_else() {
    let upgrade =
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n";
    for accept in ["", "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"] {
        let answer: &'static str = format!("{upgrade}{accept}\r\n").leak();
        let (error, _) = answered(answer).await;
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        assert!(error.to_string().contains("something else"), "{error}");
    }
}

/// What ends the first try is only a try later on: a gateway is restarted, and the feed waits for it.
#[tokio::test]
async fn they_pass_once_the_feed_is_open() {
    const ANSWERS: [&str; 6] = [
        "302 Found\r\nlocation: https://evil.test/\r\ncontent-length: 0",
        "401 Unauthorized\r\ncontent-length: 0",
        "403 Forbidden\r\ncontent-length: 0",
        "200 OK\r\ncontent-length: 2",
        "503 Down\r\ncontent-length: 0",
        "101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket",
    ];
    let server = Server::raw(|mut peer: Peer<TcpStream>| async move {
        match peer
            .number
            .checked_sub(1)
            .and_then(|number| ANSWERS.get(number))
        {
            Some(answer) => {
                peer.head().await;
                peer.raw(format!("HTTP/1.1 {answer}\r\n\r\n{{}}")).await;
            }
            None if peer.number == 0 => peer.upgrade().await.unwrap().log_in().await,
            None => peer.upgrade().await.unwrap().serve(&["event 1"]).await,
        }
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    let gap = gap(&mut feed).await;
    assert_eq!((gap.reason, gap.attempts), (GapReason::Cut, 7));
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    assert_eq!(server.made(), 8);
}

#[tokio::test]
async fn answers_that_are_none() {
    for answer in ["", "what?\r\n\r\n", "HTTP/1.1 101"] {
        let server = Server::raw(move |mut peer: Peer<TcpStream>| async move {
            peer.head().await;
            peer.raw(answer).await;
        })
        .await;
        let error = Probe::at(&server.origin()).open().await.unwrap_err();
        assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    }
}

#[tokio::test]
async fn one_that_does_not_come() {
    let server = Server::raw(|mut peer: Peer<TcpStream>| async move {
        peer.head().await;
        peer.head().await;
    })
    .await;
    let settings = keyfob_feed::FeedSettings {
        connect: crate::probe::ms(100),
        ..quick()
    };
    let error = Probe::at(&server.origin())
        .open_with(settings)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("no connection in time"),
        "{error}"
    );
    server.all_closed().await;
}

/// It is refused before anything is sent, and nothing is tried again.
#[tokio::test]
async fn places_that_are_not_the_vendors() {
    let server = Server::raw(|peer: Peer<TcpStream>| async move { drop(peer) }).await;
    let port = server.origin().rsplit_once(':').unwrap().1.to_owned();
    for url in [
        "wss://evil.test/feed",
        "wss://feed.probe.test.evil.test/feed",
        "wss://user:S3CR3T@feed.probe.test/feed",
        "ws://feed.probe.test/feed",
        "http://feed.probe.test/feed",
        "ftp://feed.probe.test/feed",
        &format!("wss://localhost.evil.test:{port}/feed"),
        &format!("ws://[::ffff:10.0.0.1]:{port}/feed"),
        "S3CR3T",
        "wss:",
        "",
    ] {
        // A proxy, so that nothing can leave this machine should it be sent.
        let settings = Settings::default().with_proxy(Proxy::new(server.origin()));
        let mut probe = Probe::with(settings);
        url.clone_into(&mut probe.url);
        let error = probe.open().await.unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{url}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("S3CR3T"));
    }
    assert_eq!(server.made(), 0);
}

/// Schemes are taken in any case, and the query is sent.
#[tokio::test]
async fn urls_of_the_vendor() {
    let mut server = Server::raw(|mut peer: Peer<TcpStream>| async move {
        let head = peer.head().await;
        peer.tell(head.lines().next().unwrap_or_default());
    })
    .await;
    for (url, line) in [
        ("WSS://feed.probe.test/a?b=c#d", "GET /a?b=c HTTP/1.1"),
        ("https://feed.probe.test", "GET / HTTP/1.1"),
        (&server.origin().replace("http", "Ws"), "GET / HTTP/1.1"),
    ] {
        let mut probe = Probe::at(&server.origin());
        url.clone_into(&mut probe.url);
        probe.open().await.unwrap_err();
        assert_eq!(server.heard().await.1, line);
    }
}

/// The user's own headers go with it, and hooks are asked.
#[tokio::test]
async fn headers_of_the_user() {
    let mut server = Server::raw(|mut peer: Peer<TcpStream>| async move {
        let head = peer.head().await;
        peer.tell(head);
    })
    .await;
    let settings = settings(&server.origin())
        .with_user_agent("probe/1")
        .with_header("x-own", "mine")
        .with_hook(|attempt: &Attempt<'_>, headers: &mut HeaderMap| {
            assert_eq!(
                (attempt.operation(), attempt.path()),
                ("probe_feed", "/feed")
            );
            headers.insert("x-hook", HeaderValue::from_static("here"));
        });
    Probe::with(settings).open().await.unwrap_err();
    let head = server.heard().await.1;
    assert!(head.contains("x-hook: here"), "{head}");
    assert_eq!(head.matches("sec-websocket-key").count(), 1, "{head}");
    assert!(
        head.contains("user-agent: probe/1") && head.contains("x-own: mine"),
        "{head}"
    );
}

/// The proxy is asked for the plain connection to loopback, and the feed lives through it.
#[tokio::test]
async fn through_a_proxy() {
    let server = Server::start(|peer| peer.serve(&["event 1"])).await;
    let target = server.origin();
    let mut proxy = Server::raw(move |mut peer: Peer<TcpStream>| {
        let target = target.trim_start_matches("http://").to_owned();
        async move {
            let head = peer.head().await;
            let mut server = TcpStream::connect(target).await.unwrap();
            let (line, rest) = head.split_once("\r\n").unwrap();
            peer.tell(head.clone());
            if line.starts_with("CONNECT") {
                peer.raw("HTTP/1.1 200 OK\r\n\r\n").await;
            } else {
                let request = format!("GET /feed HTTP/1.1\r\n{rest}");
                tokio::io::AsyncWriteExt::write_all(&mut server, request.as_bytes())
                    .await
                    .unwrap();
            }
            let _ = tokio::io::copy_bidirectional(&mut peer.socket, &mut server).await;
        }
    })
    .await;
    let through = Proxy::new(proxy.origin()).with_login("user", "S3CR3T-proxy");
    let probe = Probe::with(settings(&server.origin()).with_proxy(through));
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let head = proxy.heard().await.1;
    assert!(
        head.to_lowercase().contains("proxy-authorization: basic "),
        "{head}"
    );
    assert_eq!((proxy.made(), server.made()), (1, 1));
}
