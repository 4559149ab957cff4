//! One connection: its login, and what comes after.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use futures_util::{FutureExt, SinkExt, StreamExt};
use keyfob_core::Error;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_websockets::Message;

use crate::feed::Shared;
use crate::socket::Socket;
use crate::{Conversation, Frame, GapReason, Progress, Protocol, Sink, State};

/// How long a server has to take the news that the feed is closed.
const FAREWELL: Duration = Duration::from_secs(1);

/// How many frames are taken in a row before anything else is looked at.
const BURST: usize = 64;

/// How a connection ended.
pub(crate) enum End {
    /// The feed was closed here.
    Closed,
    /// It is gone.
    Lost(GapReason),
    /// The login was refused.
    Refused(Error),
    /// No new connection mends this.
    Over(Error),
}

pub(crate) struct Connection<'a, P: Protocol> {
    shared: &'a Shared<P>,
    socket: Socket,
    conversation: P::Conversation,
    outgoing: Vec<Message>,
    /// What the server was told to send.
    sent: HashSet<P::Topic>,
    /// When a frame came last, on both clocks.
    heard: Instant,
    heard_at: SystemTime,
    /// When a ping was sent that nothing has come after.
    pinged: Option<Instant>,
}

impl<'a, P: Protocol> Connection<'a, P> {
    pub(crate) fn new(
        shared: &'a Shared<P>,
        socket: Socket,
        conversation: P::Conversation,
    ) -> Self {
        let mut connection = Self {
            shared,
            socket,
            conversation,
            outgoing: Vec::new(),
            sent: HashSet::new(),
            heard: Instant::now(),
            heard_at: SystemTime::UNIX_EPOCH,
            pinged: None,
        };
        connection.hear();
        connection
    }

    /// When a frame came last.
    pub(crate) fn heard(&self) -> SystemTime {
        self.heard_at
    }

    /// Logs in.
    pub(crate) async fn log_in(&mut self) -> Result<(), End> {
        self.conversation.begin(&mut self.outgoing);
        self.send().await?;
        loop {
            let message = self.socket.next().await;
            let progress = self.take(message)?;
            self.send().await?;
            match progress {
                Progress::Authenticated => return Ok(()),
                other => self.follow(other)?,
            }
        }
    }

    /// Goes on until the connection is lost, or the feed closed.
    pub(crate) async fn live(&mut self) -> End {
        self.shared.set_state(State::Live);
        match self.go_on().await {
            Err(End::Closed) => {
                // A server that does not take it learns it from the connection's end.
                let _ = timeout(FAREWELL, self.socket.close()).await;
                End::Closed
            }
            Err(end) => end,
            Ok(never) => match never {},
        }
    }

    async fn go_on(&mut self) -> Result<std::convert::Infallible, End> {
        let shared = self.shared;
        let heartbeat = self.conversation.heartbeat();
        let mut beat_at = heartbeat
            .as_ref()
            .map(|(period, _)| Instant::now() + *period);
        self.subscribe().await?;
        let mut closed = std::pin::pin!(shared.closed());
        loop {
            let watched = match self.pinged {
                Some(at) => at + shared.settings.pong,
                None => self.heard + shared.settings.silence,
            };
            tokio::select! {
                biased;
                () = &mut closed => return Err(End::Closed),
                message = self.socket.next() => self.receive(message)?,
                () = shared.changed.notified() => self.subscribe().await?,
                () = sleep_until(watched) => self.watch(watched)?,
                () = sleep_until(beat_at.unwrap_or(watched)), if beat_at.is_some() => {
                    if let Some((period, message)) = &heartbeat {
                        self.outgoing.push(message.clone());
                        beat_at = Some(Instant::now() + *period);
                    }
                }
            }
            self.send().await?;
        }
    }

