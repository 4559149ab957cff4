//! The task that keeps a feed connected.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use backon::ExponentialBackoff;
use keyfob_core::{Error, FaultKind, telemetry};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::connection::{Connection, End};
use crate::outcome::Outcome;
use crate::shared::{Running, Shared};
use crate::waits::waits;
use crate::{Gap, GapReason, Protocol, State};

/// How often the first connection is tried where a refusal was mended, by another spelling or a new session.
const FIRST_TRIES: u32 = 4;

/// Told what came of the first connection.
type Opened = oneshot::Sender<Result<(), Error>>;

pub(crate) async fn supervise<P: Protocol>(running: Running<P>, protocol: P, opened: Opened) {
    let shared = Arc::clone(&running.0);
    let mut supervisor = Supervisor {
        shared: &shared,
        protocol: &protocol,
        opened: Some(opened),
        hole: None,
        attempts: 0,
        waits: waits(&shared.settings),
    };
    let session_closed = protocol.handle().session_closed();
    let error = tokio::select! {
        biased;
        () = session_closed => Some(Error::SessionClosed { operation: shared.operation.id }),
        error = supervisor.run() => error,
    };
    let waiting = supervisor.opened.take();
    // First: who sees the end may count on the session's being free.
    drop(protocol);
    shared.set_state(State::Ended);
    match (waiting, error) {
        (Some(opened), Some(error)) => {
            // Who opened it may be gone.
            let _ = opened.send(Err(error));
            shared.mailbox.end(None);
        }
        (_, error) => {
            if let Some(error) = &error {
                telemetry::feed_ended(shared.operation, error);
            }
            shared.mailbox.end(error);
        }
    }
}

struct Supervisor<'a, P: Protocol> {
    shared: &'a Shared<P>,
    protocol: &'a P,
    opened: Option<Opened>,
    hole: Option<Hole>,
    /// How many tries the next connection has taken.
    attempts: u32,
    waits: ExponentialBackoff,
}

/// A hole that has begun.
struct Hole {
    from: SystemTime,
    reason: GapReason,
}

impl<P: Protocol> Supervisor<'_, P> {
    /// Goes on until the feed is closed, or until there is an error that no new connection mends.
    async fn run(&mut self) -> Option<Error> {
        loop {
            self.attempts += 1;
            let (reason, error, mended) = match self.connection().await {
                Outcome::Closed => return None,
                Outcome::Over(error) => return Some(error),
                Outcome::Lost {
                    reason,
                    error,
                    mended,
                } => (reason, error, mended),
            };
            let is_first = self.opened.is_some();
            if is_first && !(mended && self.attempts < FIRST_TRIES) {
                return Some(error.unwrap_or_else(|| self.unavailable(&reason)));
            }
            let api = self.protocol.handle().api().name;
            telemetry::feed_lost(api, self.shared.operation, reason.label(), self.attempts);
            self.shared.set_state(State::Waiting);
            let wait = match mended {
                true if is_first => Duration::ZERO,
                _ => self
                    .waits
                    .next()
                    .unwrap_or(self.shared.settings.longest_wait),
            };
            self.shared.unless_closed(tokio::time::sleep(wait)).await?;
        }
    }

    /// One connection, from its opening to its end.
    async fn connection(&mut self) -> Outcome {
        let (shared, settings) = (self.shared, self.shared.settings);
        shared.set_state(State::Connecting);
        // Before it connects: the credentials that it will use are these, or newer ones.
        let redactor = self.protocol.handle().redactor(shared.operation);
        let connecting = tokio::time::timeout(settings.connect, self.protocol.connect());
        let (socket, conversation) = match shared.unless_closed(connecting).await {
            None => return Outcome::Closed,
            Some(Ok(Ok(opened))) => opened,
            // The session may have ended. When the feed is opened, the caller is told at once.
            Some(Ok(Err(error))) if is_unauthorized(&error) && self.opened.is_none() => {
                return self.refused(error).await;
            }
            Some(Ok(Err(error))) => return Outcome::failed(error),
            Some(Err(_)) => {
                return Outcome::lost(GapReason::Login("no connection in time".to_owned()));
            }
        };
        shared.set_state(State::Authenticating);
        let mut connection = Connection::new(shared, self.protocol, socket, conversation, redactor);
        let login = tokio::time::timeout(settings.login, connection.log_in());
        let refusal = match shared.unless_closed(login).await {
            None | Some(Ok(Err(End::Closed))) => return Outcome::Closed,
            Some(Ok(Err(End::Over(error)))) => return Outcome::Over(error),
            Some(Ok(Ok(()))) => None,
            Some(Ok(Err(End::Refused(refusal)))) => Some(refusal),
            // No vendor says in which form it refuses: it may close the connection, or say nothing at all.
            Some(Ok(Err(End::Lost(reason)))) => Some(self.unavailable(&reason)),
            Some(Err(_)) => {
                let reason = GapReason::Login("no answer in time".to_owned());
                Some(self.unavailable(&reason))
            }
        };
        if let Some(refusal) = refusal {
            // Not kept meanwhile: a new session may take its time.
            drop(connection);
            return self.refused(refusal).await;
        }
        self.is_live();
        let began = Instant::now();
        let end = connection.live().await;
        if began.elapsed() >= settings.stable {
            self.waits = waits(&settings);
        }
        let heard = connection.heard();
        let mut hole = |reason| {
            self.hole = Some(Hole {
                from: heard,
                reason,
            })
        };
        match end {
            End::Closed => {
                connection.close().await;
                Outcome::Closed
            }
            End::Refused(refusal) => {
                hole(GapReason::of_login(&refusal));
                drop(connection);
                self.refused(refusal).await
            }
            End::Lost(reason) => {
                hole(reason.clone());
                Outcome::lost(reason)
            }
            End::Over(error) => Outcome::Over(error),
        }
    }

    /// Notes that the feed is logged in: whoever opened it is told, and so is the reader, of the hole before it.
    fn is_live(&mut self) {
        // First: who subscribes as soon as it is open waits until the server is asked.
        self.shared.set_state(State::Live);
        if let Some(opened) = self.opened.take() {
            // Who opened it may be gone.
            let _ = opened.send(Ok(()));
        }
        if let Some(Hole { from, reason }) = self.hole.take() {
            let to = self.shared.now();
            let attempts = self.attempts;
            let gap = Gap {
                from,
                to,
                reason,
                attempts,
            };
            let api = self.protocol.handle().api().name;
            telemetry::feed_live(api, self.shared.operation, gap.duration(), attempts);
            self.shared.mailbox.gap(gap);
        }
        self.attempts = 0;
    }

    async fn refused(&self, refusal: Error) -> Outcome {
        // What follows may take its time, and nobody who subscribes has to wait for it.
        self.shared.set_state(State::Waiting);
        let reason = GapReason::of_login(&refusal);
        let followed = self.protocol.refused(refusal);
        match self.shared.unless_closed(followed).await {
            None => Outcome::Closed,
            Some(Ok(())) => Outcome::Lost {
                reason,
                error: None,
                mended: true,
            },
            Some(Err(error)) => Outcome::failed(error),
        }
    }

    fn unavailable(&self, reason: &GapReason) -> Error {
        let why = reason.to_string();
        self.protocol
            .handle()
            .refused(self.shared.operation, FaultKind::Unavailable, Some(&why))
    }
}

/// Whether the upgrade was answered as calls are whose session has ended. Nothing in it tells whether that is so.
fn is_unauthorized(error: &Error) -> bool {
    let status = error.status().map(|status| status.as_u16());
    matches!(error, Error::Refused(_)) && matches!(status, Some(401 | 403))
}
