//! The connections to the feeds: who is there, what goes wrong with them, and what goes wrong with those to come.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::mpsc;

use super::failure::FeedFailure;
use super::feed::{Feed, FeedSubscription};
use super::settings::Settings;
use crate::exchange::Segment;
use crate::lock::lock;

#[derive(Default)]
pub(crate) struct Hub(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    last: u64,
    opened: BTreeMap<Feed, u64>,
    lines: BTreeMap<u64, Entry>,
    planned: VecDeque<Planned>,
    settings: Settings,
    statuses: BTreeMap<Segment, u16>,
}

struct Planned {
    feed: Option<Feed>,
    failure: FeedFailure,
    left: usize,
}

struct Entry {
    state: FeedConnection,
    sid: String,
    commands: mpsc::UnboundedSender<Command>,
}

/// A connection to a feed as a test sees it.
#[derive(Clone, Debug)]
pub struct FeedConnection {
    /// Grows with each connection.
    pub id: u64,
    /// Which feed.
    pub feed: Feed,
    /// Whose it is, once it is logged in.
    pub account: Option<String>,
    /// What it has subscribed to, sorted.
    pub subscriptions: Vec<FeedSubscription>,
    /// How many frames it has sent to the sandbox, by kind: `connection`, `subscribe`, `unsubscribe`, `acknowledgement`, `snapshot`, `pause`,
    /// `resume`, `throttle` of HSM; `auth` and the events of SFeed; `cn` and `hb` of the order feed; `ping` and `pong`; `other`.
    pub received: BTreeMap<String, u64>,
    /// The last message number that it has acknowledged to HSM.
    pub acknowledged: Option<u32>,
}

/// What is said to a connection.
pub(super) enum Command {
    Fail(FeedFailure),
    /// Its session has ended.
    End,
    /// The state of a market has changed.
    Status(Segment, u16),
}

/// A connection's place among them; it is left when this is dropped.
pub(super) struct Ticket {
    hub: Arc<Hub>,
    pub(super) id: u64,
    pub(super) commands: mpsc::UnboundedReceiver<Command>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.hub.inner().lines.remove(&self.id);
    }
}

impl Hub {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        lock(&self.0)
    }

    /// Begins anew. Connections that lose their other end here are cut.
    pub(in crate::kotak_neo) fn reset(&self) {
        let mut inner = self.inner();
        let last = inner.last;
        *inner = Inner {
            last,
            ..Inner::default()
        };
    }

    pub(super) fn open(self: &Arc<Self>, feed: Feed) -> Ticket {
        let (sender, commands) = mpsc::unbounded_channel();
        let mut inner = self.inner();
        inner.last += 1;
        let id = inner.last;
        *inner.opened.entry(feed).or_default() += 1;
        let state = FeedConnection {
            id,
            feed,
            account: None,
            subscriptions: Vec::new(),
            received: BTreeMap::new(),
            acknowledged: None,
        };
        let entry = Entry {
            state,
            sid: String::new(),
            commands: sender,
        };
        inner.lines.insert(id, entry);
        drop(inner);
        Ticket {
            hub: self.clone(),
            id,
            commands,
        }
    }

    /// What is to go wrong with the connection that begins now.
    pub(super) fn next_failure(&self, feed: Feed) -> Option<FeedFailure> {
        let mut inner = self.inner();
        let meant = |one: &Planned| one.feed.is_none_or(|only| only == feed);
        let index = inner.planned.iter().position(meant)?;
        let planned = inner.planned.get_mut(index)?;
        planned.left -= 1;
        let failure = planned.failure.clone();
        if planned.left == 0 {
            inner.planned.remove(index);
        }
        Some(failure)
    }

    pub(super) fn plan(&self, feed: Option<Feed>, times: usize, failure: FeedFailure) {
        if times > 0 {
            self.inner().planned.push_back(Planned {
                feed,
                failure,
                left: times,
            });
        }
    }

    pub(super) fn forget_plans(&self) {
        self.inner().planned.clear();
    }

    /// Says it to those that are open and meant, and tells how many there were.
    pub(super) fn fail(
        &self,
        meant: impl Fn(&FeedConnection) -> bool,
        failure: &FeedFailure,
    ) -> usize {
        if failure.is_of_the_beginning() {
            return 0;
        }
        let mut inner = self.inner();
        let hit = inner.lines.values().filter(|entry| meant(&entry.state));
        let sent = hit.filter(|entry| entry.say(Command::Fail(failure.clone())));
        let count = sent.count();
        if failure.is_end() {
            inner.lines.retain(|_, entry| !meant(&entry.state));
        }
        count
    }

    /// Ends the connections of sessions: of one, or of all.
    pub(in crate::kotak_neo) fn end_sessions(&self, sid: Option<&str>) {
        let ended =
            |entry: &Entry| entry.state.account.is_some() && sid.is_none_or(|sid| entry.sid == sid);
        self.inner().lines.retain(|_, entry| {
            let ends = ended(entry);
            if ends {
                entry.say(Command::End);
            }
            !ends
        });
    }

    pub(super) fn logged_in(&self, id: u64, account: &str, sid: &str) {
        if let Some(entry) = self.inner().lines.get_mut(&id) {
            entry.state.account = Some(account.to_owned());
            entry.sid = sid.to_owned();
        }
    }

    pub(super) fn received(&self, id: u64, kind: &str) {
        if let Some(entry) = self.inner().lines.get_mut(&id) {
            *entry.state.received.entry(kind.to_owned()).or_default() += 1;
        }
    }

    pub(super) fn acknowledged(&self, id: u64, number: u32) {
        if let Some(entry) = self.inner().lines.get_mut(&id) {
            entry.state.acknowledged = Some(number);
        }
    }

    pub(super) fn subscribed(&self, id: u64, mut subscriptions: Vec<FeedSubscription>) {
        subscriptions.sort_unstable();
        if let Some(entry) = self.inner().lines.get_mut(&id) {
            entry.state.subscriptions = subscriptions;
        }
    }

    pub(super) fn connections(&self) -> Vec<FeedConnection> {
        let inner = self.inner();
        let entries = inner.lines.values();
        entries.map(|entry| entry.state.clone()).collect()
    }

    pub(super) fn open_count(&self, feed: Option<Feed>) -> usize {
        let inner = self.inner();
        let entries = inner.lines.values();
        let meant = entries.filter(|entry| feed.is_none_or(|only| only == entry.state.feed));
        meant.count()
    }

    pub(super) fn opened_count(&self, feed: Option<Feed>) -> u64 {
        let inner = self.inner();
        let counts = inner.opened.iter();
        let meant = counts.filter(|(known, _)| feed.is_none_or(|only| only == **known));
        meant.map(|(_, count)| count).sum()
    }

    pub(crate) fn settings(&self) -> Settings {
        self.inner().settings
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.inner().settings);
    }

    /// The state of a market: open, unless said otherwise.
    pub(super) fn status(&self, segment: Segment) -> u16 {
        let inner = self.inner();
        inner.statuses.get(&segment).copied().unwrap_or(OPEN)
    }

    pub(super) fn set_status(&self, segment: Segment, code: u16) {
        let mut inner = self.inner();
        inner.statuses.insert(segment, code);
        for entry in inner.lines.values() {
            entry.say(Command::Status(segment, code));
        }
    }
}

/// The vendor's number of an open market.
pub(super) const OPEN: u16 = 1;

impl Entry {
    /// False if the connection is gone already.
    fn say(&self, command: Command) -> bool {
        self.commands.send(command).is_ok()
    }
}
