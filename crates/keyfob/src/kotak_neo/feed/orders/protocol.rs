//! The order feed's protocol: a hello in one of two spellings, a heartbeat, and updates as texts.

mod hello;

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::{Error, FaultKind, Handle, Operation, Secret};
use keyfob_feed::{Conversation, Frame, Message, Progress, Protocol, Sink, Socket, open_socket};
use kotak_neo::credentials::{TRADE_SID, TRADE_TOKEN};
use kotak_neo_feed::orders;

use self::hello::{Hello, Spellings};
use super::live::Live;
use super::{OrderUpdate, PositionUpdate};
use crate::kotak_neo::Session;
use crate::kotak_neo::feed::endpoint::FeedConfig;
use crate::kotak_neo::feed::operation::ORDER_FEED;
use crate::kotak_neo::feed::session::check;
use crate::kotak_neo::generation::is_g3;

/// A session's feed of orders and positions.
pub(super) struct Orders {
    session: Session,
    url: Option<Secret>,
    config: FeedConfig,
    spellings: Arc<Spellings>,
}

impl Orders {
    pub(super) fn new(session: Session, url: Option<Secret>, config: FeedConfig) -> Self {
        Self {
            spellings: Arc::new(Spellings::of(&session)),
            session,
            url,
            config,
        }
    }

    fn talk(&self) -> Result<Talk, Error> {
        let handle = self.session.client().handle();
        let token = handle.credential(&ORDER_FEED, &TRADE_TOKEN)?;
        let sid = handle.credential(&ORDER_FEED, &TRADE_SID)?;
        Ok(Talk {
            hello: Hello::new(&self.spellings, token, sid),
            beats: !is_g3(handle),
            handle: handle.clone(),
        })
    }
}

impl Protocol for Orders {
    type Topic = ();
    type Event = Live;
    type Conversation = Talk;

    fn operation(&self) -> &'static Operation {
        &ORDER_FEED
    }

    fn handle(&self) -> &Handle {
        self.session.client().handle()
    }

    /// Nothing is subscribed to.
    fn most_topics(&self) -> usize {
        0
    }

    async fn connect(&self) -> Result<(Socket, Talk), Error> {
        // Before anything is sent: without a session there is nothing to log in with.
        let talk = self.talk()?;
        let url = match &self.url {
            Some(url) => url.clone(),
            None => {
                let url = self.config.orders(&self.session).await;
                url.ok_or_else(|| Error::incomplete(ORDER_FEED.id, "baseUrl"))?
            }
        };
        let socket = open_socket(self.handle(), &ORDER_FEED, url.expose()).await?;
        Ok((socket, talk))
    }

    async fn refused(&self, _refusal: Error) -> Result<(), Error> {
        self.config.look_up_again();
        match self.spellings.was_the_last_hope() {
            false => Ok(()),
            true => check(&self.session).await,
        }
    }
}

/// Whether what cannot be read may tell of an order or a position.
fn may_be_update(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("order") || text.contains("position")
}

/// What is spoken on one connection.
pub(super) struct Talk {
    hello: Hello,
    /// Whether the server wants heartbeats.
    beats: bool,
    handle: Handle,
}

impl Conversation for Talk {
    type Topic = ();
    type Event = Live;

    fn begin(&mut self, outgoing: &mut Vec<Message>) {
        outgoing.push(self.hello.message());
    }

    fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Live>) -> Progress {
        // The vendor's clients take bytes for text.
        let bytes = match frame {
            Frame::Text(text) => text.as_bytes(),
            Frame::Binary(bytes) => bytes,
        };
        let message = orders::parse_bytes(bytes);
        match message {
            Ok(orders::Message::Connected) => {
                self.hello.was_taken();
                return Progress::Authenticated;
            }
            Ok(orders::Message::Refused { message }) => {
                let kind = FaultKind::SessionEnded;
                let refusal = self.handle.refused(&ORDER_FEED, kind, Some(&message));
                return Progress::Refused(refusal);
            }
            Ok(orders::Message::Order(order)) => match OrderUpdate::of_feed(order) {
                Some(update) => sink.event(Live::Order(Box::new(update))),
                None => {
                    sink.problem("incomplete_order");
                    sink.event(Live::Unreadable);
                }
            },
            Ok(orders::Message::Position(position)) => match PositionUpdate::of_feed(position) {
                Some(update) => sink.event(Live::Position(Box::new(update))),
                None => {
                    sink.problem("incomplete_position");
                    sink.event(Live::Unreadable);
                }
            },
            Ok(orders::Message::Heartbeat) => {}
            Ok(_) => sink.problem("unknown_message"),
            Err(problem) => {
                sink.problem(problem.label());
                if may_be_update(bytes) {
                    sink.event(Live::Unreadable);
                }
            }
        }
        Progress::Continue
    }

    fn subscribe(&mut self, _: &[()], _: &[()], _: &mut Vec<Message>) {}

    fn heartbeat(&self) -> Option<(Duration, Message)> {
        let message = Message::text(orders::heartbeat(self.hello.spelling()));
        self.beats.then_some((orders::HEARTBEAT_INTERVAL, message))
    }
}

#[cfg(test)]
mod tests {
    use keyfob_core::Settings;
    use kotak_neo::Client;

    use super::*;

    fn orders(variant: &str) -> Orders {
        let settings = Settings::default().with_variant(variant);
        let client = Client::new(Handle::new(&kotak_neo::API, settings).unwrap());
        let held = client.handle().credentials();
        held.set(&TRADE_TOKEN, "to-ken");
        held.set(&TRADE_SID, "s-i-d");
        let config = FeedConfig::new(&Default::default());
        Orders::new(
            Session::of(client, "AB123", Default::default()),
            None,
            config,
        )
    }

    #[test]
    fn hello_and_heartbeat_are_those_of_the_generation() {
        let json = r#"{"type": "cn", "Authorization": "to-ken", "Sid": "s-i-d", "src": "WEB"}"#;
        let bare = "{type:cn,Authorization:to-ken,Sid:s-i-d,src:WEB}";
        for (variant, hello, heartbeat) in [
            ("g1-prod", json, Some(r#"{"type": "hb"}"#)),
            ("g2-prod", bare, Some("{type:hb}")),
            ("g3-prod", bare, None),
        ] {
            let mut talk = orders(variant).talk().unwrap();
            let mut outgoing = Vec::new();
            talk.begin(&mut outgoing);
            let sent: Vec<_> = outgoing.iter().filter_map(Message::as_text).collect();
            assert_eq!(sent, [hello], "{variant}");
            let beat = talk.heartbeat();
            let beat = beat
                .as_ref()
                .map(|(period, beat)| (period.as_secs(), beat.as_text()));
            assert_eq!(beat, heartbeat.map(|text| (30, Some(text))), "{variant}");
        }
    }

    #[test]
    fn without_a_session_nothing_is_sent() {
        let orders = orders("g3-prod");
        orders.handle().credentials().clear();
        let error = orders.talk().err();
        assert!(matches!(error, Some(Error::MissingCredential { .. })));
    }
}
