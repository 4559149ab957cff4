//! Credentials land where the table says, and nothing is sent when they cannot.

use keyfob_core::{Error, Handle};

use crate::api::{BASIC, BEARER, KEY, QUERY};
use crate::probe::{bare, call, handle, request, send, settings};
use crate::server::{Seen, Server, fine};

/// Calls the operation once with these credentials.
async fn seen(id: &'static str, hold: impl FnOnce(&Handle)) -> Seen {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server));
    hold(&handle);
    call(&handle, id).await.unwrap();
    server.only()
}

/// Calls the operation with these credentials; nothing may be sent.
async fn refused(id: &'static str, hold: impl FnOnce(&Handle)) -> Error {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server));
    hold(&handle);
    let error = call(&handle, id).await.unwrap_err();
    assert_eq!(server.connections(), 0, "{error}");
    error
}

#[tokio::test]
async fn bearer() {
    let seen = seen("bearer", |h| h.credentials().set(&BEARER, "tok")).await;
    assert_eq!(seen.headers("authorization"), ["Bearer tok"]);
    assert_eq!(seen.line(), "GET /v1/bearer HTTP/1.1");
}

#[tokio::test]
async fn basic() {
    let hold = |h: &Handle| h.credentials().set_basic(&BASIC, "Aladdin", "open:sesame");
    let seen = seen("basic", hold).await;
    let expected = "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==";
    assert_eq!(seen.headers("authorization"), [expected]);
}

#[tokio::test]
async fn header() {
    let seen = seen("key", |h| h.credentials().set(&KEY, "k e y")).await;
    assert_eq!(seen.headers("x-key"), ["k e y"]);
    assert!(seen.headers("authorization").is_empty());
}

#[tokio::test]
async fn query() {
    let seen = seen("query", |h| h.credentials().set(&QUERY, "a&b=c d/é")).await;
    assert_eq!(seen.target(), "/v1/query?api_key=a%26b%3Dc%20d%2F%C3%A9");
}

#[tokio::test]
async fn an_empty_query_credential_is_sent() {
    let seen = seen("query", |h| h.credentials().set(&QUERY, "")).await;
    assert_eq!(seen.target(), "/v1/query?api_key=");
}

#[tokio::test]
async fn a_query_credential_joins_the_query_that_is_there() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let request = request("query", "/query?page=2");
    send(&handle, "query", request).await.unwrap();
    assert_eq!(
        server.only().target(),
        "/v1/query?page=2&api_key=query-value"
    );
}

#[tokio::test]
async fn those_that_go_together() {
    let seen = seen("together", crate::probe::hold_all).await;
    assert_eq!(seen.headers("authorization"), ["Bearer bearer-value"]);
    assert_eq!(seen.headers("x-key"), ["key-value"]);
    assert_eq!(seen.headers("x-auth-token"), ["token-value"]);
    assert_eq!(seen.target(), "/v1/together?api_key=query-value");
}

#[tokio::test]
async fn none_where_none_is_asked_for() {
    let seen = seen("safe", crate::probe::hold_all).await;
    assert!(!seen.head.contains("-value"), "{}", seen.head);
    assert!(seen.headers("authorization").is_empty(), "{}", seen.head);
}

#[tokio::test]
async fn the_first_alternative_that_can_be_satisfied() {
    let all = seen("either", crate::probe::hold_all).await;
    assert_eq!(all.headers("authorization"), ["Bearer bearer-value"]);
    assert_eq!(all.headers("x-key"), ["key-value"]);
    assert_eq!(all.target(), "/v1/either");

    // Half of the first alternative is none of it.
    let second = seen("either", |h| {
        h.credentials().set(&BEARER, "tok");
        h.credentials().set_basic(&BASIC, "u", "p");
    });
    let second = second.await;
    assert_eq!(second.headers("authorization"), ["Basic dTpw"]);
    assert!(second.headers("x-key").is_empty());

    let third = seen("either", |h| {
        h.credentials().set(&KEY, "k");
        h.credentials().set(&QUERY, "q");
    });
    let third = third.await;
    assert_eq!(third.target(), "/v1/either?api_key=q");
    assert!(third.headers("x-key").is_empty());
}

#[tokio::test]
async fn an_alternative_may_be_none_at_all() {
    let with = seen("optional", |h| h.credentials().set(&KEY, "k")).await;
    assert_eq!(with.headers("x-key"), ["k"]);
    let without = seen("optional", |_| {}).await;
    assert!(without.headers("x-key").is_empty());
}

