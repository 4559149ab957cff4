//! Line breaks in what goes into headers: they would begin a header, or a request, of somebody else's choice.

use keyfob_core::{Error, Handle, Proxy, Settings};

use crate::api::{API, BASIC, BEARER, KEY, QUERY, TOKEN};
use crate::probe::{bare, call, request, send, settings, shown};
use crate::server::{Server, fine};

const BREAKS: [&str; 7] = [
    "S3CR3T\r\nx-forged: 1",
    "S3CR3T\nx-forged: 1",
    "S3CR3T\rx-forged: 1",
    "S3CR3T\r\n\r\nGET /forged HTTP/1.1",
    "S3CR3T\r\n",
    "\nS3CR3T",
    "S3CR3T\0",
];

#[tokio::test]
async fn a_line_break_in_a_header_parameter_is_an_error_and_nothing_is_sent() {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server));
    for value in BREAKS {
        let request = request("safe", "/safe").header("range", value);
        let error = match send(&handle, "safe", request).await {
            Ok(_) => panic!("{value:?} was sent"),
            Err(error) => error,
        };
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_line_break_in_a_credential_is_an_error_and_nothing_is_sent() {
    for value in BREAKS {
        for (id, scheme) in [("bearer", &BEARER), ("key", &KEY), ("together", &TOKEN)] {
            let server = Server::start([fine()]).await;
            let handle = bare(settings(&server));
            crate::probe::hold_all(&handle);
            handle.credentials().set(scheme, value);
            let error = call(&handle, id).await.unwrap_err();
            assert!(
                matches!(error, Error::BadCredential { credential, .. } if credential == scheme.name),
                "{error:?}"
            );
            assert!(!shown(&error).contains("S3CR3T"));
            assert_eq!(server.connections(), 0, "{id} {value:?}");
        }
    }
}

/// What is encoded on its way cannot break a line.
#[tokio::test]
async fn what_is_encoded_stays_in_its_place() {
    for value in BREAKS {
        let server = Server::start([fine()]).await;
        let handle = bare(settings(&server));
        handle.credentials().set_basic(&BASIC, "user", value);
        handle.credentials().set(&QUERY, value);
        call(&handle, "basic").await.unwrap();
        call(&handle, "query").await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        for seen in seen {
            assert!(seen.headers("x-forged").is_empty(), "{}", seen.head);
            assert!(!seen.head.contains("S3CR3T\r") && !seen.head.contains("forged:"));
        }
    }
}

#[test]
fn a_line_break_in_the_settings_is_an_error() {
    for value in BREAKS {
        let settings = Settings::default().with_user_agent(value);
        let error = Handle::new(&API, settings).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
    }
}

/// A proxy's login is encoded.
#[tokio::test]
async fn a_line_break_in_a_proxys_login_stays_in_its_place() {
    for value in BREAKS {
        let proxy = Server::start([fine()]).await;
        let login = Proxy::new(proxy.origin()).with_login("user", value);
        let origin = Settings::default().with_origin("http://127.0.0.1:9");
        call(&bare(origin.with_proxy(login)), "never")
            .await
            .unwrap();
        let seen = proxy.only();
        assert_eq!(seen.headers("proxy-authorization").len(), 1);
        assert!(seen.headers("x-forged").is_empty(), "{}", seen.head);
    }
}
