//! One attempt: the user's hooks, the credentials, the exchange itself.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use reqwest::{Request, Url};
use tokio::time::Instant;
use tracing::Instrument;

use super::{Call, upload};
use crate::answer::Receiver;
use crate::hook::{Hooks, merge};
use crate::scrub::Scrubber;
use crate::telemetry::RequestWatch;
use crate::{Attempt, AttemptEnd, Error, Response};

impl Call<'_> {
    /// Makes one attempt, and tells the hooks. `copy` is the same request, if it can be copied.
    pub(super) async fn attempt(
        &self,
        mut request: Box<Request>,
        mut copy: Option<Arc<Request>>,
    ) -> Result<Response, Error> {
        let hooks = &self.handle.settings().http.hooks;
        let attempt = Attempt {
            api: self.handle.api().name,
            operation: self.operation.id,
            method: &self.method,
            path: &self.path,
            number: self.attempts.load(Ordering::Relaxed),
        };
        let headers = hooks.before(self.handle.api(), &attempt)?;
        if !headers.is_empty() {
            merge(request.headers_mut(), headers);
            copy = None;
        }
        let watch = Watch {
            hooks,
            attempt,
            started: Instant::now(),
            is_over: false,
        };
        let began = Instant::now();
        let outcome = self.exchange(&watch.attempt, request, copy).await;
        if matches!(outcome, Ok(_) | Err(Error::NoData(_))) && !self.operation.security.is_empty() {
            let revision = self.revision.load(Ordering::Relaxed);
            self.handle.credentials().prove(revision);
            self.handle.note_answered(began);
        }
        watch.end(&outcome);
        outcome
    }

    /// Adds the credentials, sends, and reads the answer.
    async fn exchange(
        &self,
        attempt: &Attempt<'_>,
        mut request: Box<Request>,
        copy: Option<Arc<Request>>,
    ) -> Result<Response, Error> {
        let credentials = self.handle.credentials();
        // Before the look at what is held: a logout waits for those that have begun.
        let sending = (!self.operation.security.is_empty()).then(|| credentials.sending());
        // What is held now may be other than when the call began.
        let held = credentials.held();
        self.held.admits(self.operation, &held)?;
        self.revision.store(held.revision(), Ordering::Relaxed);
        let (path, sent) = (self.path.clone(), Arc::clone(&held));
        let scrubber = match copy {
            Some(copy) => Scrubber::of_copy(sent, self.operation, path, copy),
            None => Scrubber::new(sent, self.operation, path, &request),
        };
        held.apply(self.operation, &mut request)?;
        spell_blanks(request.url_mut());
        let mut watch = RequestWatch::begin(attempt, &request);
        let span = watch.span().clone();
        let outcome = {
            let exchange = pin!(async {
                if upload::is_streamed(&request) {
                    return Box::pin(self.stream(request, scrubber, &mut watch)).await;
                }
                if self.minds_progress || self.operation.streams {
                    let exchange = self.download(request, scrubber, &mut watch, sending);
                    return Box::pin(exchange).await;
                }
                let answer = self.handle.transport().send(request).await;
                let answer = answer.map_err(|error| Error::interrupted(self.operation, &error))?;
                drop(sending);
                watch.answered(answer.status());
                let receiver = self.receiver(&scrubber, self.deadline());
                receiver.receive(answer).await
            });
            exchange.instrument(span).await
        };
        watch.end(&outcome);
        outcome
    }

    fn receiver<'a>(&'a self, scrubber: &'a Scrubber, deadline: Option<Instant>) -> Receiver<'a> {
        Receiver {
            api: self.handle.api(),
            operation: self.operation,
            scrubber,
            deadline,
            keeps_body: self.handle.settings().bodies,
            clock: self.handle.settings().clock(),
        }
    }

    fn deadline(&self) -> Option<Instant> {
        self.started
            .checked_add(self.handle.settings().timeouts.total)
    }

    /// Asks for an answer that may take as long as it moves. A logout does not wait for it once it has begun.
    async fn download(
        &self,
        request: Box<Request>,
        scrubber: Scrubber,
        watch: &mut RequestWatch,
        sending: Option<impl Sized>,
    ) -> Result<Response, Error> {
        let answer = self.handle.downloads()?.execute(*request).await;
        let answer = answer.map_err(|error| Error::interrupted(self.operation, &error))?;
        drop(sending);
        watch.answered(answer.status());
        let receiver = self.receiver(&scrubber, self.deadline());
        receiver.receive_streamed(answer).await
    }

    /// Sends a body that is a stream, which may take as long as it moves.
    async fn stream(
        &self,
        request: Box<Request>,
        scrubber: Scrubber,
        watch: &mut RequestWatch,
    ) -> Result<Response, Error> {
        let (client, limit) = (
            self.handle.uploads()?,
            self.handle.settings().timeouts.attempt,
        );
        let answer = upload::send(client, self.operation, *request, limit).await?;
        watch.answered(answer.status());
        let receiver = self.receiver(&scrubber, None);
        tokio::time::timeout(limit, receiver.receive_streamed(answer))
            .await
            .unwrap_or_else(|_| Err(Error::stalled(self.operation)))
    }
}

/// An attempt that the hooks are told the end of, also where the call is given up meanwhile.
struct Watch<'a> {
    hooks: &'a Hooks,
    attempt: Attempt<'a>,
    started: Instant,
    is_over: bool,
}

impl Watch<'_> {
    fn end(mut self, outcome: &Result<Response, Error>) {
        self.is_over = true;
        let error = outcome.as_ref().err();
        let status = match outcome {
            Ok(response) => Some(response.status()),
            Err(error) => error.status(),
        };
        self.tell(status, error);
    }

    fn tell(&self, status: Option<reqwest::StatusCode>, error: Option<&Error>) {
        let end = AttemptEnd {
            status,
            error,
            elapsed: self.started.elapsed(),
        };
        self.hooks.after(&self.attempt, &end);
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            self.tell(None, None);
        }
    }
}

/// A blank in a query goes as `%20`: not every server takes the `+` of HTML forms for one. A real plus is `%2B` here.
fn spell_blanks(url: &mut Url) {
    if let Some(query) = url.query().filter(|query| query.contains('+')) {
        let spelt = query.replace('+', "%20");
        url.set_query(Some(&spelt));
    }
}
