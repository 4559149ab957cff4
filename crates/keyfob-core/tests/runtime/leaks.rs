//! A marked secret in every place where there may be one, and then a look at everything that anybody may see.

use std::fmt::{Debug, Display};
use std::time::Duration;

use keyfob_core::{Error, Handle, Proxy, ResponseValue, Retry, Secret, Settings, Timeouts};
use reqwest::RequestBuilder;
use serde_json::json;

use crate::api::{BASIC, BEARER, KEY, QUERY, TOKEN};
use crate::probe::{bare, request, send, settings, shown};
use crate::server::{Server, Step, answer, plain};
use crate::watch::{watch, written};

/// In every secret; no other text of these tests has it.
const MARK: &str = "S3CR3T";
/// What the mark becomes at the beginning of a Basic login, where it is encoded.
const ENCODED: &str = "UzNDUjNU";

fn leaks(text: &str) -> bool {
    text.contains(MARK) || text.contains(ENCODED)
}

/// Everything that was shown so far.
#[derive(Default)]
struct Seen(Vec<String>);

impl Seen {
    fn debug(&mut self, value: &dyn Debug) {
        self.0.push(format!("{value:?} {value:#?}"));
    }

    fn display(&mut self, value: &dyn Display) {
        self.0.push(format!("{value} {value:#}"));
    }

    fn leaks(&self) -> Vec<&String> {
        self.0.iter().filter(|text| leaks(text)).collect()
    }
}

fn plant(handle: &Handle) {
    let credentials = handle.credentials();
    credentials.set(&BEARER, "S3CR3T-bearer");
    credentials.set_basic(&BASIC, "S3CR3T-user", "S3CR3T-password");
    credentials.set(&KEY, "S3CR3T-key");
    credentials.set(&TOKEN, "S3CR3T-token");
    credentials.set(&QUERY, "S3CR3T-query");
}

/// An answer's model as generated code has it.
#[derive(Debug, Clone, serde::Deserialize)]
#[allow(dead_code)]
struct Session {
    token: Secret,
    #[serde(default)]
    history: Vec<Option<Secret>>,
    number: u32,
}

/// Requests with a secret in every place that operations have for one.
fn requests() -> Vec<(&'static str, RequestBuilder)> {
    let body = json!({"password": "S3CR3T-pw", "otp": "S3CR3T-otp", "user": "U1"});
    vec![
        ("together", request("together", "/together")),
        ("basic", request("basic", "/basic")),
        ("file", request("file", "/files/S3CR3T-id/meta")),
        ("login", request("login", "/login").json(&body)),
        (
            "login",
            request("login", "/login").body("password=S3CR3T-form"),
        ),
        (
            "search",
            request("search", "/search?ticket=S3CR3T-ticket").header("x-ticket", "S3CR3T-h"),
        ),
        (
            "search",
            request("search", "/search?ticket=S3CR3T-ticket").body("S3CR3T-body"),
        ),
        ("download", request("download", "/download?x=S3CR3T-x")),
    ]
}