#[tokio::test]
async fn a_missing_one_is_named_and_nothing_is_sent() {
    for (id, expected) in [
        ("bearer", "bearer"),
        ("basic", "basic"),
        ("query", "query"),
        ("together", "key"),
        ("either", "key"),
    ] {
        let hold = |h: &Handle| match id {
            "together" | "either" => h.credentials().set(&BEARER, "tok"),
            _ => {}
        };
        let error = refused(id, hold).await;
        assert!(
            matches!(&error, Error::MissingCredential { operation, credential }
                if *operation == id && *credential == expected),
            "{error:?}"
        );
        assert!(error.is_auth());
    }
}

#[tokio::test]
async fn one_that_was_forgotten_is_missing() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    call(&handle, "key").await.unwrap();
    handle.credentials().set(&KEY, "another");
    call(&handle, "key").await.unwrap();
    handle.credentials().remove(&KEY);
    assert!(!handle.credentials().has(&KEY) && handle.credentials().has(&QUERY));
    assert!(call(&handle, "key").await.is_err());
    handle.credentials().clear();
    assert!(call(&handle, "query").await.is_err());
    let keys: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.headers("x-key")[0].to_owned())
        .collect();
    assert_eq!(keys, ["key-value", "another"]);
}

#[tokio::test]
async fn characters_that_cannot_be_sent() {
    for value in ["a\nb", "a\r\nx-evil: 1", "a\0b", "\u{7f}"] {
        for id in ["bearer", "key"] {
            let hold = |h: &Handle| {
                h.credentials().set(&BEARER, value);
                h.credentials().set(&KEY, value);
            };
            let error = refused(id, hold).await;
            assert!(
                matches!(&error, Error::BadCredential { operation, credential }
                    if *operation == id && *credential == id),
                "{value:?}: {error:?}"
            );
            assert!(error.is_auth());
        }
    }
}

#[tokio::test]
async fn a_line_break_is_escaped_in_a_query_and_encoded_in_a_password() {
    let in_query = seen("query", |h| h.credentials().set(&QUERY, "a\r\nb")).await;
    assert_eq!(in_query.target(), "/v1/query?api_key=a%0D%0Ab");
    let in_basic = seen("basic", |h| h.credentials().set_basic(&BASIC, "u", "\n")).await;
    assert_eq!(in_basic.headers("authorization"), ["Basic dToK"]);
}

#[tokio::test]
async fn a_colon_in_a_user_would_end_it() {
    let error = refused("basic", |h| h.credentials().set_basic(&BASIC, "a:b", "p")).await;
    assert!(matches!(error, Error::BadCredential { .. }), "{error:?}");
}

#[tokio::test]
async fn one_of_the_wrong_kind() {
    let value = refused("basic", |h| h.credentials().set(&BASIC, "value")).await;
    assert!(matches!(value, Error::BadCredential { .. }), "{value:?}");
    let pair = refused("key", |h| h.credentials().set_basic(&KEY, "u", "p")).await;
    assert!(matches!(pair, Error::BadCredential { .. }), "{pair:?}");
}

#[tokio::test]
async fn nothing_else_is_told() {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server).with_user_agent("probe/1"));
    call(&handle, "safe").await.unwrap();
    let seen = server.only();
    let names = seen.head.lines().skip(1);
    let mut names: Vec<_> = names
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    names.sort_unstable();
    // No accept-encoding, no referer, no cookie.
    assert_eq!(names, ["accept", "host", "user-agent"]);
    assert_eq!(seen.headers("user-agent"), ["probe/1"]);
}

#[tokio::test]
async fn the_headers_of_the_vendors_own_client() {
    let server = Server::start([fine()]).await;
    crate::probe::file(&handle(&server), "7").await.unwrap();
    let seen = server.only();
    assert_eq!(seen.headers("x-client"), ["probe"]);
    assert_eq!(seen.headers("source"), ["sdk"]);
    let agent = seen.headers("user-agent")[0].to_owned();
    assert!(agent.starts_with("keyfob/"), "{agent}");
}

#[tokio::test]
async fn an_operation_that_is_not_in_the_table() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let built = request("safe", "/safe").build().unwrap();
    let Err(error) = handle.execute(built, "unknown").await else {
        panic!("it was sent");
    };
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    assert_eq!(server.connections(), 0);
}
