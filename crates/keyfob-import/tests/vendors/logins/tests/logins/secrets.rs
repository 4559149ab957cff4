//! Nothing that is secret is shown: neither what the program has, nor what the vendor hands out.

use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex};

use keyfob::parcels::{Login, Manager, RefreshToken};
use keyfob_sandbox::examples::ExampleServer;
use keyfob_sandbox::{Failure, When};
use serde_json::Value;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::stand::{HOUR, settings, start};

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

/// The tokens that the vendor handed out.
fn handed_out(server: &ExampleServer) -> Vec<String> {
    let answers = server
        .exchanges()
        .into_iter()
        .filter_map(|exchange| exchange.answer);
    let bodies = answers.filter_map(|answer| serde_json::from_slice::<Value>(&answer.body).ok());
    let tokens = bodies.flat_map(|body| {
        ["access_token", "refresh_token"].map(|name| body[name].as_str().map(str::to_owned))
    });
    tokens.flatten().collect()
}

#[tokio::test]
async fn no_secret_is_in_debug_output_errors_and_logs() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let server = start("parcels").await;
    let account = server.account();
    let login = Login::new()
        .with_settings(settings(&server))
        .with_client(&account.client_id, &*account.client_secret)
        .with_api_key(&*account.api_key)
        .with_token(&*account.token);
    let provider = RefreshToken::new(&*account.refresh_token);
    let mut shown = format!("{login:?} {provider:?}");
    let manager = Manager::new(login.clone(), provider);
    let session = manager.session().await.unwrap();
    session.client().parcels().list().send().await.unwrap();
    server.clock().advance(HOUR);
    session.client().parcels().list().send().await.unwrap();
    shown += &format!("{manager:?} {session:#?} {:?}", session.save());

    server.fail_next(When::path("/api/parcels"), Failure::Html(502));
    let mut errors = vec![session.client().parcels().change().id(1).send().await.err()];
    server.end_refresh_tokens();
    server.end_access_tokens();
    errors.push(session.client().parcels().list().send().await.err());
    errors.push(Some(
        login
            .refresh_token(&*account.refresh_token)
            .await
            .unwrap_err()
            .error,
    ));
    for error in errors {
        let error = error.unwrap();
        shown += &format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(inner) = source {
            shown += &format!("{inner} {inner:?}");
            source = inner.source();
        }
    }
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("parcels"), "nothing was logged");
    shown += &logged;

    let tokens = handed_out(&server);
    assert!(tokens.len() >= 4, "no tokens were seen");
    // Behind the client's id, HTTP Basic has the secret in base64.
    let planted = ["S3CR3T", "UzNDUjNU", "MzQ1IzVD", "NDUjNU"].map(str::to_owned);
    for secret in planted.iter().chain(&tokens) {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}
