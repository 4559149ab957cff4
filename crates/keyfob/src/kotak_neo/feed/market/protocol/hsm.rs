//! HSM on one connection.

use std::collections::{HashMap, VecDeque};

use keyfob_core::{Error, FaultKind, Handle};
use keyfob_feed::{Frame, GapReason, Message, Progress, Sink};
use kotak_neo::credentials::{TRADE_SID, TRADE_TOKEN};
use kotak_neo_feed::Depth;
use kotak_neo_feed::hsm::{
    self, Channel, Control, Decoder, MAX_CHANNELS, MAX_TOPICS_PER_CHANNEL, MAX_TOPICS_PER_FRAME,
    TopicKind,
};

use super::Found;
use crate::kotak_neo::Session;
use crate::kotak_neo::feed::market::event::{Refused, Update};
use crate::kotak_neo::feed::market::topic::Topic;
use crate::kotak_neo::feed::operation::MARKET_FEED;
use crate::kotak_neo::feed::wiped::wiped;

/// How many topics there may be at a time.
pub(in super::super) const MOST_TOPICS: usize = MAX_CHANNELS * MAX_TOPICS_PER_CHANNEL;

pub(in super::super) struct Hsm {
    decoder: Decoder,
    handle: Handle,
    /// The login, until it is sent.
    login: Option<Message>,
    channels: Channels,
    /// What was asked for and is not answered yet, in order. Each message has one answer.
    asked: VecDeque<Vec<Topic>>,
}

impl Hsm {
    pub(super) fn new(session: &Session) -> Result<Self, Error> {
        let handle = session.client().handle().clone();
        let token = handle.credential(&MARKET_FEED, &TRADE_TOKEN)?;
        let sid = handle.credential(&MARKET_FEED, &TRADE_SID)?;
        let login = hsm::connect(token.expose(), sid.expose());
        let login = login.map_err(|_| {
            Error::invalid_input("the session's token is too long for the market feed")
        })?;
        Ok(Self {
            decoder: Decoder::new(),
            login: Some(Message::binary(wiped(login))),
            handle,
            channels: Channels::default(),
            asked: VecDeque::new(),
        })
    }

    pub(super) fn begin(&mut self, outgoing: &mut Vec<Message>) {
        outgoing.extend(self.login.take());
    }

    pub(super) fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Update>) -> Progress {
        let bytes = match frame {
            Frame::Binary(bytes) => bytes,
            Frame::Text(_) => {
                sink.problem("unexpected_text");
                return Progress::Continue;
            }
        };
        let mut found = Found::new(sink);
        let control = self.decoder.binary(bytes, &mut found);
        if found.is_damaged {
            // An update that is lost leaves an old price behind, until the field changes again.
            return Progress::Reconnect(GapReason::Malformed);
        }
        match control {
            Some(Control::Connected { .. }) => Progress::Authenticated,
            Some(Control::Refused { .. }) => Progress::Refused(self.refusal()),
            Some(Control::Acknowledge(number)) => {
                sink.send(Message::binary(hsm::acknowledge(number)));
                Progress::Continue
            }
            Some(Control::Subscription { ok }) => {
                self.answered(ok, sink);
                Progress::Continue
            }
            _ => Progress::Continue,
        }
    }

    pub(super) fn subscribe(
        &mut self,
        added: &[Topic],
        removed: &[Topic],
        outgoing: &mut Vec<Message>,
    ) {
        for (channel, topics) in self.channels.remove(removed) {
            let names: Vec<_> = topics.iter().filter_map(name).collect();
            self.decoder.unsubscribed(&names);
            let frames = hsm::unsubscribe(&names, channel);
            outgoing.extend(frames.into_iter().map(Message::binary));
        }
        for (channel, topics) in self.channels.add(added) {
            for part in topics.chunks(MAX_TOPICS_PER_FRAME) {
                let names: Vec<_> = part.iter().filter_map(name).collect();
                let frames = hsm::subscribe(&names, channel);
                outgoing.extend(frames.into_iter().map(Message::binary));
                self.asked.push_back(part.to_vec());
            }
        }
    }

    fn answered(&mut self, ok: bool, sink: &mut Sink<'_, Update>) {
        let topics = self.asked.pop_front().unwrap_or_default();
        if !ok {
            sink.event(Update::Refused(Refused { topics }));
        }
    }

    fn refusal(&self) -> Error {
        self.handle
            .refused(&MARKET_FEED, FaultKind::SessionEnded, None)
    }
}

