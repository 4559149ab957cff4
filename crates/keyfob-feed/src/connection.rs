//! One connection: its login, and what comes after.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use keyfob_core::{Error, Redactor};
use tokio::time::{Instant, sleep_until};
use tokio_websockets::Message;

use crate::link::{Link, LinkError, LinkEvent};
use crate::mailbox::Mailbox;
use crate::settings::bounded;
use crate::shared::Shared;
use crate::socket::Socket;
use crate::watchdog::{Expiry, Watchdog};
use crate::{Conversation, Frame, GapReason, Progress, Protocol, Sink, State};

/// How long a server has to take the news that the feed is closed.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

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
    protocol: &'a P,
    link: Link,
    conversation: P::Conversation,
    /// Knows the secrets that it was logged in with.
    redactor: Redactor,
    outgoing: Vec<Message>,
    /// What came before the login was done: it is told after the gap that ends with the login.
    early: Option<Mailbox<P::Event>>,
    /// What the server was told to send.
    sent: HashSet<P::Topic>,
    /// The revision of the subscriptions that the server knows once all is sent.
    asked: u64,
    watchdog: Watchdog,
    /// When a frame came last.
    heard: SystemTime,
}

impl<'a, P: Protocol> Connection<'a, P> {
    pub(crate) fn new(
        shared: &'a Shared<P>,
        protocol: &'a P,
        socket: Socket,
        conversation: P::Conversation,
        redactor: Redactor,
    ) -> Self {
        Self {
            shared,
            protocol,
            link: Link::new(socket, shared.settings.pong),
            conversation,
            redactor,
            outgoing: Vec::new(),
            early: Some(Mailbox::new()),
            sent: HashSet::new(),
            asked: 0,
            watchdog: Watchdog::new(&shared.settings),
            heard: shared.now(),
        }
    }

    /// When a frame came last.
    pub(crate) fn heard(&self) -> SystemTime {
        self.heard
    }

    /// Logs in.
    pub(crate) async fn log_in(&mut self) -> Result<(), End> {
        self.conversation.begin(&mut self.outgoing);
        loop {
            self.send()?;
            let happened = self.link.next().await;
            let progress = self.take(happened)?;
            self.shared.report_problems();
            match progress {
                Progress::Authenticated => return Ok(()),
                other => self.follow(other)?,
            }
        }
    }

    /// Goes on until the connection is lost, or the feed closed.
    pub(crate) async fn live(&mut self) -> End {
        if let Some(early) = self.early.take() {
            self.shared.mailbox.append(&early);
        }
        match self.go_on().await {
            Err(end) => end,
            Ok(never) => match never {},
        }
    }

    /// Tells the server that the feed is closed.
    pub(crate) async fn close(self) {
        self.link.close(CLOSE_TIMEOUT).await;
    }

    async fn go_on(&mut self) -> Result<std::convert::Infallible, End> {
        let shared = self.shared;
        let heartbeat = self.conversation.heartbeat();
        let heartbeat = heartbeat.map(|(period, message)| (bounded(period), message));
        let period = heartbeat.as_ref().map_or(Duration::MAX, |beat| beat.0);
        let mut beat = std::pin::pin!(tokio::time::sleep(period));
        let mut closed = std::pin::pin!(shared.closed());
        self.subscribe();
        loop {
            self.send()?;
            tokio::select! {
                // A flood must not keep anything from its turn, and what waits in the socket is looked at before it is called silent.
                biased;
                () = &mut closed => return Err(End::Closed),
                () = shared.changed.notified() => self.subscribe(),
                () = &mut beat, if heartbeat.is_some() => {
                    self.outgoing.extend(heartbeat.iter().map(|beat| beat.1.clone()));
                    beat.as_mut().reset(Instant::now() + period);
                }
                happened = self.link.next() => self.receive(happened).await?,
                () = sleep_until(self.watchdog.deadline()) => self.watch()?,
            }
        }
    }

