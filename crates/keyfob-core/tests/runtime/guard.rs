//! What must not leave: credentials to strangers, and requests that are not the operation's.

use keyfob_core::{Error, Handle, Settings, encode_path};

use crate::api::{API, KEY};
use crate::probe::{bare, call, file, handle, hold_all, quick, request, send, settings};
use crate::server::{Server, fine};

#[test]
fn origins_that_are_refused() {
    for origin in [
        "http://api.probe.test",
        "http://10.0.0.1:8080",
        "http://localhost.evil.test",
        "http://127.0.0.1.evil.test",
        "https://user@api.probe.test",
        "https://user:S3CR3T@api.probe.test",
        "https://:S3CR3T@api.probe.test",
        "https://api.probe.test/path",
        "https://api.probe.test/?q=S3CR3T",
        "https://api.probe.test/#f",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:8080",
        "",
    ] {
        for settings in [
            Settings::default().with_origin(origin),
            Settings::default().with_origin_for("api.probe.test", origin),
        ] {
            let error = Handle::new(&API, settings).unwrap_err();
            assert!(matches!(error, Error::Settings(_)), "{origin}: {error:?}");
            assert!(!error.to_string().contains("S3CR3T"), "{error}");
        }
    }
}

#[test]
fn origins_that_are_taken() {
    for origin in [
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:8080/",
        "https://gateway.test",
        "https://10.0.0.1:8443",
    ] {
        bare(Settings::default().with_origin(origin));
    }
}

#[test]
fn settings_that_do_not_fit_the_api() {
    let error = Handle::new(&API, Settings::default().with_variant("moon")).unwrap_err();
    assert!(
        error.to_string().contains("production, cells, accounts"),
        "{error}"
    );
    // A slip in the host's name must not send the credentials to the vendor that an origin was to stand for.
    let origin = "http://127.0.0.1:8080";
    for host in [
        "api.prob.test",
        // None of these is ever the name of a host, so they would stand for nothing.
        "https://api.probe.test",
        "https://one.cells.probe.test",
        "one.cells.probe.test:443",
        "user@one.cells.probe.test",
        ".cells.probe.test",
        "",
    ] {
        let settings = Settings::default().with_origin_for(host, origin);
        let error = Handle::new(&API, settings).unwrap_err();
        assert!(error.to_string().contains(host), "{error}");
    }
}

const STRANGERS: &[&str] = &[
    "https://evil.test",
    "https://api.probe.test.evil.test",
    "https://cells.probe.test",
    "https://evil-api.probe.test",
    "https://user:pw@api.probe.test",
    "https://user@one.cells.probe.test",
    "http://api.probe.test",
    "http://one.cells.probe.test",
    "ftp://api.probe.test",
    "wss://api.probe.test",
    "http://0.0.0.0",
    "http://169.254.169.254",
    "http://[::ffff:10.0.0.1]",
];

#[tokio::test]
async fn a_login_cannot_move_the_session_to_a_stranger() {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server).with_variant("cells"));
    hold_all(&handle);
    for stranger in STRANGERS {
        let error = handle.servers().set_base(stranger).unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
        let error = handle.servers().set_variable("base", stranger).unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
        // It stays where it is.
        call(&handle, "key").await.unwrap();
    }
    assert_eq!(server.count(), STRANGERS.len());
}

