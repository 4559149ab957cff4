//! One operation on the wire, from the request that generated code built to the last attempt.

mod attempt;
mod follow;
mod members;
mod raw;
mod renew;
mod turn;
mod upload;

pub(crate) use members::{Foreign, cutting, embedded};

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};
use tokio::time::Instant;
use tracing::{Instrument, Span};

use crate::credentials::Held;
use crate::hook::merge;
use crate::pace::Pacer;
use crate::path::is_path;
use crate::telemetry::{self, CallWatch, WaitReason};
use crate::{Ended, Error, Handle, Operation, Renewed, Response, Settings};

impl Handle {
    /// Sends what generated code built for the operation of this id.
    #[doc(hidden)]
    pub async fn execute(&self, request: Request, id: &'static str) -> Result<Response, Error> {
        let mut request = Box::new(request);
        let operation = self.operation(id)?;
        members::fit(operation, self.servers().variant(), &mut request)?;
        self.execute_fitted(operation, request).await
    }

    pub(crate) fn operation(&self, id: &str) -> Result<&'static Operation, Error> {
        self.api().operation(id).ok_or_else(|| {
            Error::invalid_input("the operation is not in the table: generate the crate again")
        })
    }

    /// The same for a request without members that the environment does not have.
    ///
    /// The request is in a box from here on: it goes through many hands, and a future keeps a place for it in each of them.
    pub(crate) async fn execute_fitted(
        &self,
        operation: &'static Operation,
        request: Box<Request>,
    ) -> Result<Response, Error> {
        let Some(pacer) = self.pacer() else {
            return self.execute_now(operation, request).await;
        };
        self.boxed_paced(pacer, operation, request).await
    }

    /// See [`Call::boxed_run`].
    #[inline(never)]
    fn boxed_paced<'a>(
        &'a self,
        pacer: &'a Pacer,
        operation: &'static Operation,
        request: Box<Request>,
    ) -> Running<'a> {
        let send = move |request| self.execute_now(operation, request);
        Box::pin(self.paced(pacer, request, operation.id, send))
    }

    async fn execute_now(
        &self,
        operation: &'static Operation,
        mut request: Box<Request>,
    ) -> Result<Response, Error> {
        let held = self.credentials().held();
        if !is_path(operation.path, request.url().path()) {
            return Err(Error::PathChanged {
                operation: operation.id,
            });
        }
        let base = self.prepare_fitted(operation, &mut request)?;
        let path = Cow::Borrowed(operation.path);
        self.carry_out(operation, path, held, Some(base), request)
            .await
    }

    /// Sends a request that has all it needs. `base` is how much of its path is the server's, if the operation's server is to be looked
    /// up anew for a renewed session.
    pub(crate) async fn carry_out(
        &self,
        operation: &'static Operation,
        path: Cow<'static, str>,
        held: Arc<Held>,
        base: Option<usize>,
        request: Box<Request>,
    ) -> Result<Response, Error> {
        let watch = CallWatch::begin(self.api(), operation);
        let call = Call {
            handle: self,
            operation,
            method: request.method().clone(),
            path,
            revision: AtomicU64::new(held.revision()),
            held,
            base,
            span: watch.span().clone(),
            started: Instant::now(),
            attempts: AtomicU32::new(0),
            minds_progress: upload::is_streamed(&request) || self.pacer().is_some(),
        };
        let run = call.boxed_run(request).instrument(call.span.clone());
        let outcome = match call.minds_progress {
            true => run.await,
            false => tokio::time::timeout(self.settings().timeouts.total, run)
                .await
                .unwrap_or_else(|_| Err(call.out_of_time())),
        };
        watch.end(&outcome);
        outcome
    }

    /// Gives the request its headers, those of the server last.
    pub(crate) fn dress(
        &self,
        operation: &'static Operation,
        here: &'static [(&'static str, Option<&'static str>)],
        request: &mut Request,
    ) {
        // First: a body that goes takes its kind along, and not one that the vendor's own client sends without a body, too.
        members::leave_empty_out(operation, request);
        let headers = request.headers_mut();
        let mut users = HeaderMap::new();
        if !self.headers().is_empty() {
            users.clone_from(self.headers());
            for name in headers.keys() {
                users.remove(name);
            }
        }
        let own = operation
            .headers
            .iter()
            .map(|(name, value)| (*name, Some(*value)));
        for (name, value) in own.chain(here.iter().copied()) {
            match (HeaderName::from_bytes(name.as_bytes()), value) {
                (Ok(name), Some(value)) => {
                    drop(headers.insert(name, HeaderValue::from_static(value)))
                }
                (Ok(name), None) => drop(headers.remove(name)),
                (Err(_), _) => {}
            }
        }
        merge(headers, users);
        tell_empty(request);
        let minds_progress = operation.streams || self.pacer().is_some();
        // Our own client has this limit itself.
        if !self.settings().http.is_plain() && !minds_progress && !upload::is_streamed(request) {
            *request.timeout_mut() = Some(self.settings().timeouts.attempt);
        }
    }
}

/// The work of a call.
type Running<'a> = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send + 'a>>;

