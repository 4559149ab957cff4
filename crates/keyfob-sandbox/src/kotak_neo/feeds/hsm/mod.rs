//! The market feed of the first two generations.

mod frames;
mod records;

use std::collections::{BTreeMap, BTreeSet};

use tokio_tungstenite::tungstenite::Message;

use self::frames::{Request, kind};
use self::records::{Topic, record_of};
use super::failure::Garbage;
use super::feed::FeedSubscription;
use super::login;
use super::protocol::{LoginPlan, Protocol, Reply, not_utf8};
use crate::exchange::Tick;
use crate::kotak_neo::app::Shared;

/// What the vendor's client lets through in one frame, and on one channel.
const MOST_IN_FRAME: usize = 100;
const MOST_ON_CHANNEL: usize = 200;
const CHANNELS: std::ops::RangeInclusive<u8> = 1..=16;
/// Records of one frame: its length has to fit 16 bits.
const RECORDS: usize = 200;

pub(super) struct Hsm {
    app: Shared,
    line: u64,
    plan: LoginPlan,
    is_in: bool,
    /// By their names, such as `sf|nse_cm|1001`.
    topics: BTreeMap<String, Topic>,
    last_id: u32,
    /// A bit for each channel.
    paused: u64,
    interval: u32,
    sent: u32,
}

impl Hsm {
    pub(super) fn new(app: Shared, line: u64, plan: LoginPlan) -> Self {
        Self {
            app,
            line,
            plan,
            is_in: false,
            topics: BTreeMap::new(),
            last_id: 0,
            paused: 0,
            interval: 0,
            sent: 0,
        }
    }

    fn connect(&mut self, request: &Request<'_>) -> Reply {
        let mut reply = Reply::of("connection");
        let user = match self.plan {
            LoginPlan::Unanswered => return reply,
            LoginPlan::Refused => None,
            LoginPlan::Usual => request
                .text(1)
                .zip(request.text(2))
                .and_then(|(token, sid)| login::by_token(&self.app, self.line, token, sid)),
        };
        self.is_in = user.is_some();
        if self.is_in {
            self.interval = self.app.feeds.settings().hsm_ack_interval;
            reply.messages = vec![frames::connected(self.interval)];
        } else {
            reply.messages = vec![frames::status(kind::CONNECTION, false)];
        }
        reply.is_login = self.is_in;
        reply.ends = !self.is_in;
        reply
    }

    fn subscribe(&mut self, request: &Request<'_>) -> Reply {
        let mut reply = Reply::of("subscribe");
        let wanted = request
            .names(1)
            .filter(|names| names.len() <= MOST_IN_FRAME);
        let channel = request.channel().filter(|one| CHANNELS.contains(one));
        let Some((names, channel)) = wanted.zip(channel) else {
            reply.messages = vec![frames::status(kind::SUBSCRIBE, false)];
            return reply;
        };
        let on_channel = |topic: &&Topic| topic.channels.contains(&channel);
        let there = self.topics.values().filter(on_channel).count();
        let is_new = |name: &&String| {
            let known = self.topics.get(*name);
            known.is_none_or(|topic| !topic.channels.contains(&channel))
        };
        let new: BTreeSet<_> = names.iter().filter(is_new).collect();
        if there + new.len() > MOST_ON_CHANNEL {
            reply.messages = vec![frames::status(kind::SUBSCRIBE, false)];
            return reply;
        }
        let mut records = Vec::new();
        for name in names {
            // What nobody knows is passed over.
            let Some(tick) = self.tick(&name) else {
                continue;
            };
            let id = self.next_id(&name);
            let topic = self.topics.entry(name.clone());
            let topic = topic.or_insert_with(|| Topic::new(id));
            topic.channels.insert(channel);
            records.extend(topic.snapshot(&name, &tick));
        }
        reply.messages = vec![frames::status(kind::SUBSCRIBE, true)];
        reply.messages.extend(self.data(records));
        reply.subscriptions = Some(self.subscriptions());
        reply
    }

    fn unsubscribe(&mut self, request: &Request<'_>) -> Reply {
        let mut reply = Reply::of("unsubscribe");
        let wanted = request.names(1).zip(request.channel());
        reply.messages = vec![frames::status(kind::UNSUBSCRIBE, wanted.is_some())];
        if let Some((names, channel)) = wanted {
            for name in names {
                if let Some(topic) = self.topics.get_mut(&name) {
                    topic.channels.remove(&channel);
                }
            }
            self.topics.retain(|_, topic| !topic.channels.is_empty());
            reply.subscriptions = Some(self.subscriptions());
        }
        reply
    }

