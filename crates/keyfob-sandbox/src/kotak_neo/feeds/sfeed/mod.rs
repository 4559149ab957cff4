//! The market feed of the newest generation.

mod control;
mod packets;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;

use self::control::{Event, Hello, Way};
use self::packets::Level;
use super::failure::Garbage;
use super::feed::FeedSubscription;
use super::login;
use super::protocol::{LoginPlan, Protocol, Reply, not_utf8};
use crate::exchange::{Segment, Tick};
use crate::kotak_neo::app::Shared;

/// How many subscriptions one connection may have.
const MOST: usize = 3000;
/// Packets of one frame.
const BATCH: usize = 200;

pub(super) struct SFeed {
    app: Shared,
    line: u64,
    plan: LoginPlan,
    is_in: bool,
    /// The levels of each `segment|token`, with the tick that each was last told as of.
    topics: BTreeMap<String, BTreeMap<Level, u64>>,
    /// How many levels all topics have together.
    count: usize,
    statuses: bool,
}

impl SFeed {
    pub(super) fn new(app: Shared, line: u64, plan: LoginPlan) -> Self {
        Self {
            app,
            line,
            plan,
            is_in: false,
            topics: BTreeMap::new(),
            count: 0,
            statuses: false,
        }
    }

    fn log_in(&mut self, hello: &Hello) -> Reply {
        let mut reply = Reply::of("auth");
        let user = match self.plan {
            LoginPlan::Unanswered => return reply,
            LoginPlan::Refused => None,
            LoginPlan::Usual => login::by_sid(&self.app, self.line, &hello.user, &hello.auth),
        };
        self.is_in = user.is_some();
        let fallback = self.app.feeds.settings().native_fallback;
        reply.messages = vec![control::login_answer(self.is_in, fallback)];
        reply.is_login = self.is_in;
        reply.ends = !self.is_in;
        reply
    }

    fn obey(&mut self, event: &Event) -> Reply {
        let mut reply = Reply::of(event.kind);
        match event.way {
            Way::Subscribe(level) => self.subscribe(event, level, &mut reply),
            Way::Unsubscribe(level) => self.unsubscribe(event, level, &mut reply),
            Way::Snapshot(level) => {
                let found = self.find(event);
                if event.wants_symbols {
                    reply.messages.push(control::acknowledged(&found));
                }
                let packets = found.iter().map(|(_, tick)| packets::packet(level, tick));
                reply.messages.extend(batches(packets));
            }
            Way::SubscribeStatus => {
                self.statuses = true;
                let statuses = packets::SEGMENTS
                    .iter()
                    .map(|segment| packets::status(*segment, self.app.feeds.status(*segment)));
                reply.messages = batches(statuses);
                reply.subscriptions = Some(self.subscriptions());
            }
            Way::UnsubscribeStatus => {
                self.statuses = false;
                reply.subscriptions = Some(self.subscriptions());
            }
        }
        reply
    }

    fn subscribe(&mut self, event: &Event, level: Level, reply: &mut Reply) {
        let found = self.find(event);
        let is_new = |name: &&String| {
            let known = self.topics.get(*name);
            known.is_none_or(|levels| !levels.contains_key(&level))
        };
        let names: BTreeSet<_> = found.iter().map(|(name, _)| name).collect();
        let new = names.into_iter().filter(is_new).count();
        if self.count + new > MOST {
            reply.messages = vec![control::too_many()];
            return;
        }
        self.count += new;
        if event.wants_symbols {
            reply.messages.push(control::acknowledged(&found));
        }
        for (name, tick) in &found {
            let levels = self.topics.entry(name.clone()).or_default();
            levels.insert(level, tick.number);
        }
        let packets = found.iter().map(|(_, tick)| packets::packet(level, tick));
        reply.messages.extend(batches(packets));
        reply.subscriptions = Some(self.subscriptions());
    }

