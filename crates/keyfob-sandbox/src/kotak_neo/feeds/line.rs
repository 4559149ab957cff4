//! A connection: what comes in, what there is to tell, and what is made to go wrong with it.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::time::Duration;

use futures_util::{Sink, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::failure::FeedFailure;
use super::hub::{Command, Ticket};
use super::protocol::{Protocol, Reply};
use crate::exchange::{Listener, Tick};
use crate::kotak_neo::app::Shared;
use crate::listener::Connection;

type Socket = WebSocketStream<TokioIo<Upgraded>>;

pub(super) struct Line {
    app: Shared,
    ticket: Ticket,
    connection: Connection,
    socket: Socket,
    protocol: Box<dyn Protocol>,
    listener: Listener,
    stopped: watch::Receiver<bool>,
    outbox: VecDeque<Message>,
    mode: Mode,
    ending: Option<Ending>,
    /// What is to go wrong once the login is answered.
    planned: Option<FeedFailure>,
    /// The same, once the login succeeded.
    due: Option<FeedFailure>,
}

/// What is wrong with the connection from now on.
#[derive(Default)]
struct Mode {
    silent: bool,
    reading: Reading,
    slow: Option<Duration>,
    /// How many messages are still sent, and the code of the close frame after them.
    close_after: Option<(u64, u16)>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Usual,
    /// What comes is thrown away before anybody looks at it.
    Discarding,
    Stalled,
}

enum Ending {
    Cut,
    Reset,
    InFrame,
    Close(u16),
    /// With an orderly close after what is in the outbox.
    Done,
}

enum Signal {
    Command(Option<Command>),
    Stopped,
    Incoming(Option<Message>),
    Ticks(Vec<Tick>),
    Missed,
    Orders,
}

/// How many ticks are told in one go.
const BATCH: usize = 500;
/// The end of a session, and what else the sandbox ends by itself: a word of WebSocket's own, since the vendor's is unknown.
const POLICY: u16 = 1008;
const NORMAL: u16 = 1000;
/// How long the sandbox waits for the client's end after its own.
const LINGER: Duration = Duration::from_secs(1);

impl Line {
    pub(super) fn new(
        app: Shared,
        ticket: Ticket,
        connection: Connection,
        socket: Socket,
        protocol: Box<dyn Protocol>,
        planned: Option<FeedFailure>,
    ) -> Self {
        let listener = app.market().listen();
        let stopped = app.context.stopped.clone();
        Self {
            app,
            ticket,
            connection,
            socket,
            protocol,
            listener,
            stopped,
            outbox: VecDeque::new(),
            mode: Mode::default(),
            ending: None,
            planned,
            due: None,
        }
    }

    pub(super) async fn run(mut self) {
        loop {
            self.send_all().await;
            if let Some(failure) = self.due.take() {
                self.obey(Command::Fail(failure));
                continue;
            }
            if let Some(ending) = self.ending.take() {
                return self.end(ending).await;
            }
            let signal = self.next().await;
            self.handle(signal);
        }
    }

    async fn next(&mut self) -> Signal {
        let Self {
            socket,
            ticket,
            listener,
            stopped,
            mode,
            protocol,
            ..
        } = self;
        tokio::select! {
            biased;
            command = ticket.commands.recv() => Signal::Command(command),
            _ = stopped.wait_for(|stop| *stop) => Signal::Stopped,
            incoming = read(socket, mode.reading) => Signal::Incoming(incoming),
            Ok(()) = listener.orders.changed() => Signal::Orders,
            ticks = batch(&mut listener.ticks), if protocol.wants_ticks() => ticks.map_or(Signal::Missed, Signal::Ticks),
        }
    }

    fn handle(&mut self, signal: Signal) {
        match signal {
            Signal::Command(None) => self.ending = Some(Ending::Cut),
            Signal::Command(Some(command)) => self.obey(command),
            Signal::Stopped | Signal::Incoming(None) => self.ending = Some(Ending::Cut),
            Signal::Incoming(Some(frame)) => self.receive(&frame),
            Signal::Ticks(ticks) => self.outbox.extend(self.protocol.ticks(&ticks)),
            Signal::Missed => self.outbox.extend(self.protocol.present()),
            Signal::Orders => self.outbox.extend(self.protocol.orders()),
        }
    }

    fn receive(&mut self, frame: &Message) {
        let reply = match frame {
            Message::Ping(_) => Reply::of("ping"),
            Message::Pong(_) => Reply::of("pong"),
            Message::Close(_) => {
                self.ending = Some(Ending::Done);
                Reply::of("close")
            }
            frame => self.protocol.receive(frame),
        };
        let (hub, id) = (&self.app.feeds, self.ticket.id);
        hub.received(id, reply.kind);
        if let Some(subscriptions) = reply.subscriptions {
            hub.subscribed(id, subscriptions);
        }
        if let Some(number) = reply.acknowledged {
            hub.acknowledged(id, number);
        }
        self.outbox.extend(reply.messages);
        if reply.ends {
            self.ending = Some(Ending::Done);
        }
        if reply.is_login {
            self.due = self.planned.take();
        }
    }

    fn obey(&mut self, command: Command) {
        let failure = match command {
            Command::End => {
                self.ending = Some(Ending::Close(POLICY));
                return;
            }
            Command::Status(segment, code) => {
                self.outbox.extend(self.protocol.status(segment, code));
                return;
            }
            Command::Fail(failure) => failure,
        };
        match failure {
            FeedFailure::Silent => self.mode.silent = true,
            FeedFailure::HalfOpen => {
                self.mode.silent = true;
                self.mode.reading = Reading::Discarding;
            }
            FeedFailure::StalledReading => self.mode.reading = Reading::Stalled,
            FeedFailure::Slow(delay) => self.mode.slow = Some(delay),
            FeedFailure::CloseAfter { messages, code } => {
                self.mode.close_after = Some((messages, code));
            }
            FeedFailure::Garbage(how) => self.outbox.push_back(self.protocol.garbage(how)),
            FeedFailure::Cut => self.ending = Some(Ending::Cut),
            FeedFailure::Reset => self.ending = Some(Ending::Reset),
            FeedFailure::CutInFrame => self.ending = Some(Ending::InFrame),
            FeedFailure::Close(code) => self.ending = Some(Ending::Close(code)),
            FeedFailure::RefuseLogin
            | FeedFailure::LoginUnanswered
            | FeedFailure::RefuseUpgrade(_) => {}
        }
    }

    /// Sends what is to be sent, unless the connection ends meanwhile.
    async fn send_all(&mut self) {
        while let Some(message) = self.outbox.pop_front() {
            if self.mode.silent || self.is_over() {
                continue;
            }
            if self.send(message).await.is_break() {
                return;
            }
            if let Some((left, code)) = &mut self.mode.close_after {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    self.ending = Some(Ending::Close(*code));
                }
            }
        }
    }

    /// Whether nothing is sent any more, also not what was there before.
    fn is_over(&self) -> bool {
        !matches!(self.ending, None | Some(Ending::Done))
    }

    /// Sends one message; commands are heard while the client does not take it.
    async fn send(&mut self, message: Message) -> ControlFlow<()> {
        if let Some(delay) = self.mode.slow {
            let passed = tokio::time::sleep(delay);
            tokio::pin!(passed);
            self.unless_told(|cx, _| passed.as_mut().poll(cx).map(Ok))
                .await?;
        }
        self.unless_told(|cx, socket| Pin::new(socket).poll_ready(cx))
            .await?;
        if Pin::new(&mut self.socket).start_send(message).is_err() {
            self.ending = Some(Ending::Cut);
            return ControlFlow::Break(());
        }
        self.unless_told(|cx, socket| Pin::new(socket).poll_flush(cx))
            .await
    }

    /// Waits for a step of the socket, or until the connection is to end or to be silent.
    async fn unless_told(
        &mut self,
        mut step: impl FnMut(
            &mut std::task::Context<'_>,
            &mut Socket,
        ) -> std::task::Poll<tokio_tungstenite::tungstenite::Result<()>>,
    ) -> ControlFlow<()> {
        loop {
            let Self {
                socket,
                ticket,
                stopped,
                ..
            } = self;
            let command = tokio::select! {
                biased;
                command = ticket.commands.recv() => command,
                _ = stopped.wait_for(|stop| *stop) => None,
                result = std::future::poll_fn(|cx| step(cx, socket)) => match result {
                    Ok(()) => return ControlFlow::Continue(()),
                    Err(_) => None,
                },
            };
            match command {
                Some(command) => self.obey(command),
                None => self.ending = Some(Ending::Cut),
            }
            if self.mode.silent || self.is_over() {
                return ControlFlow::Break(());
            }
        }
    }

    async fn end(self, ending: Ending) {
        let Self {
            mut socket,
            ticket,
            connection,
            ..
        } = self;
        // It is not counted as open any more.
        drop(ticket);
        // Whatever fails from here on, the connection ends when it is dropped.
        match ending {
            Ending::Cut => {}
            Ending::Reset => {
                connection.reset();
                return;
            }
            Ending::InFrame => {
                let _ = socket.get_mut().write_all(BEGINNING).await;
            }
            Ending::Close(code) => close(&mut socket, code).await,
            Ending::Done => close(&mut socket, NORMAL).await,
        }
        let _ = socket.get_mut().shutdown().await;
        // TCP makes a reset of an end with something unread, and the client may lose what it has not read by it.
        let _ = tokio::time::timeout(LINGER, read(&mut socket, Reading::Discarding)).await;
    }
}

