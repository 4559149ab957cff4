//! What a vendor's feed speaks.

use std::hash::Hash;
use std::sync::MutexGuard;
use std::time::Duration;

use keyfob_core::{Error, Handle, Operation};
use tokio_websockets::Message;

use crate::GapReason;
use crate::mailbox::{Conflate, Guard};
use crate::problems::Problems;
use crate::socket::Socket;

/// A vendor's feed: how to connect, and how to speak then.
pub trait Protocol: Send + Sync + 'static {
    /// What can be subscribed to.
    type Topic: Clone + Eq + Hash + Ord + Send + Sync + 'static;
    /// What comes.
    type Event: Conflate + Send + 'static;
    /// What is spoken on one connection.
    type Conversation: Conversation<Topic = Self::Topic, Event = Self::Event>;

    /// The feed by its name in errors and logs, such as `market_feed`, and by the path that telemetry shows.
    fn operation(&self) -> &'static Operation;

    /// The session that it belongs to.
    fn handle(&self) -> &Handle;

    /// How many topics there may be at a time. It is asked for once.
    fn most_topics(&self) -> usize;

    /// Opens a connection, with the credentials that are held now.
    fn connect(&self) -> impl Future<Output = Result<(Socket, Self::Conversation), Error>> + Send;

    /// What follows when the feed's login is refused, not answered, or answered by the connection's end, and when a later upgrade is
    /// answered with 401 or 403. A success: it is tried again. An error that no new connection can mend ends the feed.
    fn refused(&self, refusal: Error) -> impl Future<Output = Result<(), Error>> + Send;
}

/// What is spoken on one connection: bytes in, events and bytes out. It waits for nothing.
pub trait Conversation: Send + 'static {
    /// What can be subscribed to.
    type Topic;
    /// What comes.
    type Event: Conflate;

    /// The login, which is sent first.
    fn begin(&mut self, outgoing: &mut Vec<Message>);

    /// Takes a frame.
    fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Self::Event>) -> Progress;

    /// Says what to send to subscribe and to unsubscribe, in as few messages as the protocol allows.
    fn subscribe(
        &mut self,
        added: &[Self::Topic],
        removed: &[Self::Topic],
        outgoing: &mut Vec<Message>,
    );

    /// What is sent when, so that the server keeps the connection. It is asked for once, after the login. A period below a millisecond is
    /// taken for one.
    fn heartbeat(&self) -> Option<(Duration, Message)> {
        None
    }
}

/// What came.
#[derive(Debug, Clone, Copy)]
pub enum Frame<'a> {
    /// A text.
    Text(&'a str),
    /// Bytes.
    Binary(&'a [u8]),
}

/// What a frame led to, besides events.
#[derive(Debug)]
pub enum Progress {
    /// Nothing more.
    Continue,
    /// The login is done.
    Authenticated,
    /// The login was refused.
    Refused(Error),
    /// There has to be a new connection, for this reason: the server asks for one, or what came cannot be relied on.
    Reconnect(GapReason),
    /// No new connection mends this.
    End(Error),
}

/// Where a conversation puts what came of a frame.
pub struct Sink<'a, E: Conflate> {
    pub(crate) mailbox: Guard<'a, E>,
    pub(crate) problems: MutexGuard<'a, Problems>,
    pub(crate) outgoing: &'a mut Vec<Message>,
}

impl<E: Conflate> Sink<'_, E> {
    /// Tells an event.
    pub fn event(&mut self, event: E) {
        self.mailbox.push(event);
    }

    /// Counts something that could not be understood, by a fixed name.
    pub fn problem(&mut self, name: &'static str) {
        self.problems.count(name);
    }

    /// Answers the server.
    pub fn send(&mut self, message: Message) {
        self.outgoing.push(message);
    }
}