    fn unsubscribe(&mut self, event: &Event, level: Level, reply: &mut Reply) {
        for name in &event.names {
            if let Some(levels) = self.topics.get_mut(name)
                && levels.remove(&level).is_some()
            {
                self.count -= 1;
            }
        }
        self.topics.retain(|_, levels| !levels.is_empty());
        reply.subscriptions = Some(self.subscriptions());
    }

    /// Those of an event that are known, as they are now.
    fn find(&self, event: &Event) -> Vec<(String, Tick)> {
        let now = self.app.now();
        let market = self.app.market();
        let found = event.names.iter().filter_map(|name| {
            let (segment, token) = name.split_once('|')?;
            Some((name.clone(), market.tick(segment, token, now)?))
        });
        found.collect()
    }

    fn subscriptions(&self) -> Vec<FeedSubscription> {
        let topics = self.topics.iter();
        let named = topics.flat_map(|(name, levels)| {
            levels.keys().map(|level| FeedSubscription {
                kind: level.word().to_owned(),
                instrument: name.clone(),
            })
        });
        let status = self.statuses.then(|| FeedSubscription {
            kind: "Exchange".to_owned(),
            instrument: String::new(),
        });
        named.chain(status).collect()
    }
}

impl Protocol for SFeed {
    fn receive(&mut self, frame: &Message) -> Reply {
        let Message::Text(text) = frame else {
            return Reply::of("other");
        };
        let Ok(json) = serde_json::from_str::<Value>(text) else {
            return Reply::of("other");
        };
        if let Some(hello) = Hello::read(&json) {
            return self.log_in(&hello);
        }
        match Event::read(&json).filter(|_| self.is_in) {
            Some(event) => self.obey(&event),
            None => Reply::of("other"),
        }
    }

    fn ticks(&mut self, ticks: &[Tick]) -> Vec<Message> {
        let mut packets = Vec::new();
        for tick in ticks {
            let instrument = &tick.instrument;
            let segment = instrument.segment.code();
            let name = match tick.is_index() {
                true => format!("{segment}|{}", instrument.name),
                false => format!("{segment}|{}", tick.token),
            };
            let levels = self.topics.get_mut(&name).into_iter().flatten();
            for (level, as_of) in levels.filter(|(_, as_of)| **as_of < tick.number) {
                *as_of = tick.number;
                packets.push(packets::packet(*level, tick));
            }
        }
        batches(packets.into_iter())
    }

    fn present(&mut self) -> Vec<Message> {
        let now = self.app.now();
        let market = self.app.market();
        let mut packets = Vec::new();
        for (name, levels) in &mut self.topics {
            let parts = name.split_once('|');
            let tick = parts.and_then(|(segment, token)| market.tick(segment, token, now));
            if let Some(tick) = tick {
                for (level, as_of) in levels {
                    *as_of = tick.number;
                    packets.push(packets::packet(*level, &tick));
                }
            }
        }
        drop(market);
        batches(packets.into_iter())
    }

    fn status(&mut self, segment: Segment, code: u16) -> Vec<Message> {
        if self.statuses {
            vec![Message::binary(packets::change(segment, code))]
        } else {
            Vec::new()
        }
    }

    fn garbage(&self, how: Garbage) -> Message {
        match how {
            Garbage::WrongKind => Message::text("garbage"),
            // A mini packet that says that it is a kilobyte.
            Garbage::BrokenLength => {
                let bytes: &[u8] = &[0, 4, 0x28, 0x1c, 1, 1, 0, 0, 0, 1, 2, 3];
                Message::binary(bytes)
            }
            Garbage::NotUtf8 => not_utf8(),
        }
    }
}

/// Packets end to end, so many in a frame.
fn batches(packets: impl Iterator<Item = Vec<u8>>) -> Vec<Message> {
    let packets: Vec<_> = packets.collect();
    let chunks = packets.chunks(BATCH);
    chunks
        .map(|chunk| Message::binary(chunk.concat()))
        .collect()
}
