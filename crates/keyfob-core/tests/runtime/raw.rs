//! Requests that the spec does not know, by the session's rules.

use std::time::Duration;

use keyfob_core::{Error, Pace, Settings, Timeouts};
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::api::{BEARER, KEY};
use crate::probe::{bare, handle, hold_all, settings, shown};
use crate::server::{Server, Step, answer, fine, json as reply, plain};
use crate::watch::{watch, written};

#[tokio::test]
async fn it_goes_to_the_environment_with_the_usual_credentials_and_gives_back_what_came() {
    let step = Step::Answer(answer("201 Created", &["x-count: 7"], r#" {"a":[1,]} "#));
    let server = Server::start([step]).await;
    let handle = handle(&server);
    let request = handle
        .request(Method::POST, "/new/{id}/x")
        .path_parameter("id", "a/b ü")
        .query("q", "a b+c")
        .query("n", 7)
        .header("x-mine", "1")
        .json(&json!({"price": 1}));
    let answer = request.send().await.unwrap();
    let seen = server.only();
    assert_eq!(
        seen.line(),
        "POST /v1/new/a%2Fb%20%C3%BC/x?q=a%20b%2Bc&n=7 HTTP/1.1"
    );
    // Most operations of the API have the key.
    assert_eq!(seen.headers("x-key"), ["key-value"]);
    assert!(seen.headers("authorization").is_empty(), "{}", seen.head);
    assert_eq!(seen.headers("content-type"), ["application/json"]);
    assert_eq!(seen.headers("x-mine"), ["1"]);
    assert_eq!(seen.body, br#"{"price":1}"#);
    assert_eq!(answer.status().as_u16(), 201);
    assert_eq!(answer.headers()["x-count"], "7");
    assert_eq!(answer.bytes(), r#" {"a":[1,]} "#);
    assert_eq!(answer.json::<Value>().unwrap(), json!({"a": [1]}));
}

#[tokio::test]
async fn it_is_like_an_operation_where_that_is_said() {
    let server = Server::start([fine()]).await;
    let cells = bare(settings(&server).with_variant("cells"));
    hold_all(&cells);
    let like = |id: &str| cells.request(Method::GET, "/new").like(id).send();
    like("bearer").await.unwrap();
    like("cell").await.unwrap();
    like("file").await.unwrap();
    let open = cells.request(Method::GET, "/new").like("bearer");
    open.without_credentials().send().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target(), "/v1/new");
    assert_eq!(seen[0].headers("authorization"), ["Bearer bearer-value"]);
    assert!(seen[0].headers("x-key").is_empty());
    // The operation's own server has no prefix.
    assert_eq!(seen[1].target(), "/new");
    assert_eq!(seen[2].headers("x-client"), ["probe"]);
    assert!(seen[3].headers("authorization").is_empty());
}

#[tokio::test]
async fn raw_json_is_a_form_of_its_members() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let send = |json: &str| {
        let body = RawValue::from_string(json.to_owned()).unwrap();
        handle.request(Method::PUT, "/new").form(&body).send()
    };
    send(r#"{"b": "x y", "a": 0.10, "list": [1, "z"], "none": null}"#)
        .await
        .unwrap();
    send("{}").await.unwrap();
    for json in ["[1]", "1", r#"{"a": {"b": 1}}"#] {
        let error = send(json).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{json}: {error:?}");
    }
    let seen = server.seen();
    let bodies: Vec<_> = seen.iter().map(|request| &request.body[..]).collect();
    assert_eq!(bodies, [&b"a=0.10&b=x+y&list=1&list=z"[..], b""]);
}

#[tokio::test]
async fn forms_and_bytes_are_sent_as_what_they_are() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let request = || handle.request(Method::PUT, "/new");
    let form = request().form(&[("a", "b c"), ("d", "&")]);
    form.send().await.unwrap();
    let bytes = request().header("content-type", "text/csv").body("x,y");
    bytes.send().await.unwrap();
    request().send().await.unwrap();
    let seen = server.seen();
    assert_eq!(
        seen[0].headers("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert_eq!(seen[0].body, b"a=b+c&d=%26");
    assert_eq!(seen[1].headers("content-type"), ["text/csv"]);
    assert_eq!(seen[1].body, b"x,y");
    assert_eq!(seen[2].headers("content-length"), ["0"]);
}

#[tokio::test]
async fn it_is_sent_once_unless_method_and_path_are_those_of_an_operation_that_may_be_repeated() {
    for (like, method, path, count) in [
        (None, Method::GET, "/safe", 1),
        (Some("safe"), Method::GET, "/safe", 3),
        (Some("idempotent"), Method::PUT, "/idem", 3),
        (Some("never"), Method::POST, "/never", 1),
        // The rule of a read sends no order twice.
        (Some("safe"), Method::POST, "/safe", 1),
        (Some("safe"), Method::GET, "/never", 1),
        (Some("safe"), Method::GET, "/safe/", 1),
        (Some("safe"), Method::GET, "/SAFE", 1),
        (Some("safe"), Method::GET, "/bearer", 1),
        (Some("idempotent"), Method::PUT, "/new", 1),
    ] {
        let server = Server::start([reply("503 Down", "{}")]).await;
        let request = handle(&server).request(method.clone(), path);
        let request = match like {
            Some(id) => request.like(id),
            None => request,
        };
        let error = request.send().await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        assert_eq!(server.count(), count, "{like:?} {method} {path}");
    }
}

/// A template is the operation's own whatever fills its places; a path that is written out is another.
#[tokio::test]
async fn the_path_of_an_operation_is_its_template() {
    for (path, place, count) in [
        ("/files/{id}/meta", Some("7"), 3),
        ("/files/{id}/metas", Some("7"), 1),
        ("/files/7/meta", None, 1),
    ] {
        let server = Server::start([reply("503 Down", "{}")]).await;
        let mut request = handle(&server).request(Method::GET, path).like("file");
        if let Some(place) = place {
            request = request.path_parameter("id", place);
        }
        request.send().await.unwrap_err();
        assert_eq!(server.count(), count, "{path}");
    }
}

#[tokio::test]
async fn faults_are_read_by_the_apis_rules() {
    for (status, body, expected) in [
        ("401 No", "{}", "SessionEnded"),
        ("429 Slow", "{}", "RateLimited"),
        (
            "200 OK",
            r#"{"stat":"Not_Ok","message":"no such thing"}"#,
            "Refused",
        ),
        ("400 No", r#"{"code":"LCK"}"#, "Locked"),
        ("302 Found", "", "HostChanged"),
    ] {
        let server = Server::start([reply(status, body)]).await;
        let request = handle(&server).request(Method::GET, "/new");
        let error = request.send().await.unwrap_err();
        let debug = format!("{error:?}");
        assert!(debug.starts_with(expected), "{status} {body}: {debug}");
        assert_eq!(error.operation(), Some("request"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_it_is_told_and_nothing_is_sent() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let get = |path: &'static str| handle.request(Method::GET, path);
    for (request, word) in [
        (get("new"), "begins with"),
        (get("https://evil.test/x"), "begins with"),
        (get("/new?x=1"), "`query`"),
        (get("/new#x"), "`query`"),
        (get("/new/{id}"), "`{id}`"),
        (get("/new").path_parameter("id", 1), "no place"),
        (get("/new/{id}-{id}").path_parameter("id", 1), "no place"),
        (get("/new").like("nonsense"), "`nonsense`"),
        (get("/new").header("host", "evil.test"), "`host`"),
        (
            get("/new").header("content-length", "7"),
            "`content-length`",
        ),
        (get("/new").header("x", "S3CR3T\r\ny: 1"), "line break"),
        (get("/new").header("x y", "1"), "`x y`"),
        (get("/new").json(&Bad), "JSON"),
        (get("/new").form(&[("a", [1])]), "form"),
    ] {
        let error = request.send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        let text = shown(&error);
        assert!(
            text.contains(word) && !text.contains("S3CR3T"),
            "{word}: {text}"
        );
    }
    for path in ["/a/../b", "/a/./b", "/a/%2e%2e/b", "/a\\b", "/a\tb", "/a b"] {
        let error = get(path).send().await.unwrap_err();
        assert!(
            matches!(error, Error::PathChanged { .. }),
            "{path}: {error:?}"
        );
    }
    for value in ["..", ".", ""] {
        let request = get("/a/{id}/b").path_parameter("id", value);
        let error = request.send().await.unwrap_err();
        assert!(
            matches!(error, Error::PathChanged { .. }),
            "{value}: {error:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

/// It cannot be written as JSON, and its message would quote.
struct Bad;

impl serde::Serialize for Bad {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("S3CR3T"))
    }
}

#[tokio::test]
async fn a_path_that_looks_like_a_host_stays_a_path() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    handle
        .request(Method::GET, "//evil.test/x")
        .send()
        .await
        .unwrap();
    assert_eq!(server.only().target(), "/v1//evil.test/x");
}

#[tokio::test]
async fn without_credentials_in_the_session_it_says_which_it_lacks() {
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server));
    let error = handle
        .request(Method::GET, "/new")
        .send()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::MissingCredential { credential, .. } if *credential == KEY.name),
        "{error:?}"
    );
    let open = handle.request(Method::GET, "/new").without_credentials();
    open.send().await.unwrap();
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_session_that_is_closed_sends_none() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let closing = handle.credentials().close_for("bearer");
    let error = handle
        .request(Method::GET, "/new")
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    drop(closing);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn the_call_as_a_whole_has_its_time() {
    let server = Server::start([Step::Silence]).await;
    let timeouts = Timeouts {
        total: Duration::from_millis(50),
        ..Timeouts::default()
    };
    let handle = bare(settings(&server).with_timeouts(timeouts));
    let request = handle.request(Method::GET, "/new").without_credentials();
    let error = request.send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout()),
        "{error:?}"
    );
}

#[tokio::test]
async fn long_work_keeps_its_pace_with_it() {
    let server = Server::start([plain("429 Slow", &[]), fine()]).await;
    let handle = handle(&server).with_pace(Pace::default());
    handle.request(Method::POST, "/new").send().await.unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn nothing_secret_of_it_is_shown() {
    watch();
    let echo = "S3CR3T-token S3CR3T-header S3CR3T-pw-1 /v1/new/S3CR3T-link-id S3CR3T-own-auth";
    let body = json!({"code": "E", "message": echo}).to_string();
    for (status, body) in [("400 Bad", body.as_str()), ("200 OK", r#"{"x":"S3CR3T"}"#)] {
        let server = Server::start([reply(status, body)]).await;
        let handle = handle(&server);
        handle.credentials().set(&BEARER, "S3CR3T-token");
        let mut header = HeaderValue::from_static("S3CR3T-header");
        header.set_sensitive(true);
        let request = handle
            .request(Method::POST, "/new/{id}")
            .path_parameter("id", "S3CR3T-link-id")
            .query("x", "S3CR3T")
            .header("x-mine", header)
            .header("x-auth-token", "S3CR3T-own-auth")
            .like("bearer")
            .json(&json!({"password": "S3CR3T-pw-1"}));
        let mut seen = format!("{request:?}");
        match request.send().await {
            Ok(answer) => {
                let unread = answer.json::<Vec<Value>>().unwrap_err();
                seen += &format!("{answer:?} {}", shown(&unread));
            }
            Err(error) => {
                seen += &shown(&error);
                assert!(seen.contains("[redacted]"), "{seen}");
            }
        }
        assert!(!seen.contains("S3CR3T"), "{seen}");
        assert!(server.only().head.contains("S3CR3T-token"));
    }
    let log = written().text();
    assert!(!log.contains("S3CR3T"), "{log}");
    assert!(log.contains("/new/{id}") && log.contains("POST"), "{log}");
}

#[tokio::test]
async fn an_answer_that_is_not_what_was_wanted_is_told_by_place() {
    #[derive(Debug, Deserialize)]
    struct Rows {
        #[serde(rename = "rows")]
        _rows: Vec<u8>,
    }
    let server = Server::start([reply("200 OK", r#"{"rows":[1,"S3CR3T"]}"#)]).await;
    let answer = handle(&server)
        .request(Method::GET, "/new")
        .send()
        .await
        .unwrap();
    let error = answer.json::<Rows>().unwrap_err();
    assert!(
        matches!(&error, Error::Undecodable { decode, .. } if decode.path() == "rows[1]"),
        "{error:?}"
    );
    assert!(!shown(&error).contains("S3CR3T"));
}

#[tokio::test]
async fn an_environment_that_its_operation_does_not_have_is_told() {
    let server = Server::start([fine()]).await;
    let production = handle(&server);
    let request = production.request(Method::GET, "/new").like("cell");
    let error = request.send().await.unwrap_err();
    assert!(matches!(error, Error::NotHere { .. }), "{error:?}");
    let nowhere = Settings::default().with_variant("cells");
    let handle = bare(nowhere);
    let evil = handle.servers().set_variable("base", "https://evil.test");
    assert!(evil.is_err());
}
