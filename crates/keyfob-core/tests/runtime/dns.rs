//! Names of hosts that lead nowhere.
//!
//! No look-up leaves the machine. A label of 64 characters cannot be put into a question to a name server, so the operating system
//! says at once that it has no address; and what comes after https must be a proper name, so there it is the proxy's.

use keyfob_core::{Error, Handle, Proxy, Settings};

use crate::probe::{bare, call, hold_all, quick, shown};

/// A handle whose calls go through a proxy of this name.
fn through(host: &str) -> Handle {
    let settings = Settings::default().with_origin("http://127.0.0.1:9");
    let proxy = Proxy::new(format!("http://{host}:9")).with_login("user", "proxy-value");
    let handle = bare(settings.with_retry(quick()).with_proxy(proxy));
    hold_all(&handle);
    handle
}

#[tokio::test]
async fn a_name_without_an_address_is_its_own_kind_and_certainly_not_sent() {
    let handle = through(&format!("{}.invalid", "a".repeat(64)));
    for id in ["safe", "idempotent", "never", "together"] {
        let error = call(&handle, id).await.unwrap_err();
        let Error::Interrupted(interruption) = &error else {
            panic!("{id}: {error:?}");
        };
        assert!(interruption.is_dns(), "{id}: {error:?}");
        assert!(error.was_not_sent() && error.is_retryable(), "{error:?}");
        assert!(!interruption.is_timeout());
        // Nothing was sent, so that any operation may try again: a network may be about to come up.
        assert_eq!(interruption.attempts(), 3, "{id}");
        let text = error.to_string();
        assert!(text.contains("no address") && text.contains("nothing was sent"));
        assert!(!shown(&error).contains("-value"), "{}", shown(&error));
    }
}

/// What else keeps a connection from standing is not mistaken for it.
#[tokio::test]
async fn a_port_at_which_nobody_listens_is_no_missing_name() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let port = socket.local_addr().unwrap().port();
    for host in ["localhost", "127.0.0.1"] {
        let settings = Settings::default().with_origin(format!("http://{host}:{port}"));
        let error = call(&bare(settings.with_retry(quick())), "never").await;
        let error = error.unwrap_err();
        assert!(
            matches!(&error, Error::Interrupted(i) if !i.is_dns() && i.was_not_sent()),
            "{host}: {error:?}"
        );
        assert!(error.to_string().contains("no connection"), "{error}");
    }
}
