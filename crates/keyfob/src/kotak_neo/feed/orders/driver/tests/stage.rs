//! A vendor in memory: orders and what became of them, books that can be late or fail, and a line that can be cut.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use futures_util::Stream;
use keyfob_core::Error;
use keyfob_feed::{FeedItem, Gap};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::super::*;
use crate::kotak_neo::feed::orders::watch::OrderWatch;
use crate::kotak_neo::feed::orders::{Found, OrderEvent};

/// One state of an order: the vendor's word, what is filled, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) word: &'static str,
    pub(super) filled: i64,
    pub(super) at: i64,
    /// When the books have it.
    shows: Instant,
}

#[derive(Debug, Default)]
pub(super) struct Vendor {
    pub(super) orders: Vec<(String, Vec<Step>)>,
    pub(super) bought: i64,
    pub(super) is_up: bool,
    /// How often each kind of call fails yet.
    pub(super) book_failures: usize,
    pub(super) history_failures: usize,
    /// How long a call takes.
    pub(super) takes: Duration,
    /// How late the books are.
    pub(super) late: Duration,
    pub(super) calls: Vec<String>,
    /// How many histories are being read, and were at most.
    now: usize,
    pub(super) most_at_once: usize,
    /// What is told of the session in place of any book.
    pub(super) session: Option<fn() -> Error>,
    /// The vendor's clock; below zero it tells no times, as in G1.
    pub(super) time: i64,
}

/// What was told, in short.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Heard {
    Order(String, &'static str, i64, Found),
    Position(i64, Found),
    Gap,
    Ended,
}

pub(super) struct Stage {
    pub(super) vendor: Arc<Mutex<Vendor>>,
    pub(super) line: mpsc::UnboundedSender<FeedItem<Live>>,
    pub(super) events: mpsc::UnboundedReceiver<OrderEvent>,
    pub(super) task: JoinHandle<()>,
    pub(super) watch: Arc<OrderWatch>,
}

#[derive(Clone)]
struct Desk(Arc<Mutex<Vendor>>);

struct Line(mpsc::UnboundedReceiver<FeedItem<Live>>);

impl Stream for Line {
    type Item = FeedItem<Live>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

impl Vendor {
    fn check(&self) -> Result<(), Error> {
        self.session.map_or(Ok(()), |error| Err(error()))
    }
}

impl Desk {
    fn vendor(&self) -> MutexGuard<'_, Vendor> {
        self.0.lock().unwrap()
    }

    /// Notes a call, and lets it take its time.
    async fn call(&self, call: String) {
        let takes = {
            let mut vendor = self.vendor();
            vendor.calls.push(call);
            vendor.takes
        };
        sleep(takes).await;
    }
}

fn fails(failures: &mut usize) -> Result<(), Error> {
    match failures.checked_sub(1) {
        None => Ok(()),
        Some(left) => {
            *failures = left;
            Err(Error::incomplete("get_order_book", "data"))
        }
    }
}

impl Books for Desk {
    async fn orders(&self) -> Result<Vec<OrderUpdate>, Error> {
        self.call("book".to_owned()).await;
        let mut vendor = self.vendor();
        vendor.check()?;
        fails(&mut vendor.book_failures)?;
        let orders = vendor.orders.iter();
        let rows = orders.filter_map(|(number, steps)| {
            let step = shown(steps).last()?;
            Some(row(number, step, Found::Book))
        });
        Ok(rows.collect())
    }

    async fn history(&self, number: &str) -> Result<Vec<OrderUpdate>, Error> {
        {
            let mut vendor = self.vendor();
            vendor.now += 1;
            vendor.most_at_once = vendor.most_at_once.max(vendor.now);
        }
        self.call(format!("history {number}")).await;
        let mut vendor = self.vendor();
        vendor.now -= 1;
        fails(&mut vendor.history_failures)?;
        let mut orders = vendor.orders.iter();
        let steps = orders.find(|(it, _)| it == number).map(|(_, steps)| steps);
        let rows = steps.into_iter().flat_map(|steps| shown(steps));
        Ok(rows.map(|step| row(number, step, Found::History)).collect())
    }

    async fn positions(&self) -> Result<Vec<PositionUpdate>, Error> {
        self.call("positions".to_owned()).await;
        self.vendor().check()?;
        let bought = self.vendor().bought;
        Ok(vec![position(bought, Found::Book)])
    }
}

/// What the books have by now.
fn shown(steps: &[Step]) -> impl Iterator<Item = &Step> {
    let now = Instant::now();
    steps.iter().filter(move |step| step.shows <= now)
}