    fn snapshot(&mut self, request: &Request<'_>) -> Reply {
        let mut reply = Reply::of("snapshot");
        let wanted = request
            .names(2)
            .filter(|names| names.len() <= MOST_IN_FRAME);
        let Some(names) = wanted else {
            reply.messages = vec![frames::status(kind::SNAPSHOT, false)];
            return reply;
        };
        let mut records = Vec::new();
        for name in names {
            let Some(tick) = self.tick(&name) else {
                continue;
            };
            let id = self.next_id(&name);
            match self.topics.get_mut(&name) {
                Some(topic) => records.extend(topic.snapshot(&name, &tick)),
                None => records.extend(Topic::new(id).snapshot(&name, &tick)),
            }
        }
        reply.messages = vec![frames::status(kind::SNAPSHOT, true)];
        reply.messages.extend(self.data(records));
        reply
    }

    /// After a pause, what has changed meanwhile is told as an update.
    fn pause(&mut self, request: &Request<'_>, pauses: bool) -> Reply {
        let mut reply = Reply::of(if pauses { "pause" } else { "resume" });
        let mask = request.mask();
        reply.messages = vec![frames::status(request.kind, mask.is_some())];
        if let Some(mask) = mask {
            if pauses {
                self.paused |= mask;
            } else {
                self.paused &= !mask;
                reply.messages.extend(self.changes());
            }
        }
        reply
    }

    /// The records of all topics that changed since they were last told.
    fn changes(&mut self) -> Vec<Message> {
        let names: Vec<_> = self.topics.keys().cloned().collect();
        let ticks = names.into_iter();
        let ticks: Vec<_> = ticks
            .filter_map(|name| Some((self.tick(&name)?, name)))
            .collect();
        let mut records = Vec::new();
        for (tick, name) in &ticks {
            records.extend(self.update(name, tick));
        }
        self.data(records)
    }

    fn update(&mut self, name: &str, tick: &Tick) -> Option<Vec<u8>> {
        let paused = self.paused;
        let topic = self.topics.get_mut(name)?;
        let is_paused = |channel: &u8| paused & (1 << channel) != 0;
        if topic.channels.iter().all(is_paused) {
            return None;
        }
        topic.update(name, tick)
    }

    /// Data frames for these records.
    fn data(&mut self, records: Vec<Vec<u8>>) -> Vec<Message> {
        let chunks = records.chunks(RECORDS);
        let frames = chunks.map(|records| {
            self.sent = self.sent.wrapping_add(1);
            let number = (self.interval > 0).then_some(self.sent);
            frames::data(number, records)
        });
        frames.collect()
    }

    fn tick(&self, name: &str) -> Option<Tick> {
        let now = self.app.now();
        record_of(name, |segment, token| {
            self.app.market().tick(segment, token, now)
        })
    }

    /// The id of a topic that is there, or a new one.
    fn next_id(&mut self, name: &str) -> u32 {
        if let Some(topic) = self.topics.get(name) {
            return topic.id;
        }
        self.last_id += 1;
        self.last_id
    }

    fn subscriptions(&self) -> Vec<FeedSubscription> {
        let names = self.topics.keys();
        let pairs = names.filter_map(|name| name.split_once('|'));
        let subscription = |(kind, instrument): (&str, &str)| FeedSubscription {
            kind: kind.to_owned(),
            instrument: instrument.to_owned(),
        };
        pairs.map(subscription).collect()
    }
}

impl Protocol for Hsm {
    fn receive(&mut self, frame: &Message) -> Reply {
        let Message::Binary(bytes) = frame else {
            return Reply::of("other");
        };
        let Some(request) = Request::read(bytes) else {
            return Reply::of("other");
        };
        if request.kind == kind::CONNECTION {
            return self.connect(&request);
        }
        if !self.is_in {
            let mut reply = Reply::of("other");
            reply.messages = vec![frames::status(request.kind, false)];
            return reply;
        }
        match request.kind {
            kind::ACKNOWLEDGEMENT => Reply {
                acknowledged: request.number(1),
                ..Reply::of("acknowledgement")
            },
            kind::SUBSCRIBE => self.subscribe(&request),
            kind::UNSUBSCRIBE => self.unsubscribe(&request),
            kind::SNAPSHOT => self.snapshot(&request),
            kind::PAUSE => self.pause(&request, true),
            kind::RESUME => self.pause(&request, false),
            kind::THROTTLE => Reply::of("throttle"),
            _ => Reply {
                messages: vec![frames::status(request.kind, false)],
                ..Reply::of("other")
            },
        }
    }

    fn ticks(&mut self, ticks: &[Tick]) -> Vec<Message> {
        let mut records = Vec::new();
        for tick in ticks {
            for name in records::names(tick) {
                records.extend(self.update(&name, tick));
            }
        }
        self.data(records)
    }

    fn present(&mut self) -> Vec<Message> {
        self.changes()
    }

    fn garbage(&self, how: Garbage) -> Message {
        match how {
            Garbage::WrongKind => Message::text("garbage"),
            // A data frame of one record, which says that it has a hundred figures.
            Garbage::BrokenLength => {
                let bytes: &[u8] = &[0, 14, 6, 0, 1, 0, 200, 85, 0, 0, 0, 1, 100, 0, 0, 1];
                Message::binary(bytes)
            }
            Garbage::NotUtf8 => not_utf8(),
        }
    }
}
