//! The task that keeps a feed connected.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use keyfob_core::{Error, FaultKind};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::connection::{Connection, End};
use crate::feed::{Running, Shared};
use crate::{FeedSettings, Gap, GapReason, Protocol, State};

/// How often the first connection is tried where a refusal was mended, by another spelling or a new session.
const FIRST_TRIES: u32 = 4;

/// Told what came of the first connection.
type Opened = oneshot::Sender<Result<(), Error>>;

pub(crate) async fn supervise<P: Protocol>(running: Running<P>, opened: Opened) {
    let shared = Arc::clone(&running.0);
    let mut supervisor = Supervisor {
        shared: &shared,
        opened: Some(opened),
        hole: None,
        attempts: 0,
        waits: waits(&shared.settings),
    };
    let session_closed = shared.protocol.handle().session_closed();
    let error = tokio::select! {
        biased;
        () = session_closed => Some(Error::SessionClosed { operation: shared.protocol.operation().id }),
        error = supervisor.run() => error,
    };
    let waiting = supervisor.opened.take();
    shared.set_state(State::Ended);
    match (waiting, error) {
        (Some(opened), Some(error)) => {
            // Who opened it may be gone.
            let _ = opened.send(Err(error));
            shared.mailbox.end(None);
        }
        (_, error) => {
            if let Some(error) = &error {
                tracing::warn!(
                    feed = shared.protocol.operation().id,
                    error = error.error_type(),
                    "the feed has ended"
                );
            }
            shared.mailbox.end(error);
        }
    }
}

struct Supervisor<'a, P: Protocol> {
    shared: &'a Shared<P>,
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

/// What came of a try.
enum Outcome {
    /// The feed was closed here.
    Closed,
    /// It is over.
    Over(Error),
    /// There is no connection any more.
    Lost {
        reason: GapReason,
        error: Option<Error>,
        mended: bool,
    },
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
            tracing::info!(
                feed = self.shared.protocol.operation().id,
                reason = reason.label(),
                attempts = self.attempts,
                "the feed's connection is lost"
            );
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
        let redactor = shared
            .protocol
            .handle()
            .redactor(shared.protocol.operation());
        let connecting = tokio::time::timeout(settings.connect, shared.protocol.connect());
        let (socket, conversation) = match shared.unless_closed(connecting).await {
            None => return Outcome::Closed,
            Some(Ok(Ok(opened))) => opened,
            Some(Ok(Err(error))) => return lost_or_over(error),
            Some(Err(_)) => return lost(GapReason::Login("no connection in time".to_owned())),
        };
        shared.set_state(State::Authenticating);
        let mut connection = Connection::new(shared, socket, conversation, redactor);
        let login = tokio::time::timeout(settings.login, connection.log_in());
        match shared.unless_closed(login).await {
            None => return Outcome::Closed,
            Some(Ok(Ok(()))) => {}
            Some(Ok(Err(End::Refused(refusal)))) => {
                // Not kept meanwhile: a new session may take its time.
                drop(connection);
                return self.refused(refusal).await;
            }
            // No vendor says in which form it refuses: it may close the connection, or say nothing at all.
            Some(Ok(Err(End::Lost(reason)))) => {
                drop(connection);
                let refusal = self.unavailable(&reason);
                return self.refused(refusal).await;
            }
            Some(Err(_)) => {
                drop(connection);
                let reason = GapReason::Login("no answer in time".to_owned());
                let refusal = self.unavailable(&reason);
                return self.refused(refusal).await;
            }
            Some(Ok(Err(end))) => return ended(end),
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
                lost(reason)
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
            tracing::info!(
                feed = self.shared.protocol.operation().id,
                attempts,
                "the feed is live again"
            );
            self.shared.mailbox.gap(Gap {
                from,
                to,
                reason,
                attempts,
            });
        }
        self.attempts = 0;
    }

    async fn refused(&self, refusal: Error) -> Outcome {
        let reason = GapReason::of_login(&refusal);
        match self
            .shared
            .unless_closed(self.shared.protocol.refused(refusal))
            .await
        {
            None => Outcome::Closed,
            Some(Ok(())) => Outcome::Lost {
                reason,
                error: None,
                mended: true,
            },
            Some(Err(error)) => lost_or_over(error),
        }
    }

    fn unavailable(&self, reason: &GapReason) -> Error {
        let protocol = &self.shared.protocol;
        let why = reason.to_string();
        protocol
            .handle()
            .refused(protocol.operation(), FaultKind::Unavailable, Some(&why))
    }
}

fn lost(reason: GapReason) -> Outcome {
    Outcome::Lost {
        reason,
        error: None,
        mended: false,
    }
}

fn lost_or_over(error: Error) -> Outcome {
    match is_final(&error) {
        true => Outcome::Over(error),
        false => Outcome::Lost {
            reason: GapReason::of_login(&error),
            error: Some(error),
            mended: false,
        },
    }
}

fn ended(end: End) -> Outcome {
    match end {
        End::Closed => Outcome::Closed,
        End::Over(error) | End::Refused(error) => Outcome::Over(error),
        End::Lost(reason) => lost(reason),
    }
}

/// Whether no new connection mends it: there is no session, or what was asked for cannot be.
fn is_final(error: &Error) -> bool {
    match error {
        Error::LoginFailed { again_in, .. } => again_in.is_none(),
        // A redirect passes; a host that is not the vendor's does not.
        Error::HostChanged(_) => error.status().is_none(),
        Error::Interrupted(_)
        | Error::Unavailable(_)
        | Error::RateLimited(_)
        | Error::TooManyCalls { .. }
        | Error::Store { .. }
        | Error::Refused(_)
        | Error::NoData(_)
        | Error::TooLong { .. }
        | Error::Incomplete { .. }
        | Error::Undecodable { .. } => false,
        _ => true,
    }
}

fn waits(settings: &FeedSettings) -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(settings.first_wait)
        .with_max_delay(settings.longest_wait)
        .without_max_times()
        .with_jitter()
        .build()
}
