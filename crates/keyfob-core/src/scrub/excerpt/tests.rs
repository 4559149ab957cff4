//! What is shown of a body that is no answer of the API.

use reqwest::{Method, Request, Url};

use super::*;
use crate::{Credentials, Operation, Repeat};

/// What is shown of a body that answers to a login with this password.
fn shown(password: &str, body: &str) -> String {
    static LOGIN: Operation = Operation {
        id: "login",
        method: Method::POST,
        path: "/login",
        servers: &[],
        security: &[],
        repeat: Repeat::Never,
        proves: None,
        headers: &[],
        secrets: &["password"],
        members: &[],
        optional_body: false,
        streams: false,
        answer: &[],
    };
    let url = Url::parse("https://unset.invalid/login").unwrap();
    let mut request = Request::new(Method::POST, url);
    let login = serde_json::json!({ "password": password });
    *request.body_mut() = Some(login.to_string().into());
    let held = Credentials::default().held();
    let scrubber = Scrubber::new(held, &LOGIN, "/login".into(), &request);
    excerpt(body.as_bytes(), &scrubber).unwrap()
}

#[test]
fn a_secret_that_is_the_whole_of_a_value_or_a_text_is_not_shown() {
    for (body, expected) in [
        (r#"{"password":"correct horse"}"#, "password: [redacted];"),
        (
            r#"{"error":"no such user", "sent":" correct\n horse "}"#,
            "error: no such user; sent: [redacted];",
        ),
        (
            r#"{"error":"password: correct horse."}"#,
            "error: password: [redacted].;",
        ),
        (r#"{"correct horse":1}"#, "[redacted];"),
        (
            "<td>password</td><td>\n correct\n horse</td>",
            "password [redacted]",
        ),
        ("<p>password: correct<br>horse</p>", "password: [redacted]"),
        ("correct  horse\n", "[redacted]"),
        ("password = correct horse", "password = [redacted]"),
    ] {
        assert_eq!(shown("correct horse", body), expected, "{body}");
    }
    // Its blanks are its own.
    assert_eq!(
        shown("a1  b2", r#"{"x":"my a1  b2!"}"#),
        "x: my [redacted]!;"
    );
}

#[test]
fn a_cut_through_a_page_shows_no_half_of_a_secret() {
    let head = "<title>Denied</title><script>";
    let script = "x".repeat(16 * 1024 - head.len() - "</script><p>swordf".len());
    let body = format!("{head}{script}</script><p>swordfish</p>");
    assert_eq!(shown("swordfish", &body), "Denied");
}

#[test]
fn a_word_at_the_beginning_of_a_value_is_a_word() {
    for body in [
        r#"{"error":"Wrong user or password"}"#,
        r#"{"error":"The password is wrong"}"#,
    ] {
        let text = shown("wrong", body);
        assert!(!text.contains(REDACTED), "{text}");
    }
    assert_eq!(
        shown("wrong", "<h1>Wrong user or password</h1>"),
        "Wrong user or password"
    );
}

#[test]
fn html_is_read_as_it_shows() {
    let html = "<!DOCTYPE html><html><head><style>p {}</style><title>Denied</title><!-- 7 --></head>\
        <body><SCRIPT>let a = '<b>';</SCRIPT><p>Access\n denied</p></body></html>";
    assert_eq!(between_tags(html), ["Denied", "Access\n denied"]);
}

#[test]
fn tokens_are_no_words() {
    assert_eq!(
        without_token("token=eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln,"),
        "[redacted].[redacted].c2ln,"
    );
    assert_eq!(
        without_token("internationalization"),
        "internationalization"
    );
}
