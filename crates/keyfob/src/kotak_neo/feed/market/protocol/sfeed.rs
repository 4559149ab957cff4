//! SFeed on one connection.

use std::time::UNIX_EPOCH;

use keyfob_core::{Error, FaultKind, Handle, Secret};
use keyfob_feed::{Frame, Message, Progress, Sink};
use kotak_neo::credentials::TRADE_SID;
use kotak_neo_feed::Instrument;
use kotak_neo_feed::sfeed::{self, Control, Decoder, Kind};

use super::Found;
use crate::kotak_neo::Session;
use crate::kotak_neo::feed::market::event::Update;
use crate::kotak_neo::feed::market::topic::Topic;
use crate::kotak_neo::feed::operation::MARKET_FEED;
use crate::kotak_neo::feed::wiped::wiped;

/// The kinds of subscriptions, in the order in which they are sent.
const KINDS: [Kind; 5] = [
    Kind::Indices,
    Kind::ScripsLite,
    Kind::Scrips,
    Kind::Depth,
    Kind::FullDepth,
];

pub(in super::super) struct SFeed {
    decoder: Decoder,
    handle: Handle,
    user: String,
    sid: Secret,
}

impl SFeed {
    pub(super) fn new(session: &Session) -> Result<Self, Error> {
        let handle = session.client().handle().clone();
        Ok(Self {
            decoder: Decoder::new(),
            sid: handle.credential(&MARKET_FEED, &TRADE_SID)?,
            handle,
            user: session.ucc().to_owned(),
        })
    }

    pub(super) fn begin(&self, outgoing: &mut Vec<Message>) {
        let now = self.handle.settings().clock().now();
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = u64::try_from(since.as_millis()).unwrap_or_default();
        let login = sfeed::login(&self.user, self.sid.expose(), now);
        outgoing.push(Message::text(wiped(login)));
    }

    pub(super) fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Update>) -> Progress {
        let text = match frame {
            Frame::Binary(bytes) => {
                self.decoder.binary(bytes, &mut Found::new(sink));
                return Progress::Continue;
            }
            Frame::Text(text) => text,
        };
        match self.decoder.text(text, &mut Found::new(sink)) {
            Some(Control::Authenticated { .. }) => Progress::Authenticated,
            Some(Control::Refused { message }) => Progress::Refused(self.refusal(&message)),
            Some(Control::Downgraded) => Progress::Refused(
                self.refusal("the feed offers another form of messages than the one that is known"),
            ),
            Some(Control::Other { .. }) => {
                sink.problem("unknown_control");
                Progress::Continue
            }
            _ => Progress::Continue,
        }
    }

    pub(super) fn subscribe(
        &self,
        added: &[Topic],
        removed: &[Topic],
        outgoing: &mut Vec<Message>,
    ) {
        for kind in KINDS {
            if let gone @ [_, ..] = &*of_kind(removed, kind) {
                outgoing.push(Message::text(sfeed::unsubscribe(
                    kind,
                    gone.iter().copied(),
                )));
            }
        }
        for kind in KINDS {
            if let new @ [_, ..] = &*of_kind(added, kind) {
                outgoing.push(Message::text(sfeed::subscribe(kind, new.iter().copied())));
            }
        }
        let is_status = |topics: &[Topic]| topics.contains(&Topic::MarketStatus);
        for (topics, on) in [(removed, false), (added, true)] {
            if is_status(topics) {
                outgoing.push(Message::text(sfeed::exchange(on)));
            }
        }
    }

    fn refusal(&self, message: &str) -> Error {
        let message = Some(message).filter(|message| !message.is_empty());
        self.handle
            .refused(&MARKET_FEED, FaultKind::SessionEnded, message)
    }
}

fn of_kind(topics: &[Topic], kind: Kind) -> Vec<&Instrument> {
    let instruments = topics.iter().filter_map(|topic| match topic {
        Topic::Index(index) => (kind == Kind::Indices).then_some(index),
        Topic::Quotes(depth, instrument) => (kind == Kind::from(*depth)).then_some(instrument),
        Topic::MarketStatus => None,
    });
    instruments.collect()
}
