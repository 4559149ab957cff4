//! What the feeds tell of the day, and what there was to tell.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyfob::OffsetDateTime;
use keyfob::kotak_neo::feed::orders::{Found, OrderEvent, OrderFeed};
use keyfob::kotak_neo::feed::{Event, MarketFeed};
use keyfob_sandbox::kotak_neo::Feed;

use crate::stand::Stand;

/// A state of an order: when it began, in nanoseconds since 1970, and its quantities.
pub type Lived = (i128, i64, i64);

#[derive(Default)]
pub struct Told {
    pub orders: BTreeMap<String, Vec<Lived>>,
    pub found: BTreeMap<&'static str, usize>,
    pub gaps: BTreeMap<&'static str, usize>,
    pub quotes: usize,
    pub ended: Vec<String>,
}

/// What became of each order, as the exchange has it.
pub fn truth(stand: &Stand) -> BTreeMap<String, Vec<Lived>> {
    let orders = stand.sandbox.exchange().orders();
    let lived = orders.iter().map(|order| {
        let steps = order.steps.iter().map(|step| {
            let at = OffsetDateTime::from(step.at).unix_timestamp_nanos();
            (at, step.quantity, step.filled)
        });
        (order.number.to_string(), steps.collect())
    });
    lived.collect()
}

pub async fn read_market(mut feed: MarketFeed, told: Arc<Mutex<Told>>) {
    while let Some(event) = feed.next().await {
        let mut told = told.lock().unwrap();
        match event {
            Event::Quote(_) | Event::Index(_) => told.quotes += 1,
            Event::Gap(_) => *told.gaps.entry("market").or_default() += 1,
            Event::Ended(error) => told.ended.push(error.to_string()),
            _ => {}
        }
    }
}

pub async fn read_orders(mut feed: OrderFeed, told: Arc<Mutex<Told>>) {
    while let Some(event) = feed.next().await {
        let mut told = told.lock().unwrap();
        match event {
            OrderEvent::Order(order) => {
                let found = match order.found {
                    Found::Feed => "feed",
                    Found::Book => "book",
                    _ => "history",
                };
                *told.found.entry(found).or_default() += 1;
                let at = order.updated_at.unwrap().unix_timestamp_nanos();
                let state = (at, order.quantity, order.filled_quantity);
                told.orders.entry(order.number).or_default().push(state);
            }
            OrderEvent::Gap(_) => *told.gaps.entry("orders").or_default() += 1,
            OrderEvent::Ended(error) => told.ended.push(error.to_string()),
            _ => {}
        }
    }
}

/// What happened.
pub struct Day {
    pub seed: u64,
    pub lived: Duration,
    pub kinds: BTreeMap<&'static str, usize>,
    /// How many connections each feed has lost.
    pub expected: BTreeMap<Feed, usize>,
    pub slowest: Duration,
    pub conflated: u64,
}

/// Prints the day, and holds what was told of it against it.
pub fn report(told: &Told, truth: &BTreeMap<String, Vec<Lived>>, day: &Day) {
    let failures: usize = day.kinds.values().sum();
    println!(
        "{:?} by the clock, {failures} failures: {:?}",
        day.lived, day.kinds
    );
    println!(
        "gaps: {:?}, the slowest failure took {:?} of real time",
        told.gaps, day.slowest
    );
    let steps: usize = truth.values().map(Vec::len).sum();
    println!(
        "{} orders in {steps} states, found: {:?}",
        truth.len(),
        told.found
    );
    println!(
        "{} quotes and indices, {} more were conflated",
        told.quotes, day.conflated
    );
    assert_eq!(told.ended, Vec::<String>::new());
    for (feed, name) in [(Feed::SFeed, "market"), (Feed::Orders, "orders")] {
        let gaps = told.gaps.get(name).copied().unwrap_or_default();
        let lost = day.expected.get(&feed).copied().unwrap_or_default();
        assert_eq!(gaps, lost, "seed {}: {name}", day.seed);
    }
}