#[tokio::test]
async fn loopback_is_a_stranger_unless_the_user_named_it() {
    let other = Server::start([fine()]).await;
    let vendor = bare(Settings::default().with_variant("cells"));
    let gateway = bare(Settings::default().with_origin("https://gateway.test"));
    for handle in [vendor, gateway] {
        hold_all(&handle);
        for base in [other.origin(), other.origin().replace("http", "https")] {
            let error = handle.servers().set_base(&base).unwrap_err();
            assert!(
                matches!(&error, Error::HostChanged(change) if change.host() == "127.0.0.1"),
                "{error:?}"
            );
            let error = handle.servers().set_variable("base", &base).unwrap_err();
            assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
        }
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_sandbox_may_move_the_session_on_loopback() {
    let first = Server::start([fine()]).await;
    let second = Server::start([fine()]).await;
    let handle = handle(&first);
    handle.servers().set_base(&second.origin()).unwrap();
    call(&handle, "key").await.unwrap();
    assert_eq!(first.connections(), 0);
    assert_eq!(second.only().target(), "/key");
}

/// A variable that is no URL of its own, and makes one to a stranger where it is put.
#[tokio::test]
async fn a_variable_that_breaks_out_of_its_place() {
    let stranger = Server::start([fine()]).await;
    let address = stranger.origin().replace("http://", "");
    for value in [
        "evil.test/x".to_owned(),
        "evil.test#".to_owned(),
        "evil.test?".to_owned(),
        "evil.test\\".to_owned(),
        "one:S3CR3T@two".to_owned(),
        format!("{address}/x"),
        format!("{address}#"),
    ] {
        let handle = bare(Settings::default().with_variant("accounts"));
        hold_all(&handle);
        let error = match handle.servers().set_variable("account", &value) {
            Err(error) => error,
            Ok(()) => call(&handle, "key").await.unwrap_err(),
        };
        assert!(matches!(error, Error::HostChanged(_)), "{value}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
    }
    assert_eq!(stranger.connections(), 0);
}

#[tokio::test]
async fn what_is_not_a_url_is_not_shown() {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server).with_variant("cells"));
    hold_all(&handle);
    let text = "no url ?sid=S3CR3T";
    let error = handle.servers().set_base(text).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
    handle.servers().set_variable("base", text).unwrap();
    let error = call(&handle, "key").await.unwrap_err();
    assert!(matches!(error, Error::Settings(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
    assert_eq!(server.connections(), 0);
}

/// Two of the vendor's hosts, each with an origin of its own.
async fn two_cells() -> (Server, Server, Handle) {
    let one = Server::start([fine()]).await;
    let two = Server::start([fine()]).await;
    let settings = Settings::default()
        .with_variant("cells")
        .with_retry(quick())
        .with_origin_for("one.cells.probe.test", one.origin())
        .with_origin_for("TWO.cells.probe.test", two.origin());
    let handle = bare(settings);
    hold_all(&handle);
    (one, two, handle)
}

#[tokio::test]
async fn a_move_between_the_vendors_hosts_goes_through_their_origins() {
    let (one, two, handle) = two_cells().await;
    call(&handle, "key").await.unwrap();
    assert_eq!(one.only().target(), "/v1/key");

    let servers = handle.servers();
    servers
        .set_variable("base", "https://two.cells.probe.test/")
        .unwrap();
    call(&handle, "key").await.unwrap();
    assert_eq!(two.only().target(), "/v1/key");
    assert!(servers.is_base(&format!("{}/v1/", two.origin())));
    assert!(servers.is_base("https://two.cells.probe.test/v1"));

    servers
        .set_base("https://one.cells.probe.test/v2/?sid=1#x")
        .unwrap();
    call(&handle, "key").await.unwrap();
    let latest = &one.seen()[1];
    assert_eq!(latest.target(), "/v2/key");
    assert_eq!(latest.headers("x-key"), ["key-value"]);
    assert!(servers.is_base(&format!("{}/v2", one.origin())));
    assert!(servers.is_base("https://one.cells.probe.test/v2/"));
    assert!(!servers.is_base("https://two.cells.probe.test/v2"));
}

#[tokio::test]
async fn an_operation_with_servers_of_its_own() {
    let (one, two, handle) = two_cells().await;
    handle
        .servers()
        .set_base("https://one.cells.probe.test")
        .unwrap();
    call(&handle, "cell").await.unwrap();
    assert_eq!((one.connections(), two.count()), (0, 1));

    let server = Server::start([fine()]).await;
    let elsewhere = crate::probe::handle(&server);
    let error = call(&elsewhere, "cell").await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotHere {
                variant: "production",
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn the_host_that_a_request_was_built_for_does_not_count() {
    let stranger = Server::start([fine()]).await;
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let url = format!("{}/key", stranger.origin());
    let request = crate::probe::client().get(url);
    send(&handle, "key", request).await.unwrap();
    assert_eq!((stranger.connections(), server.count()), (0, 1));
}

#[tokio::test]
async fn parameters_that_would_change_the_path() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    for parameter in ["..", ".", ""] {
        let Err(error) = file(&handle, parameter).await else {
            panic!("{parameter:?} was sent");
        };
        assert!(matches!(error, Error::PathChanged { operation: "file" }));
    }
    for (a, b) in [
        ("..", "x"),
        ("x", ".."),
        ("..", ".."),
        (".", "x"),
        ("", "x"),
        ("x", ""),
    ] {
        let path = format!("/pairs/{}/{}", encode_path(a), encode_path(b));
        let request = request("pair", &path);
        assert!(send(&handle, "pair", request).await.is_err(), "{a:?} {b:?}");
    }
    // What a generated client cannot build, should it ever.
    for path in [
        "/files/a/../meta",
        "/files/%2e%2e/meta",
        "/files/a/b/meta",
        "/other",
        "/files/a\\..\\meta",
    ] {
        let request = request("file", path);
        assert!(send(&handle, "file", request).await.is_err(), "{path}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn strange_parameters_arrive_as_they_are() {
    let long = "x".repeat(10_000);
    let parameters = [
        "a/b", "a\\b", "%2e%2e", "%2F", "../..", "...", "a?b#c", "\0", "\r\nx: y", "ü", " ", &long,
    ];
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    for parameter in parameters {
        file(&handle, parameter).await.unwrap();
    }
    for (parameter, seen) in parameters.iter().zip(server.seen()) {
        let segments: Vec<_> = seen.target().split('/').collect();
        assert!(
            matches!(segments[..], ["", "v1", "files", _, "meta"]),
            "{parameter:?}: {segments:?}"
        );
        let arrived = percent_encoding::percent_decode_str(segments[3]);
        assert_eq!(arrived.decode_utf8().unwrap(), *parameter);
        assert_eq!(seen.headers("x-key"), ["key-value"]);
        assert!(seen.headers("x").is_empty());
    }
}

#[tokio::test]
async fn credentials_change_nothing_of_the_target() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    handle.credentials().set(&KEY, "/../?#");
    file(&handle, "7").await.unwrap();
    assert_eq!(server.only().target(), "/v1/files/7/meta");
}
