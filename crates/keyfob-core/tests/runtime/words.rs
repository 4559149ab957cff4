//! What words and codes mean, and what is shown of a path or a long text.

use keyfob_core::Error;
use serde_json::json;

use crate::api::KEY;
use crate::faults::{refusal, refused};
use crate::probe::{decoded, handle, request, shown};
use crate::server::{Server, json as reply};

/// What a word or a code means depends on the operation.
#[tokio::test]
async fn words_mean_what_they_can_mean_in_that_operation() {
    let rms = r#"{"message":"RMS:Blocked for nse_fo NRML Remarks: scrip is blocked"}"#;
    let error = refused("key", "400 Bad", rms).await;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    let account = r#"{"message":"Your account is blocked"}"#;
    let error = refused("login", "401 No", account).await;
    assert!(matches!(error, Error::Locked(_)), "{error:?}");
    for status in ["401 No", "403 No"] {
        let error = refused(
            "key",
            status,
            r#"{"code":"100008","message":"unauthorized"}"#,
        )
        .await;
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
    }
    let used = r#"{"message":"Client OrderID already exists"}"#;
    let error = refused("never", "400 Bad", used).await;
    assert!(matches!(error, Error::DuplicateTag(_)), "{error:?}");
    let error = refused("key", "400 Bad", used).await;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

#[tokio::test]
async fn a_refused_login_step_is_about_the_code_only_if_it_says_so() {
    for (body, is_code) in [
        ("{}", true),
        (r#"{"message":"Invalid OTP"}"#, true),
        (r#"{"message":"consumer key is not valid"}"#, false),
        (r#"{"code":"10512","message":"header not found"}"#, false),
    ] {
        for status in ["401 No", "200 OK"] {
            let body = match status {
                "200 OK" => body.replace('{', r#"{"stat":"Not_Ok","#).replace(",}", "}"),
                _ => body.to_owned(),
            };
            let error = refused("code", status, &body).await;
            assert_eq!(
                matches!(error, Error::WrongCode(_)),
                is_code,
                "{body}: {error:?}"
            );
            assert!(is_code || matches!(error, Error::Refused(_)), "{error:?}");
        }
    }
}

/// A server that repeats the path of a mailed link does not make it show.
#[tokio::test]
async fn what_stands_in_a_path_is_shown_as_the_template() {
    for path in ["/v1/reset/S3CR3T-link-id/x", "/v1/reset/s3cr3t-LINK-id/x"] {
        let body = json!({"code": "E", "message": format!("no route for {path}, S3CR3T-link-id has expired")});
        let server = Server::start([reply("404 Not Found", &body.to_string())]).await;
        let handle = handle(&server);
        let request = request("reset", "/reset/S3CR3T-link-id/x");
        let error = refusal(&handle, "reset", request).await;
        let text = shown(&error).to_lowercase();
        assert!(!text.contains("s3cr3t"), "{text}");
        assert!(text.contains("/reset/{id}/x"), "{text}");
    }
}

/// A word is not a part of another, and all texts count, not the first alone.
#[tokio::test]
async fn words_are_read_as_words_wherever_they_stand() {
    for (id, body, expected) in [
        ("code", r#"{"message":"Invalid laptop"}"#, "Refused"),
        ("code", r#"{"message":"Invalid OTP."}"#, "WrongCode"),
        ("code", r#"{"message":"OTPs do not match"}"#, "WrongCode"),
        ("login", r#"{"message":"this is unblocked"}"#, "Refused"),
        (
            "never",
            r#"{"fault":{"message":"Runtime Error"},"message":"Client OrderID already exists"}"#,
            "DuplicateTag",
        ),
        ("never", r#"{"fault":{"code":400},"code":"5203"}"#, "NoData"),
        (
            "code",
            r#"{"errors":[{"message":"no such application"}]}"#,
            "Refused",
        ),
    ] {
        let error = refused(id, "400 Bad", body).await;
        let shown = format!("{error:?}");
        assert!(shown.starts_with(expected), "{id} {body}: {shown}");
    }
    let error = refused(
        "code",
        "401 No",
        r#"{"errors":[{"message":"no such application"}]}"#,
    )
    .await;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    let error = refused("key", "401 No", r#"{"code":"77"}"#).await;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

/// A long secret is not shown by halves because a text is cut.
#[tokio::test]
async fn a_cut_goes_through_no_secret() {
    let token = "S3CR3T".repeat(200);
    for text in [
        token.clone(),
        format!("{}{token}", "x".repeat(900)),
        token.repeat(100),
    ] {
        let body = json!({"code": text, "message": text}).to_string();
        let server = Server::start([reply("400 Bad", &body)]).await;
        let handle = handle(&server);
        handle.credentials().set(&KEY, token.as_str());
        let error = decoded(&handle, "key").await.unwrap_err();
        assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
    }
}

/// What the vendor says about a login whose password is a word, or whose code is a number.
#[tokio::test]
async fn an_ordinary_password_does_not_shred_the_vendors_message() {
    for (password, message, shown) in [
        ("wrong", "wrong user or password", "wrong user or password"),
        ("password", "Invalid Password!", "Invalid Password!"),
        (
            "wrong",
            "password \"wrong\" is wrong",
            "password \"[redacted]\" is wrong",
        ),
        ("hunter2", "the hunter2 is wrong", "the [redacted] is wrong"),
        (
            "1234",
            "1234 is wrong for U123456",
            "[redacted] is wrong for U123456",
        ),
    ] {
        let body = json!({"code": "E", "message": message}).to_string();
        let server = Server::start([reply("400 Bad", &body)]).await;
        let handle = handle(&server);
        let request = request("login", "/login").json(&json!({"password": password}));
        let error = refusal(&handle, "login", request).await;
        assert_eq!(error.message(), Some(shown), "{password}");
    }
}
