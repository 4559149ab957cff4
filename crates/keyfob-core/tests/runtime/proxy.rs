//! Proxies: those that the user names, and those that the environment does.

use keyfob_core::{Error, Handle, Proxy, Settings};

use crate::api::API;
use crate::probe::{bare, call, child, handle, hold_all, quick, settings, shown};
use crate::server::{Server, fine, plain};

fn through(proxy: &Server) -> Proxy {
    Proxy::new(proxy.origin()).with_login("proxy-user", "S3CR3T-proxy")
}

#[tokio::test]
async fn a_proxy_gets_the_whole_url_and_its_login() {
    let server = Server::start([fine()]).await;
    let proxy = Server::start([fine()]).await;
    let handle = bare(settings(&server).with_proxy(through(&proxy)));
    hold_all(&handle);
    call(&handle, "key").await.unwrap();
    let seen = proxy.only();
    assert_eq!(seen.target(), format!("{}/v1/key", server.origin()));
    let login = "Basic cHJveHktdXNlcjpTM0NSM1QtcHJveHk=";
    assert_eq!(seen.headers("proxy-authorization"), [login]);
    assert_eq!(seen.headers("x-key"), ["key-value"]);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_proxy_without_a_login() {
    let server = Server::start([fine()]).await;
    let proxy = Server::start([fine()]).await;
    let handle = bare(settings(&server).with_proxy(Proxy::new(proxy.origin())));
    call(&handle, "safe").await.unwrap();
    assert!(proxy.only().headers("proxy-authorization").is_empty());
}

#[tokio::test]
async fn a_proxy_that_wants_another_login() {
    let server = Server::start([fine()]).await;
    let proxy = Server::start([plain("407 Login", &["proxy-authenticate: Basic"])]).await;
    let handle = bare(settings(&server).with_proxy(through(&proxy)));
    hold_all(&handle);
    let error = call(&handle, "key").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 407);
    // It says nothing about who we are to the vendor.
    assert!(!error.is_auth(), "{error:?}");
    assert_eq!(proxy.count(), 1);
}

/// Over https the proxy is asked for a tunnel; it sees no credentials, and when it refuses nothing was sent.
#[cfg(feature = "rustls-ring")]
#[tokio::test]
async fn a_tunnel_that_is_refused() {
    for status in ["407 Login", "403 No", "502 Bad Gateway"] {
        let proxy = Server::start([plain(status, &[])]).await;
        let settings = Settings::default().with_retry(quick());
        let handle = bare(settings.with_proxy(through(&proxy)));
        hold_all(&handle);
        let error = call(&handle, "together").await.unwrap_err();
        assert!(error.was_not_sent(), "{error:?}");
        for seen in proxy.seen() {
            assert_eq!(seen.line(), "CONNECT api.probe.test:443 HTTP/1.1");
            assert!(!seen.head.contains("-value"), "{}", seen.head);
            assert_eq!(seen.headers("proxy-authorization").len(), 1);
        }
        assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
    }
}

#[test]
fn its_password_is_not_shown() {
    let proxy = Proxy::new("http://127.0.0.1:3128").with_login("proxy-user", "S3CR3T");
    let settings = Settings::default().with_proxy(proxy.clone());
    let handle = bare(settings.clone());
    let text = format!("{proxy:?} {settings:#?} {handle:?} {:?}", handle.settings());
    assert!(!text.contains("S3CR3T"), "{text}");
    assert!(text.contains("http://127.0.0.1:3128"), "{text}");
}

/// Who puts a password into a URL nevertheless is told so, and it is not shown either.
#[test]
fn a_password_in_its_url() {
    for url in [
        "http://user:S3CR3T@127.0.0.1:3128",
        "http://S3CR3T@127.0.0.1",
    ] {
        let settings = Settings::default().with_proxy(Proxy::new(url));
        let error = Handle::new(&API, settings.clone()).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
        let text = format!("{settings:?} {settings:#?} {}", shown(&error));
        assert!(!text.contains("S3CR3T"), "{text}");
    }
    for url in ["user:S3CR3T@127.0.0.1:3128", "http://[S3CR3T", ""] {
        let settings = Settings::default().with_proxy(Proxy::new(url));
        let text = format!("{settings:?} {:?}", Handle::new(&API, settings.clone()));
        assert!(!text.contains("S3CR3T"), "{text}");
    }
}

/// Credentials in the clear are for this machine: a proxy that the environment names gets none of them.
#[tokio::test]
async fn loopback_is_reached_without_the_environments_proxy() {
    let proxy = Server::start([plain("500 Oops", &[])]).await;
    let origin = proxy.origin();
    let names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let variables = names.map(|name| (name, origin.as_str()));
    child("proxy::loopback_in_a_child", &variables).await;
    assert_eq!(proxy.connections(), 0);
}

/// What the test above runs in a process of its own; it must hold without its variables, too.
#[tokio::test]
async fn loopback_in_a_child() {
    let server = Server::start([fine()]).await;
    let named = Settings::default()
        .with_origin_for("api.probe.test", server.origin())
        .with_retry(quick());
    for handle in [handle(&server), bare(named)] {
        hold_all(&handle);
        call(&handle, "key").await.unwrap();
    }
    assert_eq!(server.count(), 2);
}

/// The environment's proxy counts only where the feature says so.
#[cfg(all(feature = "rustls-ring", not(feature = "system-proxy")))]
#[tokio::test]
async fn the_environments_proxy_is_not_asked() {
    let proxy = Server::start([plain("500 Oops", &[])]).await;
    let origin = proxy.origin();
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let variables = names.map(|name| (name, origin.as_str()));
    child("proxy::https_in_a_child", &variables).await;
    assert_eq!(proxy.connections(), 0);
}

#[cfg(all(feature = "rustls-ring", not(feature = "system-proxy")))]
/// What the test above runs in a process of its own; it must hold without its variables, too.
#[tokio::test]
async fn https_in_a_child() {
    // Port 1 of this machine: nobody answers, and no name is looked up.
    let settings = Settings::default().with_origin("https://127.0.0.1:1");
    let handle = bare(settings.with_retry(quick()));
    assert!(call(&handle, "safe").await.unwrap_err().was_not_sent());
}

/// The other way round, so that the tests above are known to look at the right thing.
#[cfg(all(feature = "rustls-ring", feature = "system-proxy"))]
#[tokio::test]
async fn the_environments_proxy_is_asked() {
    let proxy = Server::start([plain("500 Oops", &[])]).await;
    let variables = [("HTTPS_PROXY", &*proxy.origin())];
    child("proxy::vendor_in_a_child", &variables).await;
    assert!(proxy.connections() > 0);
}

#[cfg(all(feature = "rustls-ring", feature = "system-proxy"))]
/// What the test above runs in a process of its own; it must hold without its variables, too.
#[tokio::test]
async fn vendor_in_a_child() {
    if std::env::var_os("HTTPS_PROXY").is_none() {
        return; // Without a proxy the call would leave this machine.
    }
    let handle = bare(Settings::default().with_retry(quick()));
    assert!(call(&handle, "safe").await.unwrap_err().was_not_sent());
}