/// What vendors answer, with secrets of ours and of theirs in it.
fn answers() -> Vec<Step> {
    let headers = [
        "set-cookie: sid=S3CR3T-cookie",
        "x-auth-token: S3CR3T-response",
        "content-type: application/json",
    ];
    let echo = "S3CR3T-bearer S3CR3T-user S3CR3T-password S3CR3T-key S3CR3T-token S3CR3T-query \
        UzNDUjNULXVzZXI6UzNDUjNULXBhc3N3b3Jk";
    let fault = json!({"code": "S3CR3T-key", "message": echo, "token": "S3CR3T-response"});
    let fault = fault.to_string();
    let in_success = json!({"stat": "Not_Ok", "message": echo}).to_string();
    let whole = |status: &str, body: &str| Step::Answer(answer(status, &headers, body));
    let good = r#"{"token":"S3CR3T-response","history":["S3CR3T-1",null],"number":1}"#;
    let cut = answer("200 OK", &headers, good);
    vec![
        whole("200 OK", good),
        whole("200 OK", &in_success),
        whole("200 OK", r#"{"token":"x","number":"S3CR3T-response"}"#),
        whole("200 OK", r#"{"token":["S3CR3T-response"],"number":1}"#),
        whole("200 OK", r#"{"token":"S3CR3T-response"#),
        whole("200 OK", "<html>S3CR3T-response</html>"),
        whole("400 Bad", &fault),
        whole("401 No", &fault),
        whole("403 No", &fault),
        whole("429 Slow", &fault),
        whole("500 Oops", "<html>S3CR3T-response</html>"),
        whole("503 Down", &fault),
        plain(
            "302 Found",
            &["location: https://x:S3CR3T@evil.test/S3CR3T?S3CR3T"],
        ),
        Step::Last(cut[..cut.len() - 5].to_vec()),
        Step::Last(b"HTTP/1.1 S3CR3T\r\n\r\n".to_vec()),
        Step::Last(b"S3CR3T".to_vec()),
        Step::Close,
        Step::Reset,
    ]
}

/// Sends it, decodes the answer and takes down what there is to see.
async fn observe(handle: &Handle, id: &'static str, request: RequestBuilder, seen: &mut Seen) {
    let outcome = match send(handle, id, request).await {
        Err(error) => Err(error),
        Ok(response) if id == "download" => {
            let value = ResponseValue::stream(response);
            seen.debug(&value);
            seen.debug(value.headers());
            return;
        }
        Ok(response) => ResponseValue::<Session>::from_response(response).await,
    };
    match outcome {
        Ok(value) => {
            seen.debug(&value);
            seen.debug(value.headers());
            seen.debug(&value.into_inner());
        }
        Err(error) => {
            seen.0.push(shown(&error));
            // An error in an error of the program's own.
            let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
            seen.display(&boxed);
            seen.debug(&boxed);
        }
    }
    seen.debug(handle);
    seen.debug(handle.settings());
    seen.debug(handle.credentials());
    seen.debug(handle.servers());
}

#[tokio::test]
async fn nothing_is_shown_of_any_secret() {
    watch();
    let mut seen = Seen::default();
    let mut calls = 0;
    for step in answers() {
        let server = Server::start([step]).await;
        // A handle each: "too many calls" holds back the next call of the same one.
        for number in 0.. {
            let handle = bare(settings(&server));
            plant(&handle);
            let Some((id, request)) = requests().into_iter().nth(number) else {
                break;
            };
            observe(&handle, id, request, &mut seen).await;
            calls += 1;
        }
        assert!(server.seen().iter().any(|seen| leaks(&seen.head)));
    }
    assert!(seen.leaks().is_empty(), "{:#?}", seen.leaks());
    let log = written();
    assert!(!leaks(&log.text()), "{}", log.text());

    // And there was something to look at: every call, the retries, the `log` crate's records, the redacted messages.
    assert_eq!(log.calls().len(), calls);
    let text = log.text();
    for part in [
        "together",
        "sending again",
        "starting new connection",
        "[redacted]",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(seen.0.iter().any(|text| text.contains("[redacted]")));
    assert!(seen.0.len() > 2 * calls);
}

#[tokio::test]
async fn nor_of_a_proxys_login() {
    watch();
    let mut seen = Seen::default();
    for step in answers() {
        let server = Server::start([step.clone()]).await;
        let proxy = Server::start([step]).await;
        let proxy_settings = Proxy::new(proxy.origin()).with_login("S3CR3T-u", "S3CR3T-p");
        seen.debug(&proxy_settings);
        let clear = settings(&server).with_proxy(proxy_settings.clone());
        let mut all = vec![clear];
        if cfg!(feature = "rustls-ring") {
            // Some of the answers leave the tunnel open, and nobody behind it.
            let timeouts = Timeouts {
                connect: Duration::from_millis(50),
                ..Timeouts::default()
            };
            let tunnel = Settings::default().with_retry(Retry::never());
            all.push(tunnel.with_timeouts(timeouts).with_proxy(proxy_settings));
        }
        for settings in all {
            let handle = bare(settings);
            plant(&handle);
            let request = request("together", "/together");
            observe(&handle, "together", request, &mut seen).await;
        }
        assert!(proxy.count() > 0);
    }
    assert!(seen.leaks().is_empty(), "{:#?}", seen.leaks());
    assert!(!leaks(&written().text()), "{}", written().text());
    assert!(written().text().contains("intercepts"));
}

#[tokio::test]
async fn nor_when_nothing_is_sent() {
    watch();
    let server = Server::start([plain("200 OK", &[])]).await;
    let mut seen = Seen::default();
    let handle = bare(settings(&server));
    let path = request("file", "/files/../S3CR3T");
    observe(&handle, "file", path, &mut seen).await;
    observe(&handle, "key", request("key", "/key?S3CR3T"), &mut seen).await;
    handle.credentials().set(&KEY, "S3CR3T\n");
    observe(&handle, "key", request("key", "/key"), &mut seen).await;
    for base in ["https://S3CR3T:S3CR3T@evil.test/S3CR3T?S3CR3T", "S3CR3T"] {
        seen.debug(&handle.servers().set_base(base).unwrap_err());
        let _ = handle.servers().set_variable("base", base);
    }
    let bad = Settings::default().with_origin("https://S3CR3T@x.test/S3CR3T?S3CR3T");
    seen.debug(&bad);
    let error: Error = Handle::new(&crate::api::API, bad).unwrap_err();
    seen.0.push(shown(&error));
    assert_eq!(server.connections(), 0);
    assert!(seen.leaks().is_empty(), "{:#?}", seen.leaks());
    assert!(!leaks(&written().text()));
}

#[test]
fn nor_in_a_panic() {
    let secret = Secret::new("S3CR3T");
    let outcome = std::panic::catch_unwind(|| {
        let wrong = std::hint::black_box(Err::<(), _>((secret.clone(), Some(&secret))));
        wrong.unwrap();
    });
    let panic = outcome.unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("[redacted]") && !leaks(text), "{text}");
}

/// The net catches what it is there for.
#[tokio::test]
async fn a_type_that_leaks_is_caught() {
    #[derive(Debug)]
    #[allow(dead_code)]
    struct Leaky {
        token: String,
    }

    let leaky = Leaky {
        token: "S3CR3T-token".to_owned(),
    };
    let mut seen = Seen::default();
    seen.debug(&Secret::new("S3CR3T-token"));
    assert!(seen.leaks().is_empty());
    seen.debug(&leaky);
    seen.display(&leaky.token);
    seen.0.push(format!("Basic {ENCODED}LXU="));
    assert_eq!(seen.leaks().len(), 3);

    watch();
    assert!(!leaks(&written().text()));
    tracing::trace!(token = %leaky.token, "told");
    assert!(leaks(&written().text()));
    watch();
    tracing::trace_span!("span", token = tracing::field::Empty).record("token", &leaky.token);
    assert!(leaks(&written().text()));
}