async fn close(socket: &mut Socket, code: u16) {
    let frame = CloseFrame {
        code: code.into(),
        reason: "".into(),
    };
    // It may wait for a client that reads nothing.
    let _ = tokio::time::timeout(LINGER, socket.close(Some(frame))).await;
}

/// A binary frame of 256 bytes, of which there are eight.
const BEGINNING: &[u8] = &[0x82, 126, 1, 0, 0, 6, 0, 1, 0, 99, 83, 0];

async fn read(socket: &mut Socket, reading: Reading) -> Option<Message> {
    match reading {
        Reading::Usual => socket.next().await?.ok(),
        Reading::Stalled => std::future::pending().await,
        Reading::Discarding => {
            let mut thrown_away = [0; 4096];
            let tcp = socket.get_mut();
            while tcp.read(&mut thrown_away).await.ok()? > 0 {}
            None
        }
    }
}

/// Waits for a tick, and takes those that are there besides; nothing if some were missed.
async fn batch(ticks: &mut broadcast::Receiver<Tick>) -> Option<Vec<Tick>> {
    let first = match ticks.recv().await {
        Ok(tick) => tick,
        Err(RecvError::Lagged(_)) => return None,
        Err(RecvError::Closed) => std::future::pending().await,
    };
    let mut batch = vec![first];
    while batch.len() < BATCH
        && let Ok(tick) = ticks.try_recv()
    {
        batch.push(tick);
    }
    Some(batch)
}