    /// Takes what came, and what has come after it meanwhile.
    fn receive(&mut self, mut message: Received) -> Result<(), End> {
        for _ in 0..BURST {
            let progress = self.take(message)?;
            self.follow(progress)?;
            message = match self.socket.next().now_or_never() {
                Some(next) => next,
                None => return Ok(()),
            };
        }
        let progress = self.take(message)?;
        self.follow(progress)
    }

    /// Takes one message: whatever it is, the other end is there.
    fn take(&mut self, message: Received) -> Result<Progress, End> {
        let message = match message {
            Some(Ok(message)) => message,
            Some(Err(error)) => return Err(End::Lost(self.cause(&error))),
            None => return Err(End::Lost(GapReason::Cut)),
        };
        self.hear();
        if let Some((code, reason)) = message.as_close() {
            let reason = reason.to_owned();
            let code = code.into();
            return Err(End::Lost(GapReason::Closed { code, reason }));
        }
        let frame = match message.as_text() {
            Some(text) => Frame::Text(text),
            None if message.is_binary() => Frame::Binary(message.as_payload()),
            None => return Ok(Progress::Continue),
        };
        let mut sink = Sink {
            mailbox: self.shared.mailbox.lock(),
            problems: self.shared.problems(),
            outgoing: &mut self.outgoing,
        };
        Ok(self.conversation.receive(frame, &mut sink))
    }

    fn follow(&self, progress: Progress) -> Result<(), End> {
        match progress {
            Progress::Continue | Progress::Authenticated => Ok(()),
            Progress::Refused(error) => Err(End::Refused(error)),
            Progress::Reconnect => Err(End::Lost(GapReason::Asked)),
            Progress::End(error) => Err(End::Over(error)),
        }
    }

    fn cause(&self, error: &tokio_websockets::Error) -> GapReason {
        match error {
            tokio_websockets::Error::Io(_) | tokio_websockets::Error::AlreadyClosed => {
                GapReason::Cut
            }
            _ => {
                self.shared.problems().count("malformed_websocket");
                GapReason::Malformed
            }
        }
    }

    fn hear(&mut self) {
        self.heard = Instant::now();
        self.heard_at = self.shared.protocol.handle().settings().clock().now();
        if self.pinged.take().is_some() {
            self.shared.set_state(State::Live);
        }
    }

    /// Nothing has come until then: asks whether the other end is there, or gives up.
    fn watch(&mut self, due: Instant) -> Result<(), End> {
        if self.pinged.is_some() {
            return Err(End::Lost(GapReason::Silent));
        }
        if self.heard + self.shared.settings.silence <= due {
            self.pinged = Some(Instant::now());
            self.shared.set_state(State::Silent);
            self.outgoing.push(Message::ping(""));
        }
        Ok(())
    }

    /// Tells the server what it is not yet told of the subscriptions.
    async fn subscribe(&mut self) -> Result<(), End> {
        let (revision, added, removed) = {
            let subscriptions = self.shared.subscriptions();
            let (added, removed) = subscriptions.changes(&self.sent);
            (subscriptions.revision(), added, removed)
        };
        if !(added.is_empty() && removed.is_empty()) {
            self.conversation
                .subscribe(&added, &removed, &mut self.outgoing);
            self.send().await?;
        }
        for topic in &removed {
            self.sent.remove(topic);
        }
        self.sent.extend(added);
        self.shared.told.send_replace(revision);
        Ok(())
    }

    /// Sends what waits. A server that takes nothing in is as good as gone.
    async fn send(&mut self) -> Result<(), End> {
        if self.outgoing.is_empty() {
            return Ok(());
        }
        let sending = async {
            for message in self.outgoing.drain(..) {
                self.socket.feed(message).await?;
            }
            self.socket.flush().await
        };
        let outcome = timeout(self.shared.settings.pong, sending).await;
        match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Lost(self.cause(&error))),
            Err(_) => Err(End::Lost(GapReason::Stalled)),
        }
    }
}

type Received = Option<Result<Message, tokio_websockets::Error>>;
