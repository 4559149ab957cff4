//! Redirects are told, never followed.

use keyfob_core::Error;

use crate::probe::{call, handle, shown};
use crate::server::{Server, fine, plain};

#[tokio::test]
async fn to_another_host() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 T", "308 P"] {
        for id in ["together", "idempotent", "never"] {
            let other = Server::start([fine()]).await;
            let location = format!("location: {}/to?sid=S3CR3T", other.origin());
            let server = Server::start([plain(status, &[&location])]).await;
            let error = call(&handle(&server), id).await.unwrap_err();
            assert!(
                matches!(&error, Error::HostChanged(change) if change.host() == "127.0.0.1"),
                "{error:?}"
            );
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            assert_eq!(error.operation(), Some(id));
            assert!(!error.is_retryable() && !error.was_not_sent());
            let shown = shown(&error);
            let port = other.origin().rsplit_once(':').unwrap().1.to_owned();
            for part in ["S3CR3T", "sid", "/to", &port] {
                assert!(!shown.contains(part), "{part}: {shown}");
            }
            assert_eq!((server.count(), other.connections()), (1, 0));
        }
    }
}

#[tokio::test]
async fn to_the_same_host() {
    for location in [
        "/v1/elsewhere?sid=S3CR3T",
        "//127.0.0.1/x",
        "elsewhere",
        "?x",
        ".",
    ] {
        for status in ["302 Found", "307 T", "308 P"] {
            let server = Server::start([plain(status, &[&format!("location: {location}")])]).await;
            let error = call(&handle(&server), "together").await.unwrap_err();
            assert!(
                matches!(&error, Error::HostChanged(change) if change.host() == "127.0.0.1"),
                "{error:?}"
            );
            assert!(!shown(&error).contains("S3CR3T"));
            assert_eq!(server.count(), 1);
        }
    }
}

/// The credentials that went to the one would go to the other in the clear.
#[cfg(feature = "tls")]
#[tokio::test]
async fn from_https_to_http_on_the_same_host() {
    use crate::server::answer;
    use crate::tls::{Authority, NOW, holding, serve_answer, settings};

    for (id, status) in [("together", "302 Found"), ("key_never", "307 T")] {
        let clear = Server::start([fine()]).await;
        let location = clear.origin().replace("127.0.0.1", "localhost");
        let location = format!("location: {location}/v1/together?sid=S3CR3T");
        let authority = Authority::new();
        let identity = authority.vouch(&["localhost"], NOW);
        let bytes = answer(status, &[&location], "");
        let (port, told) = serve_answer(identity, bytes).await;
        let settings = settings("localhost", port).with_root_certificate(authority.pem);
        let error = call(&holding(settings), id).await.unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
        assert!(!shown(&error).contains("S3CR3T"));
        assert_eq!((told.len(), clear.connections()), (1, 0), "{id}");
    }
}

#[tokio::test]
async fn to_a_place_with_a_user_in_it() {
    let location = "location: https://user:S3CR3T@evil.test/?S3CR3T#S3CR3T";
    let server = Server::start([plain("302 Found", &[location])]).await;
    let error = call(&handle(&server), "key").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "key: 302 Found to `evil.test`, and redirects are not followed"
    );
    assert!(!shown(&error).contains("S3CR3T"));
}

#[tokio::test]
async fn to_nowhere() {
    for extra in [
        &[][..],
        &["location: http://["],
        &["location: \u{fc}"],
        &["location: mailto:x"],
    ] {
        let server = Server::start([plain("302 Found", extra)]).await;
        let error = call(&handle(&server), "key").await.unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn of_a_download() {
    let other = Server::start([fine()]).await;
    let location = format!("location: {}", other.origin());
    let server = Server::start([plain("302 Found", &[&location])]).await;
    let error = call(&handle(&server), "download").await.unwrap_err();
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
    assert_eq!(other.connections(), 0);
}
