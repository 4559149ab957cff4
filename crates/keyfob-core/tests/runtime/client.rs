//! A user's own HTTP client: what of it counts, and what is kept off whatever it says.

use std::time::Duration;

use keyfob_core::{Error, Handle, Proxy, Settings};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;

use crate::api::API;
use crate::probe::{bare, call, decoded, hold_all, request, send, settings, shown};
use crate::server::{Server, Step, fine, plain};

fn held(settings: Settings) -> Handle {
    let handle = bare(settings);
    hold_all(&handle);
    handle
}

/// A client of a program's own. With rustls it needs a provider of cryptography, which a handle chooses.
fn built(builder: reqwest::ClientBuilder) -> reqwest::Client {
    bare(Settings::default());
    builder.no_proxy().build().unwrap()
}

/// One that may be given.
fn given() -> reqwest::Client {
    built(reqwest::Client::builder().redirect(Policy::none()))
}

/// A client that goes on to wherever it is sent.
fn following() -> Vec<(&'static str, reqwest::ClientBuilder)> {
    let custom = Policy::custom(|attempt| attempt.follow());
    let mut headers = HeaderMap::new();
    // It pretends.
    headers.insert(
        "x",
        HeaderValue::from_static(r#"redirect_policy: "Policy(None)""#),
    );
    vec![
        ("by default", reqwest::Client::builder()),
        (
            "by a limit",
            reqwest::Client::builder().redirect(Policy::limited(1)),
        ),
        ("by a closure", reqwest::Client::builder().redirect(custom)),
        (
            "and pretends",
            reqwest::Client::builder().default_headers(headers),
        ),
    ]
}

#[test]
fn a_client_that_follows_redirects_is_refused() {
    for (how, builder) in following() {
        let client = built(builder);
        let error = Handle::new(&API, Settings::default().with_http_client(client)).unwrap_err();
        let text = shown(&error);
        assert!(
            matches!(error, Error::Settings(_)) && text.contains("Policy::none()"),
            "{how}: {text}"
        );
    }
}

/// Should reqwest tell its policy in other words one day, this is where it shows.
#[tokio::test]
async fn a_client_that_follows_none_is_used() {
    let mut headers = HeaderMap::new();
    headers.insert("x-mine", HeaderValue::from_static("1"));
    let builder = reqwest::Client::builder().redirect(Policy::none());
    let client = built(builder.default_headers(headers));
    let server = Server::start([fine()]).await;
    let other = Server::start([fine()]).await;
    let handle = held(settings(&server).with_http_client(client.clone()));
    decoded(&handle, "together").await.unwrap();
    let seen = server.only();
    assert_eq!(seen.headers("x-mine"), ["1"]);
    assert_eq!(seen.headers("authorization"), ["Bearer bearer-value"]);
    // Its connections are shared, and it holds no credential.
    let url = format!("{}/elsewhere", other.origin());
    client.get(url).send().await.unwrap();
    assert!(other.only().headers("authorization").is_empty());
}

#[tokio::test]
async fn neither_a_given_client_nor_a_changed_one_carries_tokens_along_a_redirect() {
    let thief = Server::start([fine()]).await;
    let to = format!("location: {}/v1/together", thief.origin());
    for change in [
        Settings::default().with_http_client(given()),
        Settings::default()
            .with_http_client_builder(|builder| builder.redirect(Policy::limited(9))),
    ] {
        for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
            let server = Server::start([plain(status, &[&to])]).await;
            let handle = held(change.clone().with_origin(server.origin()));
            let error = call(&handle, "together").await.unwrap_err();
            assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
            let body = reqwest::Body::wrap_stream(tokio_stream());
            let upload = request("idempotent", "/idem").body(body);
            assert!(send(&handle, "idempotent", upload).await.is_err());
        }
    }
    assert_eq!(thief.connections(), 0);
}

fn tokio_stream() -> impl futures_core::Stream<Item = Result<bytes::Bytes, std::io::Error>> {
    struct Once(Option<bytes::Bytes>);
    impl futures_core::Stream for Once {
        type Item = Result<bytes::Bytes, std::io::Error>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take().map(Ok))
        }
    }
    Once(Some(bytes::Bytes::from_static(b"once")))
}

#[tokio::test]
async fn a_change_of_the_builder_wins_over_the_settings() {
    let server = Server::start([fine()]).await;
    let change = settings(&server)
        .with_user_agent("settings")
        .with_http_client_builder(|builder| builder.user_agent("mine"));
    call(&held(change), "safe").await.unwrap();
    assert_eq!(server.only().headers("user-agent"), ["mine"]);
}

/// The test program has reqwest's unpacking switched on.
#[tokio::test]
async fn a_change_of_the_builder_does_not_switch_unpacking_on() {
    let server = Server::start([fine()]).await;
    let change =
        settings(&server).with_http_client_builder(|builder| builder.gzip(true).deflate(true));
    call(&held(change), "safe").await.unwrap();
    assert!(
        server.only().headers("accept-encoding").is_empty(),
        "{}",
        server.only().head
    );
}

#[tokio::test]
async fn the_time_outs_of_the_settings_hold_for_a_given_client() {
    let server = Server::start([Step::Silence]).await;
    let timeouts = keyfob_core::Timeouts {
        attempt: Duration::from_millis(50),
        ..Default::default()
    };
    let handle = held(
        settings(&server)
            .with_timeouts(timeouts)
            .with_http_client(given()),
    );
    let error = call(&handle, "never").await.unwrap_err();
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout()),
        "{error:?}"
    );
}

#[test]
fn settings_that_a_given_client_would_not_heed_are_refused() {
    for settings in [
        Settings::default().with_proxy(Proxy::new("http://127.0.0.1:1")),
        Settings::default().with_user_agent("mine"),
        Settings::default().with_root_certificate("pem"),
        Settings::default().with_http_client_builder(|builder| builder),
    ] {
        let error = Handle::new(&API, settings.with_http_client(given())).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
    }
}
