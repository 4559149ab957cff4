//! Nothing that is secret is shown, whatever the vendor repeats.

use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex};

use keyfob::auth::{ClientAuthentication, StaticCredentials};
use keyfob::{Error, Settings};
use tracing_subscriber::fmt::MakeWriter;

use crate::acme::{
    API_KEY, BASIC, ClientCredentials, Login, Manager, Password, RefreshToken, login,
};
use crate::server::Acme;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn check(shown: &str) {
    assert!(!shown.contains("S3CR3T"), "{shown}");
    // As it is encoded, alone and behind the client's id.
    for part in ["UzNDUjNU", "MzQ1IzVD", "id%201:"] {
        assert!(!shown.contains(part), "{shown}");
    }
}

fn check_error(error: &Error) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        shown += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    check(&shown);
}

#[tokio::test]
async fn no_login_no_session_and_no_provider_shows_any() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let login = login(&acme)
        .with_client("id 1", "S3CR3T-client: +/é")
        .with_credential(&API_KEY, "S3CR3T-key")
        .with_basic_credential(&BASIC, "S3CR3T-user", "S3CR3T-basic")
        .with_token_parameter("assertion", "S3CR3T-assertion");
    check(&format!("{login:?} {login:#?}"));
    let provider = RefreshToken::new(&*token);
    check(&format!(
        "{provider:?} {:?}",
        Password::new("ann", "S3CR3T-p")
    ));
    check(&format!(
        "{:?} {StaticCredentials:?}",
        ClientCredentials::new("id", "S3CR3T-c")
    ));
    let session = login.clone().refresh_token(token).await.unwrap();
    check(&format!("{session:?} {session:#?} {:?}", session.save()));
    let manager = Manager::new(login, provider);
    check(&format!("{manager:?}"));
}

#[tokio::test]
async fn a_vendor_that_repeats_what_it_was_sent_shows_none_in_errors_and_logs() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    // Also of the tests beside this one: a subscriber of one thread misses what others have seen first.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let acme = Acme::start().await;
    for by in [
        ClientAuthentication::Basic,
        ClientAuthentication::RequestBody,
    ] {
        // What it repeats is decoded, as it was given.
        let echo = "S3CR3T-wrong: +/é is wrong, and so is c2Vu";
        let login = login(&acme)
            .with_client("id 1", "S3CR3T-wrong: +/é")
            .with_client_authentication(by);
        acme.script(
            400,
            serde_json::json!({"error": "invalid_client", "error_description": echo}),
        );
        let failed = login
            .clone()
            .client_credentials("id 1", "S3CR3T-wrong: +/é")
            .await;
        check_error(&failed.unwrap_err().into());
        // Here it repeats all of the form.
        let failed = login.clone().password("ann", "S3CR3T-password-1").await;
        check_error(&failed.unwrap_err().into());
        let login = login.with_client("id 1", "S3CR3T-client: +/é");
        let failed = login.clone().password("ann", "S3CR3T-password-1").await;
        check_error(&failed.unwrap_err().into());
        let failed = login.clone().refresh_token("S3CR3T-refresh-x").await;
        check_error(&failed.unwrap_err().into());
        let manager = Manager::new(login, RefreshToken::new("S3CR3T-refresh-x"));
        check_error(&manager.session().await.unwrap_err());
        let provider = ClientCredentials::new("id 1", "S3CR3T-client: +/é");
        let manager = Manager::new(self::login(&acme), provider);
        let session = manager.session().await.unwrap();
        acme.end_tokens();
        session.client().read().await.unwrap();
    }
    let log = log.0.lock().unwrap();
    let log = String::from_utf8_lossy(&log);
    assert!(log.contains("oauth2_refresh_token"), "{log}");
    check(&log);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_shows_none() {
    let acme = Acme::start().await;
    for body in [
        r#"{"access_token":["S3CR3T-access"],"refresh_token":"S3CR3T-refresh"}"#,
        r#"{"access_token":{"S3CR3T":1}}"#,
        r#"{"access_token":"S3CR3T-access""#,
        r#"access_token=S3CR3T-access"#,
    ] {
        acme.script(200, body);
        let failed = login(&acme).client_credentials("id 1", "S3CR3T-x").await;
        check_error(&failed.unwrap_err().into());
    }
    let odd = Login::new()
        .with_settings(Settings::default().with_origin(acme.origin()))
        .with_credential(&API_KEY, "S3CR3T\r\nx: y");
    check_error(&odd.session().unwrap_err().into());
}
