//! Connections that begin as an HTTP call and go on as something else: WebSockets.

use std::time::Instant;

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, Request, StatusCode, Upgraded, Url};

use crate::answer::Receiver;
use crate::fault::Fault;
use crate::hook::merge;
use crate::scrub::Scrubber;
use crate::telemetry::RequestWatch;
use crate::{
    Attempt, AttemptEnd, Ended, Error, FaultKind, Handle, Operation, Redactor, Renewed, Secret,
};

impl Handle {
    /// Asks the server at this URL (`wss`, or `ws` to loopback; `https` and `http` mean the same) for an upgrade, once. The URL must lie on
    /// one of the vendor's hosts, or where the user said that they are. No credentials are added. What comes back are the headers of
    /// the answer, and the connection.
    ///
    /// # Errors
    /// As of a call; any answer but 101 is [`Error::Refused`], or what the API's faults say of it.
    #[doc(hidden)]
    pub async fn upgrade(
        &self,
        operation: &'static Operation,
        url: &str,
        headers: HeaderMap,
    ) -> Result<(HeaderMap, Upgraded), Error> {
        // Before the time begins: it may have to be made, which takes long.
        let client = self.downloads()?;
        let url = self.socket_url(url);
        let mut request = Request::new(Method::GET, url.map_err(|error| error.during(operation))?);
        merge(request.headers_mut(), self.headers().clone());
        let attempt = Attempt {
            api: self.api().name,
            operation: operation.id,
            method: &Method::GET,
            path: operation.path,
            number: 1,
        };
        let hooks = &self.settings().http.hooks;
        merge(request.headers_mut(), hooks.before(self.api(), &attempt)?);
        merge(request.headers_mut(), headers);
        let mut watch = RequestWatch::begin(&attempt, &request);
        let began = Instant::now();
        let limit = self.settings().timeouts.attempt;
        let asked = self.ask(client, operation, request, &mut watch);
        let outcome = tokio::time::timeout(limit, asked).await;
        let outcome = outcome.unwrap_or_else(|_| Err(Error::stalled(operation)));
        let error = outcome.as_ref().err();
        let end = AttemptEnd {
            status: match error {
                None => Some(StatusCode::SWITCHING_PROTOCOLS),
                Some(error) => error.status(),
            },
            error,
            elapsed: began.elapsed(),
        };
        hooks.after(&attempt, &end);
        watch.end(&outcome);
        outcome
    }

    async fn ask(
        &self,
        client: &Client,
        operation: &'static Operation,
        request: Request,
        watch: &mut RequestWatch,
    ) -> Result<(HeaderMap, Upgraded), Error> {
        let cut = |error| Error::interrupted(operation, &error);
        let held = self.credentials().held();
        let scrubber = Scrubber::new(held, operation, operation.path.into(), &request);
        let answer = client.execute(request).await.map_err(cut)?;
        let status = answer.status();
        watch.answered(status);
        if status == StatusCode::SWITCHING_PROTOCOLS {
            let headers = answer.headers().clone();
            return Ok((headers, answer.upgrade().await.map_err(cut)?));
        }
        let receiver = Receiver {
            api: self.api(),
            operation,
            scrubber: &scrubber,
            deadline: None,
            keeps_body: false,
            clock: self.settings().clock(),
        };
        // A success of any other kind is none here.
        Err(match receiver.receive(answer.into()).await {
            Err(error) => error,
            Ok(_) => Error::refused(
                operation,
                status,
                Fault::default(),
                None,
                None,
                bytes::Bytes::new(),
            ),
        })
    }

    /// The URL as HTTP knows it, on the origin that the user named.
    fn socket_url(&self, url: &str) -> Result<Url, Error> {
        let is_socket = |scheme: &str| {
            url.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let http = match (is_socket("wss:"), is_socket("ws:")) {
            (true, _) => format!("https:{}", url.get(4..).unwrap_or_default()),
            (_, true) => format!("http:{}", url.get(3..).unwrap_or_default()),
            _ => url.to_owned(),
        };
        // What is not a URL is not shown either: it may hold anything.
        let parsed = Url::parse(&http);
        let mut url = parsed.map_err(|_| Error::host_changed("a place that is not a URL"))?;
        url.set_fragment(None);
        self.servers().allowed(&url)?;
        Ok(self.servers().redirected(url))
    }

    /// What this scheme's credential is now: for protocols that carry it elsewhere than in a header.
    #[doc(hidden)]
    pub fn credential(
        &self,
        operation: &'static Operation,
        scheme: &'static crate::Scheme,
    ) -> Result<Secret, Error> {
        let missing = Error::MissingCredential {
            operation: operation.id,
            credential: scheme.name,
        };
        if self.credentials().is_closing() {
            return Err(Error::SessionClosed {
                operation: operation.id,
            });
        }
        self.credentials().value(scheme).ok_or(missing)
    }

    /// A refusal that came on a connection, in the vendor's words, without our secrets in them.
    #[doc(hidden)]
    pub fn refused(
        &self,
        operation: &'static Operation,
        kind: FaultKind,
        message: Option<&str>,
    ) -> Error {
        let fault = Fault::said(message);
        let scrubber = Scrubber::of_session(self.credentials().held(), operation);
        Error::refused(
            operation,
            StatusCode::SWITCHING_PROTOCOLS,
            fault.scrubbed(&scrubber),
            Some(kind),
            None,
            bytes::Bytes::new(),
        )
    }

    /// For the words that come on a connection: knows the secrets that are held now, also once the session is renewed.
    #[doc(hidden)]
    pub fn redactor(&self, operation: &'static Operation) -> Redactor {
        Redactor::new(Scrubber::of_session(self.credentials().held(), operation))
    }

    /// Has the session renewed that a refusal says has ended, unless the credentials are not those of this revision any more. Without
    /// a session manager, and where a person has to log in, it is the refusal.
    #[doc(hidden)]
    pub async fn renew(&self, refusal: Error, revision: u64) -> Result<(), Error> {
        let Some(ended) = Ended::of(&refusal) else {
            return Err(refusal);
        };
        if self.credentials().is_closing() {
            return Err(refusal);
        }
        match self.renewal() {
            Some(renewal) => match renewal.renew(ended, revision).await? {
                Renewed::NotPossible => Err(refusal.renewed(false)),
                Renewed::Fresh | Renewed::Already => Ok(()),
            },
            None if self.credentials().revision() != revision => Ok(()),
            None => Err(refusal),
        }
    }

    /// Waits until the session that is held now ends here: it was logged out, or its credentials were cleared.
    #[doc(hidden)]
    pub async fn session_closed(&self) {
        let generation = self.credentials().generation();
        loop {
            let mut ended = std::pin::pin!(self.credentials().ended().notified());
            // From here on it is notified, although nobody waits yet.
            ended.as_mut().enable();
            let credentials = self.credentials();
            if credentials.is_closing() || credentials.generation() != generation {
                return;
            }
            ended.await;
        }
    }
}
