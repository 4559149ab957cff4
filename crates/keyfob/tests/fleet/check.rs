//! What a run comes to, and what must hold of it.

use std::collections::BTreeMap;

use keyfob::kotak_trade::Manager;
use keyfob::session::SessionStore;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::Order;

use crate::process::Told;
use crate::setting;
use crate::store::{LEASE, Place, Store};

#[derive(Default)]
pub struct Tally {
    pub seconds: f64,
    pub ends: u64,
    /// A session ends with its day in India, too, where the vendor has not ended it yet.
    pub midnights: u64,
    pub logins: u64,
    pub kills: u64,
    /// Of these, those of a process that was logging in.
    kills_in_login: u64,
    calls: u64,
    failures: Vec<String>,
    /// Orders that were acknowledged, and those whose answer was lost; how often they were sent.
    placed: BTreeMap<String, u64>,
    unknown: BTreeMap<String, u64>,
    /// How often each order reached the vendor.
    pub reached: BTreeMap<String, u64>,
    /// How often each order is in the book.
    booked: BTreeMap<String, u64>,
    /// How many sessions were kept, by the store's count.
    kept: u64,
    logins_after: u64,
}

impl Tally {
    pub fn killed(&mut self, told: Told) {
        self.kills += 1;
        self.kills_in_login += u64::from(told.is_logging_in);
        self.stopped(told);
    }

    pub fn stopped(&mut self, told: Told) {
        self.calls += told.calls;
        let by_tag = |(sent, tag)| (tag, sent);
        self.placed.extend(told.placed.into_iter().map(by_tag));
        self.unknown.extend(told.unknown.into_iter().map(by_tag));
        self.failures.extend(told.failures);
    }

    pub fn count_orders(&mut self, orders: &[Order]) {
        for order in orders {
            *self.booked.entry(order.request.tag.clone()).or_default() += 1;
        }
    }

    /// Prints the figures, and fails where they are not as they must be.
    pub fn check(&self, place: &str) {
        let (ends, lost) = (self.ends, self.logins.saturating_sub(self.kept));
        println!(
            "fleet on {place}: {} logins for {ends} ends and {} kills, {} of them in a login ({lost} sessions lost by that); {} calls, {} orders ({} answers lost), {} failures; {:.1} s",
            self.logins,
            self.kills,
            self.kills_in_login,
            self.calls,
            self.booked.len(),
            self.unknown.len(),
            self.failures.len(),
            self.seconds,
        );
        assert!(self.failures.is_empty(), "{}", self.failures.join("\n"));
        let most = ends + 1 + self.midnights;
        assert!(self.kept <= most, "{} of {most}", self.kept);
        // Each session that the vendor gave is kept, but those of processes that were killed before they could.
        assert!(
            lost <= self.kills_in_login,
            "{} of {}",
            self.kept,
            self.logins
        );
        assert_eq!(self.logins_after, self.logins, "no session was left");
        let twice: Vec<_> = self
            .booked
            .iter()
            .filter(|(_, count)| **count > 1)
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
        let is_missing = |tag: &&String| !self.booked.contains_key(*tag);
        let missing: Vec<_> = self.placed.keys().filter(is_missing).collect();
        assert!(missing.is_empty(), "{missing:?}");
        // None is sent but by its caller.
        let by_themselves: Vec<_> = self
            .placed
            .iter()
            .chain(&self.unknown)
            .filter(|(tag, sent)| self.reached.get(*tag) != Some(*sent))
            .collect();
        assert!(by_themselves.is_empty(), "{by_themselves:?}");
        // The test itself: everything that it is about did happen.
        assert!(self.logins > ends, "{} of {ends}", self.logins);
        assert!(2 * self.kills >= ends, "{}", self.kills);
        assert!(self.calls > 100 * ends, "{}", self.calls);
        assert!(self.placed.len() as u64 > ends, "{}", self.placed.len());
        assert!(!self.unknown.is_empty());
    }
}

/// When all processes are gone: the lease is free, and what is kept works without a login.
pub async fn what_is_left(sandbox: &Sandbox, place: &Place, tally: &mut Tally) {
    let store = || Store::new(place, |_| {});
    let manager = Manager::without_provider(setting::login(sandbox.url())).with_store(store());
    let own = store();
    // At most until the lease of who was killed last has run out.
    let lease = tokio::time::timeout(LEASE * 2, own.lease(manager.id())).await;
    drop(lease.expect("a lock is left").unwrap());
    let record = own.load(manager.id()).await.unwrap();
    tally.kept = record.expect("a session").version;
    let session = manager.session().await.unwrap();
    session.positions().await.unwrap();
    tally.logins_after = sandbox.kotak_trade().logins();
}
