//! What is spoken on a connection of the tests: a few words, in lines of text.

use std::time::Duration;

use keyfob_core::reqwest::Method;
use keyfob_core::{FaultKind, Handle, Operation, Repeat, Secret};
use keyfob_feed::{Conflate, Conversation, Frame, GapReason, Message, Progress, Sink};

pub static FEED: Operation = Operation::plain("probe_feed", Method::GET, "/feed", Repeat::Never);

pub struct Talk {
    pub handle: Handle,
    pub token: Secret,
    pub heartbeat: Option<Duration>,
    pub padding: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Quote { key: u32, value: u64, passed: u64 },
    Kept(u64),
    Bytes(usize),
}

impl Conflate for Event {
    type Key = u32;

    fn key(&self) -> Option<u32> {
        match self {
            Self::Quote { key, .. } => Some(*key),
            _ => None,
        }
    }

    fn replaces(&mut self, older: &Self) {
        if let (Self::Quote { passed, .. }, Self::Quote { passed: before, .. }) = (self, older) {
            *passed += before + 1;
        }
    }
}

impl Conversation for Talk {
    type Topic = u32;
    type Event = Event;

    fn begin(&mut self, outgoing: &mut Vec<Message>) {
        let (word, token) = ("login ", self.token.expose());
        // Of just the right length: what grows leaves copies of the token behind.
        let mut login = String::with_capacity(word.len() + token.len());
        login.push_str(word);
        login.push_str(token);
        outgoing.push(Message::text(login));
    }

    fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Event>) -> Progress {
        let text = match frame {
            Frame::Text(text) => text,
            Frame::Binary(bytes) => {
                sink.event(Event::Bytes(bytes.len()));
                return Progress::Continue;
            }
        };
        let mut all = Progress::Continue;
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let said = |kind| self.handle.refused(&FEED, kind, Some(rest));
            match word {
                "ok" => all = Progress::Authenticated,
                "no" => all = Progress::Refused(said(FaultKind::SessionEnded)),
                "busy" => all = Progress::Refused(said(FaultKind::Unavailable)),
                "over" => all = Progress::End(said(FaultKind::SessionEnded)),
                "again" => all = Progress::Reconnect(GapReason::Asked),
                "event" => sink.event(Event::Kept(rest.parse().unwrap())),
                "quote" => {
                    let (key, value) = rest.split_once(' ').unwrap();
                    sink.event(Event::Quote {
                        key: key.parse().unwrap(),
                        value: value.parse().unwrap(),
                        passed: 0,
                    });
                }
                "ack" => sink.send(Message::text(format!("acked {rest}"))),
                "panic" => panic!("as asked"),
                _ => sink.problem("unknown_word"),
            }
        }
        all
    }

    fn subscribe(&mut self, added: &[u32], removed: &[u32], outgoing: &mut Vec<Message>) {
        let padding = "x".repeat(self.padding);
        for (word, topics) in [("add", added), ("remove", removed)] {
            if !topics.is_empty() {
                outgoing.push(Message::text(format!("{word} {topics:?}{padding}")));
            }
        }
    }

    fn heartbeat(&self) -> Option<(Duration, Message)> {
        let beat = |period| (period, Message::text("beat"));
        self.heartbeat.map(beat)
    }
}