/// A call on its way.
struct Call<'a> {
    handle: &'a Handle,
    operation: &'static Operation,
    method: Method,
    /// The template of the path.
    path: Cow<'static, str>,
    /// The credentials when it began.
    held: Arc<Held>,
    /// How often the session had been renewed when the last attempt was sent.
    revision: AtomicU64,
    /// How much of the URL's path is the server's.
    base: Option<usize>,
    span: Span,
    started: Instant,
    attempts: AtomicU32,
    /// Whether it may take as long as something moves.
    minds_progress: bool,
}

impl<'a> Call<'a> {
    /// In a box, as all that is large and as all that is rare: who makes calls keeps their futures. Behind a `dyn`, and made here: so all that
    /// sends a call is compiled once, with this crate, and not again with each program.
    #[inline(never)]
    fn boxed_run(&'a self, request: Box<Request>) -> Running<'a> {
        Box::pin(self.run(request))
    }

    /// Sends, and sends again where that is allowed.
    async fn run(&self, mut request: Box<Request>) -> Result<Response, Error> {
        let Settings {
            retry, timeouts, ..
        } = self.handle.settings();
        let mut waits = retry.waits();
        // One that is new has not ended. One that somebody else renewed may have by now: then there is another one, or there will be.
        let mut renewals = 3;
        self.handle.budget().earn();
        let mut last = None;
        loop {
            let (api, id) = (self.handle.api().name, self.operation.id);
            let turn = telemetry::waiting(api, id, WaitReason::RateLimit, self.turn()).await;
            match (turn, last.take()) {
                (Ok(()), _) => {}
                // That it was not sent again is no news; what it met before is.
                (Err(Error::TooManyCalls { .. }), Some(met)) => return Err(met),
                (Err(error), _) => return Err(error),
            }
            let began = Instant::now();
            let count = self.attempts.fetch_add(1, Ordering::Relaxed) + 1;
            // Not on `Span::current()`: where this span is filtered out, that is somebody else's.
            self.span.record("keyfob.attempts", count);
            // Kept once: for another attempt, and for what the vendor may repeat of it.
            let again = request.try_clone().map(Arc::new);
            let error = match self.attempt(request, again.clone()).await {
                Ok(response) => return Ok(response),
                Err(error) => error.after(count),
            };
            if let Some(ended) = Ended::of(&error).filter(|_| renewals > 0) {
                let before = self.revision.load(Ordering::Relaxed);
                let again = again.and_then(owned);
                let (next, renewed) = Box::pin(self.renew(ended, error, again)).await?;
                renewals = match (ended, renewed) {
                    // Each of these is a login of somebody else's, who does not log in without end.
                    (_, Renewed::Already) if self.handle.credentials().revision() > before => {
                        renewals
                    }
                    // Behind a new token of the application the session may turn out to have ended, too.
                    (_, Renewed::Already) | (Ended::ApplicationToken, _) => renewals - 1,
                    _ => 0,
                };
                request = next;
                continue;
            }
            // Too many calls: that is waited out where the pace is kept.
            let here = self.handle.pacer().is_none() || !matches!(error, Error::RateLimited(_));
            let held_back = self.held_back(&error, began);
            let wait = waits
                .next()
                .filter(|_| here)
                .and_then(|backoff| retry.wait(self.operation, &error, backoff.max(held_back)))
                // What would come too late is better told now, with its reason.
                .filter(|wait| self.started.elapsed().saturating_add(*wait) < timeouts.total);
            let (Some(wait), Some(next)) = (wait, again.and_then(owned)) else {
                return Err(error);
            };
            if !self.handle.budget().spend() {
                return Err(error);
            }
            telemetry::resent(api, id, &error, Some(wait));
            let wait = Box::pin(self.wait(wait));
            telemetry::waiting(api, id, WaitReason::Retry, wait).await?;
            (request, last) = (next, Some(error));
        }
    }

    /// Waits, unless the session ends meanwhile.
    async fn wait(&self, wait: Duration) -> Result<(), Error> {
        let credentials = self.handle.credentials();
        let mut ended = std::pin::pin!(credentials.ended().notified());
        // From here on it is notified, although nobody waits yet.
        ended.as_mut().enable();
        self.held.admits(self.operation, &credentials.held())?;
        match tokio::time::timeout(wait, ended).await {
            Ok(()) => self.held.admits(self.operation, &credentials.held()),
            Err(_) => Ok(()),
        }
    }

    fn out_of_time(&self) -> Error {
        let attempts = self.attempts.load(Ordering::Relaxed);
        Error::out_of_time(self.operation, self.started.elapsed(), attempts)
    }
}

/// A request that nobody else keeps any more.
fn owned(request: Arc<Request>) -> Option<Box<Request>> {
    let request = Arc::try_unwrap(request).map_or_else(|kept| kept.try_clone(), Some);
    request.map(Box::new)
}

/// A request of a kind that has a body, but without one, says so, as every recorded client does: some gateways answer 411 otherwise.
fn tell_empty(request: &mut Request) {
    let has_body = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
    if has_body && request.body().is_none() {
        let headers = request.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// The URL of a path and a query on a server, and how much of its path is the server's.
fn join(base: &Url, path: &str, query: Option<&str>) -> (Url, usize) {
    let mut url = base.clone();
    let before = base.path().trim_end_matches('/');
    match before {
        "" => url.set_path(path),
        _ => url.set_path(&[before, path].concat()),
    }
    if query.is_some() {
        url.set_query(query);
    }
    (url, before.len())
}
