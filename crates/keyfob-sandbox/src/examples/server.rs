//! The server that plays a vendor.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::account::ExampleAccount;
use super::answer::refusal;
use super::choice::Wanted;
use super::error::ExampleError;
use super::play::{Vendor, play};
use crate::clock::Clock;
use crate::failure::{self, Failure, Failures, Injection, When};
use crate::generation::Generation;
use crate::listener::{Origin, bind, serve, url};
use crate::lock::lock;
use crate::record::{self, Exchange, Recording};
use crate::vendors::VENDORS;

/// How long calls under way may take to finish at [`ExampleServer::shutdown`].
const GRACE: Duration = Duration::from_secs(1);

/// How long an access token is valid unless [`Builder::lifetime`] says otherwise.
const LIFETIME: Duration = Duration::from_secs(3600);

/// A running stand-in for one vendor, on an origin of its own. Dropping it stops it.
pub struct ExampleServer {
    url: String,
    vendor: Arc<Vendor>,
    failures: Failures,
    recording: Recording,
    generation: Generation,
    stop: watch::Sender<bool>,
    serving: Option<JoinHandle<()>>,
}

impl ExampleServer {
    /// Plays a spec: OpenAPI 3.0 as JSON, with Keyfob's extensions, on a free port of loopback.
    ///
    /// # Errors
    /// If the spec cannot be read, an example of it does not fit its schema, or no port is free.
    pub async fn start(spec: &str) -> Result<Self, ExampleError> {
        Self::builder(spec).start().await
    }

    /// Plays a vendor whose spec is built in, on a free port of loopback. [`vendors`](super::vendors) are their names.
    ///
    /// # Errors
    /// If there is no such vendor, or as [`Self::start`].
    pub async fn vendor(name: &str) -> Result<Self, ExampleError> {
        Self::vendor_builder(name)?.start().await
    }

    /// As [`Self::start`], with other settings.
    pub fn builder(spec: &str) -> Builder {
        Builder {
            spec: spec.to_owned(),
            port: 0,
            account: ExampleAccount::default(),
            lifetime: LIFETIME,
            rotates: true,
        }
    }

    /// As [`Self::vendor`], with other settings.
    ///
    /// # Errors
    /// If there is no such vendor.
    pub fn vendor_builder(name: &str) -> Result<Builder, ExampleError> {
        let found = VENDORS.iter().find(|(known, _)| *known == name);
        match found {
            Some((_, spec)) => Ok(Self::builder(spec)),
            None => Err(ExampleError::UnknownVendor(name.to_owned())),
        }
    }

    /// The origin, like `http://127.0.0.1:8080`. The paths of the spec's servers are below it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Who may call.
    pub fn account(&self) -> &ExampleAccount {
        &self.vendor.account
    }

    /// The ids of the operations that are played.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.vendor.operations()
    }

    /// Sandbox time, by which access tokens end.
    pub fn clock(&self) -> Clock {
        self.vendor.clock.clone()
    }

    /// How many access tokens were handed out since the start or the last reset.
    pub fn tokens_issued(&self) -> u64 {
        lock(&self.vendor.tokens).issued
    }

    /// Ends every access token that was handed out.
    pub fn end_access_tokens(&self) {
        lock(&self.vendor.tokens).end_access();
    }

    /// Ends every refresh token, the one of the account among them.
    pub fn end_refresh_tokens(&self) {
        lock(&self.vendor.tokens).end_refresh();
    }

    /// Answers the next call of an operation that is otherwise right with the first example of this status. Said twice, two calls are
    /// answered so.
    pub fn answer_next(&self, operation: &str, status: u16) {
        let wanted = Wanted {
            status: Some(status),
            example: None,
        };
        self.vendor.answer_next(operation, wanted);
    }

    /// As [`Self::answer_next`], with the example of this name.
    pub fn answer_next_with(&self, operation: &str, example: &str) {
        let wanted = Wanted {
            status: None,
            example: Some(example.to_owned()),
        };
        self.vendor.answer_next(operation, wanted);
    }

    /// Makes the next matching call go wrong, token endpoints among them. Said twice, two calls go wrong.
    pub fn fail_next(&self, when: When, failure: Failure) {
        self.failures.add(when, failure);
    }

    /// Every call answered so far, in the order of the answers.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.recording.exchanges()
    }

    /// The same, and forgets them.
    pub fn take_exchanges(&self) -> Vec<Exchange> {
        self.recording.take()
    }

    /// Begins anew: no token is valid but the account's, sandbox time is real time, no failure waits, nothing is recorded. Calls under
    /// way lose their connection.
    pub fn reset(&self) {
        self.generation.raise();
        self.vendor.reset();
        self.failures.clear();
        self.recording.take();
    }

    /// Stops listening and waits a moment for calls under way.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(mut serving) = self.serving.take()
            && tokio::time::timeout(GRACE, &mut serving).await.is_err()
        {
            serving.abort();
        }
    }
}

impl Drop for ExampleServer {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

impl fmt::Debug for ExampleServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExampleServer")
            .field("url", &self.url)
            .field("account", &self.vendor.account)
            .finish_non_exhaustive()
    }
}

/// Settings of an [`ExampleServer`] that is to start.
#[derive(Clone, Debug)]
pub struct Builder {
    spec: String,
    port: u16,
    account: ExampleAccount,
    lifetime: Duration,
    rotates: bool,
}

impl Builder {
    /// The port; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Who may call.
    #[must_use]
    pub fn account(mut self, account: ExampleAccount) -> Self {
        self.account = account;
        self
    }

    /// How long an access token is valid, in sandbox time; an hour by default. Whole seconds are told to clients.
    #[must_use]
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Whether a refresh token is taken once, and another one comes with the answer. True by default.
    #[must_use]
    pub fn rotates_refresh_tokens(mut self, rotates: bool) -> Self {
        self.rotates = rotates;
        self
    }

    /// Starts on the current tokio runtime.
    ///
    /// # Errors
    /// As [`ExampleServer::start`].
    pub async fn start(self) -> Result<ExampleServer, ExampleError> {
        let vendor = Vendor::new(&self.spec, self.account, self.lifetime, self.rotates)?;
        let vendor = Arc::new(vendor);
        let listener = bind(self.port, Origin::First).await?;
        let url = url(&listener)?;
        let (stop, stopped) = watch::channel(false);
        let injection = Injection {
            failures: Failures::default(),
            generation: Generation::default(),
            too_many_requests,
        };
        let (failures, generation) = (injection.failures.clone(), injection.generation.clone());
        let recording = Recording::default();
        let router = Router::new()
            .fallback(play)
            .with_state(vendor.clone())
            .layer(from_fn_with_state(injection, failure::inject))
            .layer(from_fn_with_state(
                (recording.clone(), generation.clone()),
                record::record,
            ));
        Ok(ExampleServer {
            url,
            vendor,
            failures,
            recording,
            generation,
            stop,
            serving: Some(serve(listener, router, stopped)),
        })
    }
}

fn too_many_requests(_path: &str, retry_after: &str) -> Response {
    let refusal = refusal(StatusCode::TOO_MANY_REQUESTS, "too many calls");
    ([(header::RETRY_AFTER, retry_after.to_owned())], refusal).into_response()
}