fn row(number: &str, step: &Step, found: Found) -> OrderUpdate {
    let row = json!({
        "nOrdNo": number, "ordSt": step.word, "qty": 10, "fldQty": step.filled,
        "updRecvTm": step.at, "trdSym": "ABCD-EQ", "exSeg": "nse_cm", "trnsTp": "B",
    });
    let row = serde_json::from_value(row).unwrap();
    let mut update = OrderUpdate::of_book(row).unwrap();
    update.found = found;
    update.state.found = found;
    update
}

pub(super) fn position(bought: i64, found: Found) -> PositionUpdate {
    let symbol = (found == Found::Book).then_some("ABCD-EQ");
    let row = json!({
        "exSeg": "nse_cm", "sym": "ABCD", "trdSym": symbol, "prod": "CNC",
        "flBuyQty": bought, "flSellQty": 0, "buyAmt": "10.00", "sellAmt": "0.00",
    });
    let mut position = PositionUpdate::of_book(serde_json::from_value(row).unwrap()).unwrap();
    position.found = found;
    position
}

pub(super) fn gap() -> Gap {
    let now = SystemTime::now();
    Gap::new(now, now, keyfob_feed::GapReason::Cut, 1)
}

impl Stage {
    /// Opens a feed on a vendor that has one order, which is open.
    pub(super) fn open() -> Self {
        Self::open_with(vec![("1", "open", 0)])
    }

    pub(super) fn open_with(orders: Vec<(&str, &'static str, i64)>) -> Self {
        Self::open_knowing(orders, Some(vec![position(0, Found::Book)]))
    }

    pub(super) fn open_knowing(
        orders: Vec<(&str, &'static str, i64)>,
        positions: Option<Vec<PositionUpdate>>,
    ) -> Self {
        let vendor = Arc::new(Mutex::new(Vendor {
            is_up: true,
            ..Vendor::default()
        }));
        let (line, receiver) = mpsc::unbounded_channel();
        let (sender, events) = mpsc::unbounded_channel();
        let watch = Arc::new(OrderWatch::default());
        let mut stage = Self {
            vendor,
            line,
            events,
            task: tokio::spawn(async {}),
            watch,
        };
        stage.vendor().is_up = false;
        for (number, word, filled) in orders {
            stage.step(number, word, filled);
        }
        let stood = stage.vendor().orders.clone();
        let stood = stood
            .iter()
            .map(|(number, steps)| row(number, steps.last().unwrap(), Found::Book));
        stage.vendor().is_up = true;
        let driver = Driver::new(
            Line(receiver),
            Desk(Arc::clone(&stage.vendor)),
            EventSender::new(sender, &stage.watch),
            Clock::system(),
            stood.collect(),
            positions,
        );
        stage.task = tokio::spawn(driver.run());
        stage
    }

    pub(super) fn vendor(&self) -> MutexGuard<'_, Vendor> {
        self.vendor.lock().unwrap()
    }

    /// An order comes to a state; it is pushed if the line is up.
    pub(super) fn step(&self, number: &str, word: &'static str, filled: i64) {
        let mut vendor = self.vendor();
        vendor.time += 1;
        let step = Step {
            word,
            filled,
            at: vendor.time,
            shows: Instant::now() + vendor.late,
        };
        match vendor.orders.iter_mut().find(|(it, _)| it == number) {
            Some((_, steps)) => steps.push(step),
            None => vendor.orders.push((number.to_owned(), vec![step])),
        }
        if vendor.is_up {
            self.push(Live::Order(Box::new(row(number, &step, Found::Feed))));
        }
    }

    pub(super) fn push(&self, live: Live) {
        // The task may be over.
        let _ = self.line.send(FeedItem::Event(live));
    }

    pub(super) fn cut(&self) {
        self.vendor().is_up = false;
    }

    /// The line is up again, and the newest states are pushed again.
    pub(super) fn connect(&self) {
        self.vendor().is_up = true;
        self.line.send(FeedItem::Gap(gap())).unwrap();
        for (number, steps) in &self.vendor().orders {
            let newest = steps.last().unwrap();
            self.push(Live::Order(Box::new(row(number, newest, Found::Feed))));
        }
    }

    /// What was told until nothing more happens within this time.
    pub(super) async fn heard_within(&mut self, time: Duration) -> Vec<Heard> {
        sleep(time).await;
        let mut heard = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            heard.push(match event {
                OrderEvent::Order(order) => {
                    let word = order.state.status.known().unwrap();
                    let word = keyfob_core::Enumeration::as_str(word);
                    Heard::Order(order.number, word, order.filled_quantity, order.found)
                }
                OrderEvent::Position(position) => {
                    Heard::Position(position.bought_quantity, position.found)
                }
                OrderEvent::Gap(_) => Heard::Gap,
                OrderEvent::Ended(_) => Heard::Ended,
            });
        }
        heard
    }
}