    /// Takes what came, and what has come after it meanwhile.
    async fn receive(&mut self, happened: Result<LinkEvent, LinkError>) -> Result<(), End> {
        let mut happened = Some(happened);
        let mut taken = Ok(());
        for _ in 1..BURST {
            let Some(next) = happened.take() else { break };
            taken = self.take(next).and_then(|progress| self.follow(progress));
            if taken.is_err() {
                break;
            }
            happened = self.link.ready().await;
        }
        if let (Ok(()), Some(last)) = (&taken, happened) {
            taken = self.take(last).and_then(|progress| self.follow(progress));
        }
        self.shared.report_problems();
        taken
    }

    /// Takes one message: whatever it is, the other end is there.
    fn take(&mut self, happened: Result<LinkEvent, LinkError>) -> Result<Progress, End> {
        let message = match happened {
            Ok(LinkEvent::Received(message)) => message,
            Ok(LinkEvent::Sent) => {
                self.tell();
                return Ok(Progress::Continue);
            }
            Err(broken) => return Err(self.lost(&broken)),
        };
        self.hear();
        if let Some((code, reason)) = message.as_close() {
            self.link.acknowledge();
            return Err(End::Lost(GapReason::Closed {
                code: code.into(),
                reason: self.clean(reason),
            }));
        }
        let frame = match message.as_text() {
            Some(text) => Frame::Text(text),
            None if message.is_binary() => Frame::Binary(message.as_payload()),
            None => return Ok(Progress::Continue),
        };
        let mut sink = Sink {
            mailbox: self.early.as_ref().unwrap_or(&self.shared.mailbox).lock(),
            problems: self.shared.problems(),
            outgoing: &mut self.outgoing,
        };
        Ok(self.conversation.receive(frame, &mut sink))
    }

    fn follow(&self, progress: Progress) -> Result<(), End> {
        match progress {
            Progress::Continue | Progress::Authenticated => Ok(()),
            Progress::Refused(error) => Err(End::Refused(error)),
            Progress::Reconnect(reason) => Err(End::Lost(reason)),
            Progress::End(error) => Err(End::Over(error)),
        }
    }

    fn lost(&mut self, broken: &LinkError) -> End {
        End::Lost(match broken {
            LinkError::Stalled => GapReason::Stalled,
            LinkError::Cut => GapReason::Cut,
            LinkError::Malformed => {
                self.link.acknowledge();
                self.shared.problems().count("malformed_websocket");
                GapReason::Malformed
            }
        })
    }

    /// The server's text without the secrets that were held when it connected, or are held now.
    fn clean(&self, text: &str) -> String {
        let newer = self.protocol.handle();
        let newer = newer.redactor(self.shared.operation);
        newer.clean(&self.redactor.clean(text))
    }

    fn hear(&mut self) {
        self.heard = self.shared.now();
        if self.watchdog.reset() {
            self.shared.set_state(State::Live);
        }
    }

    /// Nothing has come for too long: asks whether the other end is there, or gives up.
    fn watch(&mut self) -> Result<(), End> {
        match self.watchdog.expire() {
            Expiry::Ping => {
                self.shared.set_state(State::Silent);
                self.outgoing.push(Message::ping(""));
                Ok(())
            }
            Expiry::Dead => Err(End::Lost(GapReason::Silent)),
        }
    }

    /// Tells the server what it is not yet told of the subscriptions.
    fn subscribe(&mut self) {
        let (added, removed) = {
            let subscriptions = self.shared.subscriptions();
            self.asked = subscriptions.revision();
            subscriptions.changes(&self.sent)
        };
        if !(added.is_empty() && removed.is_empty()) {
            self.conversation
                .subscribe(&added, &removed, &mut self.outgoing);
        }
        for topic in &removed {
            self.sent.remove(topic);
        }
        self.sent.extend(added);
        if self.outgoing.is_empty() && !self.link.is_sending() {
            self.tell();
        }
    }

    /// Tells who subscribed that the server knows.
    fn tell(&self) {
        let asked = self.asked;
        self.shared.told.send_if_modified(|told| {
            let is_new = *told < asked;
            *told = asked.max(*told);
            is_new
        });
    }

    fn send(&mut self) -> Result<(), End> {
        let queued = self.link.queue(&mut self.outgoing);
        queued.map_err(|broken| self.lost(&broken))
    }
}
