//! What the vendor's refusals mean, and that they do not repeat our secrets.

use keyfob_core::{Error, Handle};
use reqwest::header::HeaderValue;
use serde_json::json;

use crate::api::{BASIC, BEARER, KEY, TOKEN};
use crate::probe::{bare, call, decoded, handle, hold_all, request, send, settings, shown};
use crate::server::{Server, json as reply};

pub async fn refused(id: &'static str, status: &str, body: &str) -> Error {
    let server = Server::start([reply(status, body)]).await;
    decoded(&handle(&server), id).await.unwrap_err()
}

#[tokio::test]
async fn the_same_status_means_what_the_operation_proves() {
    let password = refused("login", "401 No", "{}").await;
    assert!(matches!(password, Error::WrongPassword(_)), "{password:?}");
    let code = refused("code", "401 No", "{}").await;
    assert!(matches!(code, Error::WrongCode(_)), "{code:?}");
    let app = refused("app", "401 No", "{}").await;
    assert!(matches!(app, Error::ApplicationRefused(_)), "{app:?}");
    let captcha = refused("captcha", "401 No", "{}").await;
    assert!(matches!(captcha, Error::CaptchaWanted(_)), "{captcha:?}");
    let session = refused("key", "401 No", "{}").await;
    assert!(matches!(session, Error::SessionEnded(_)), "{session:?}");
    // Where no credential is sent, no session can have ended.
    let open = refused("never", "401 No", "{}").await;
    assert!(matches!(open, Error::Refused(_)), "{open:?}");
    let forbidden = refused("key", "403 No", "{}").await;
    assert!(matches!(forbidden, Error::Refused(_)), "{forbidden:?}");
}