/// Which channel each topic is on.
#[derive(Default)]
struct Channels {
    of: HashMap<Topic, Channel>,
    counts: [usize; MAX_CHANNELS],
}

impl Channels {
    /// Puts these on channels that have room, by channel.
    fn add(&mut self, topics: &[Topic]) -> Vec<(Channel, Vec<Topic>)> {
        let mut left = topics;
        let mut placed = Vec::new();
        let channels = (1..).map_while(Channel::new);
        for (channel, count) in channels.zip(&mut self.counts) {
            let room = MAX_TOPICS_PER_CHANNEL.saturating_sub(*count);
            let (here, rest) = left.split_at(room.min(left.len()));
            if !here.is_empty() {
                *count += here.len();
                let on_it = here.iter().map(|topic| (topic.clone(), channel));
                self.of.extend(on_it);
                placed.push((channel, here.to_vec()));
            }
            left = rest;
        }
        placed
    }

    /// Takes these off their channels.
    fn remove(&mut self, topics: &[Topic]) -> Vec<(Channel, Vec<Topic>)> {
        let mut removed: Vec<(Channel, Vec<Topic>)> = Vec::new();
        for topic in topics {
            let Some(channel) = self.of.remove(topic) else {
                continue;
            };
            if let Some(count) = self.counts.get_mut(usize::from(channel.number()) - 1) {
                *count = count.saturating_sub(1);
            }
            match removed.iter_mut().find(|(on, _)| *on == channel) {
                Some((_, topics)) => topics.push(topic.clone()),
                None => removed.push((channel, vec![topic.clone()])),
            }
        }
        removed
    }
}

/// What HSM calls a topic; `None` for what it does not have.
fn name(topic: &Topic) -> Option<hsm::Topic> {
    let (kind, instrument) = match topic {
        Topic::Index(index) => (TopicKind::Index, index),
        Topic::Quotes(Depth::Touch, instrument) => (TopicKind::Scrip, instrument),
        Topic::Quotes(Depth::Five, instrument) => (TopicKind::Depth, instrument),
        _ => return None,
    };
    Some(hsm::Topic {
        kind,
        instrument: instrument.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics(numbers: std::ops::Range<u32>) -> Vec<Topic> {
        let topic = |number| {
            let instrument = format!("nse_cm|{number}").parse().unwrap();
            Topic::Quotes(Depth::Touch, instrument)
        };
        numbers.map(topic).collect()
    }

    fn sizes(placed: &[(Channel, Vec<Topic>)]) -> Vec<(u8, usize)> {
        let sizes = placed.iter();
        sizes
            .map(|(channel, topics)| (channel.number(), topics.len()))
            .collect()
    }

    #[test]
    fn channels_are_filled_one_after_the_other_and_room_is_used_again() {
        let mut channels = Channels::default();
        assert_eq!(sizes(&channels.add(&topics(0..150))), [(1, 150)]);
        assert_eq!(
            sizes(&channels.add(&topics(150..500))),
            [(1, 50), (2, 200), (3, 100)]
        );
        // 10 of the first channel, and 5 that nobody has.
        let removed = channels.remove(&topics(140..150));
        assert_eq!(sizes(&removed), [(1, 10)]);
        assert!(channels.remove(&topics(9000..9005)).is_empty());
        assert_eq!(sizes(&channels.add(&topics(1000..1012))), [(1, 10), (3, 2)]);
        let all = MOST_TOPICS as u32;
        let rest = channels.add(&topics(2000..2000 + all - 502));
        assert_eq!(
            rest.iter().map(|(_, topics)| topics.len()).sum::<usize>(),
            MOST_TOPICS - 502
        );
        assert!(
            channels
                .counts
                .iter()
                .all(|count| *count == MAX_TOPICS_PER_CHANNEL)
        );
    }
}