#[tokio::test]
async fn a_status_may_have_a_meaning_of_the_vendors_own() {
    let own = refused("key", "440 Over", "{}").await;
    assert!(matches!(own, Error::SessionEnded(_)), "{own:?}");
    // Nor where no credential was sent, nor where somebody else answers, nor where the vendor's code tells something else.
    for (id, body) in [
        ("never", "{}"),
        ("key", "<html>Access denied</html>"),
        ("key", r#"{"code":"77"}"#),
    ] {
        let other = refused(id, "440 Over", body).await;
        assert!(matches!(other, Error::Refused(_)), "{id} {body}: {other:?}");
    }
    // Not where a secret was put to the test: there it says nothing about a session.
    let login = refused("login", "440 Over", "{}").await;
    assert!(matches!(login, Error::Refused(_)), "{login:?}");
}

#[tokio::test]
async fn the_vendors_word_comes_before_the_status() {
    for body in [
        r#"{"code":"LCK"}"#,
        r#"{"fault":{"message":"User Is Locked out"}}"#,
    ] {
        for (id, status) in [
            ("login", "401 No"),
            ("never", "400 Bad"),
            ("safe", "503 Down"),
        ] {
            let error = refused(id, status, body).await;
            assert!(matches!(error, Error::Locked(_)), "{error:?}");
        }
    }
    let error = refused("never", "400 Bad", r#"{"code":5203}"#).await;
    assert!(matches!(&error, Error::NoData(_)), "{error:?}");
}

#[tokio::test]
async fn a_fault_inside_a_success_is_an_error_with_its_status() {
    for body in [
        r#"{"fault":{"code":"X","message":"no"}}"#,
        r#"{"stat":"NOT_OK","code":"X","message":"no","data":{}}"#,
        "{\"stat\":\"Not_Ok\",\"code\":\"X\",\"message\":\"no\"}\n",
    ] {
        let error = refused("never", "200 OK", body).await;
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!((error.code(), error.message()), (Some("X"), Some("no")));
        // In a login that may be anything: the vendor's words are told.
        let error = refused("login", "200 OK", body).await;
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
        // Operations without an answer of their own see it too.
        let server = Server::start([reply("200 OK", body)]).await;
        assert!(call(&handle(&server), "never").await.is_err());
    }
}

#[tokio::test]
async fn what_only_looks_like_a_fault() {
    for body in [
        r#"{"fault":null}"#,
        r#"{"fault":""}"#,
        r#"{"fault":false}"#,
        r#"{"stat":"Ok","message":"no data","code":"LCK"}"#,
        r#"{"data":{"fault":"x","stat":"Not_Ok"}}"#,
        r#"[{"stat":"Not_Ok"}]"#,
    ] {
        let server = Server::start([reply("200 OK", body)]).await;
        decoded(&handle(&server), "never").await.unwrap();
    }
}

/// What an error shows when the vendor's code and message are these.
async fn echo(text: &str, build: impl AsyncFnOnce(&Handle) -> Error) -> String {
    let body = json!({"code": text, "message": format!("{text} is wrong")}).to_string();
    let server = Server::start([reply("400 Bad", &body)]).await;
    let handle = bare(settings(&server));
    hold_all(&handle);
    let error = build(&handle).await;
    let message = error.message().unwrap();
    assert!(message.ends_with(" is wrong"), "{message}");
    format!("{message} {} {}", error.code().unwrap(), shown(&error))
}

pub async fn refusal(handle: &Handle, id: &'static str, request: reqwest::RequestBuilder) -> Error {
    match send(handle, id, request).await {
        Ok(_) => panic!("it succeeded"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn credentials_are_taken_out_of_what_the_vendor_says() {
    let texts = [
        "bearer-value",
        "Bearer bearer-value",
        "basic-user",
        "basic-password",
        "key-value",
        "token-value",
        "query-value",
        "/v1/x?api_key=query-value&y=1",
    ];
    for text in texts {
        let shown = echo(text, async |handle| {
            call(handle, "together").await.unwrap_err()
        })
        .await;
        assert!(shown.contains("[redacted]"), "{shown}");
        for part in ["-value", "basic-user", "basic-password"] {
            assert!(!shown.contains(part), "{part}: {shown}");
        }
    }
}

#[tokio::test]
async fn so_is_the_header_that_is_made_of_user_and_password() {
    let encoded = "UzNDUjNULXVzZXI6UzNDUjNULXBhc3M=";
    let shown = echo(encoded, async |handle| {
        let credentials = handle.credentials();
        credentials.set_basic(&BASIC, "S3CR3T-user", "S3CR3T-pass");
        call(handle, "basic").await.unwrap_err()
    });
    let shown = shown.await;
    assert!(
        shown.contains("[redacted]") && !shown.contains(encoded),
        "{shown}"
    );
}

#[tokio::test]
async fn so_is_the_password_in_a_body() {
    let body = json!({"user": "U1", "password": "S3CR3T-pw", "more": [{"otp": "S3CR3T-otp"}]});
    for text in ["S3CR3T-pw", "S3CR3T-otp"] {
        let shown = echo(text, async |handle| {
            refusal(handle, "login", request("login", "/login").json(&body)).await
        });
        let shown = shown.await;
        assert!(
            shown.contains("[redacted]") && !shown.contains("S3CR3T"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn so_is_a_secret_that_is_no_text_of_its_own() {
    let body = json!({"password": 31337, "otp": ["S3CR3T-1", {"x": "S3CR3T-2"}]});
    for text in ["31337", "S3CR3T-1", "S3CR3T-2"] {
        let shown = echo(text, async |handle| {
            refusal(handle, "login", request("login", "/login").json(&body)).await
        });
        let shown = shown.await;
        assert!(
            shown.contains("[redacted]") && !shown.contains(text),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn so_is_the_password_in_a_form() {
    let inner = json!({"otp": "S3CR3T-otp"}).to_string();
    let form = [("password", "S3CR3T pw&"), ("jData", &inner)];
    let form = serde_urlencoded::to_string(form).unwrap();
    for text in [
        "S3CR3T pw&",
        "password=S3CR3T+pw%26",
        "S3CR3T%20pw%26",
        "S3CR3T-otp",
    ] {
        let shown = echo(text, async |handle| {
            let request = request("login", "/login");
            refusal(handle, "login", request.body(form.clone())).await
        });
        let shown = shown.await;
        assert!(
            shown.contains("[redacted]") && !shown.contains("S3CR3T"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn so_is_a_secret_in_the_query_or_a_header() {
    for text in ["S3CR3T/1", "ticket=S3CR3T%2F1", "S3CR3T-header"] {
        let shown = echo(text, async |handle| {
            let request = request("search", "/search?ticket=S3CR3T%2F1&q=plain");
            refusal(
                handle,
                "search",
                request.header("x-ticket", "S3CR3T-header"),
            )
            .await
        });
        let shown = shown.await;
        assert!(
            shown.contains("[redacted]") && !shown.contains("S3CR3T"),
            "{shown}"
        );
    }
}

/// A header parameter that generated code marked, as it does with every secret.
#[tokio::test]
async fn so_is_a_header_that_is_marked() {
    for text in ["Bearer S3CR3T-one S3CR3T-two", "S3CR3T-one S3CR3T-two"] {
        let shown = echo(text, async |handle| {
            let mut value = HeaderValue::from_static("Bearer S3CR3T-one S3CR3T-two");
            value.set_sensitive(true);
            let request = request("safe", "/safe").header("x-grant", value);
            refusal(handle, "safe", request).await
        });
        let shown = shown.await;
        assert!(
            shown.contains("[redacted]") && !shown.contains("S3CR3T"),
            "{shown}"
        );
    }
}

/// Were the shorter one taken out first, the rest of the longer one would stay.
#[tokio::test]
async fn so_is_a_secret_that_begins_like_another() {
    let shown = echo("S3CR3T-and-more", async |handle| {
        handle.credentials().set(&BEARER, "S3CR3T");
        handle.credentials().set(&KEY, "S3CR3T-and-more");
        handle.credentials().set(&TOKEN, "S3CR3T-and");
        call(handle, "key").await.unwrap_err()
    });
    let shown = shown.await;
    assert!(
        shown.contains("[redacted]") && !shown.contains("more"),
        "{shown}"
    );
}

#[tokio::test]
async fn short_secrets_do_not_blot_out_the_message() {
    let shown = echo("field 1 of abc", async |handle| {
        handle.credentials().set(&KEY, "1");
        call(handle, "key").await.unwrap_err()
    });
    assert!(shown.await.contains("field 1 of abc is wrong"));
}
