//! The task behind an order feed: what comes live, and after a gap what the books have.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use keyfob_core::Clock;
use keyfob_feed::FeedItem;
use tokio::time::{Instant, sleep_until};

use super::books::Books;
use super::catch_up::{CatchUp, Done, PositionReading};
use super::event_sender::EventSender;
use super::live::Live;
use super::positions::Positions;
use super::tracker::Tracker;
use super::{OrderEvent, OrderUpdate, PositionUpdate};

/// How long live updates wait, at most, for what the books have of the time before them.
const HOLD: Duration = Duration::from_secs(10);

/// Reads the feed to its end, tells each state once, and fills the holes from the books.
pub(super) struct Driver<F, B> {
    feed: F,
    books: B,
    events: EventSender,
    clock: Clock,
    tracker: Tracker,
    positions: Positions,
    /// Whether it is known which positions stood at the opening.
    knows_positions: bool,
    catch_up: Option<CatchUp<B>>,
    /// Whether the books are to be read once more after that.
    reads_again: bool,
    position_reading: Option<PositionReading<B>>,
    /// Live updates that wait.
    held: VecDeque<OrderUpdate>,
    /// Until when they wait at most.
    hold_until: Option<Instant>,
}

impl<F, B> Driver<F, B>
where
    F: Stream<Item = FeedItem<Live>> + Unpin,
    B: Books,
{
    /// Of the orders and positions that stood at the opening nothing is told but what comes after. Where the positions are not known, those
    /// that are read first are taken for them.
    pub(super) fn new(
        feed: F,
        books: B,
        events: EventSender,
        clock: Clock,
        orders: Vec<OrderUpdate>,
        positions: Option<Vec<PositionUpdate>>,
    ) -> Self {
        let mut tracker = Tracker::default();
        for order in orders {
            tracker.take(&order.number, order.state);
        }
        let mut told = Positions::default();
        let knows_positions = positions.is_some();
        for position in positions.into_iter().flatten() {
            told.take(&position, clock.now());
        }
        Self {
            feed,
            books,
            events,
            clock,
            tracker,
            positions: told,
            knows_positions,
            catch_up: None,
            reads_again: false,
            position_reading: None,
            held: VecDeque::new(),
            hold_until: None,
        }
    }

    /// Goes on until the feed is over, or nobody reads any more.
    pub(super) async fn run(mut self) {
        // What changed between the reading of the books and the login of the feed.
        self.begin_catch_up();
        loop {
            let held_until = self.hold_until;
            tokio::select! {
                biased;
                () = self.events.closed() => return,
                item = self.feed.next() => match item {
                    Some(FeedItem::Event(live)) => self.receive(live),
                    Some(FeedItem::Gap(gap)) => {
                        self.events.send(OrderEvent::Gap(gap));
                        self.begin_catch_up();
                    }
                    Some(FeedItem::Ended(error)) => {
                        self.release();
                        self.events.send(OrderEvent::Ended(error));
                        return;
                    }
                    Some(_) => {}
                    None => return self.release(),
                },
                done = CatchUp::next(&mut self.catch_up) => self.caught(done),
                positions = PositionReading::next(&mut self.position_reading) => {
                    let reading = self.position_reading.take().filter(|_| positions.is_some());
                    self.position_reading = reading.and_then(PositionReading::second_look);
                    self.read_positions(positions.unwrap_or_default());
                }
                () = until(held_until) => self.release(),
            }
        }
    }

    fn receive(&mut self, live: Live) {
        match live {
            Live::Order(order) if self.hold_until.is_some() => self.held.push_back(*order),
            Live::Order(order) => self.tell(*order),
            Live::Position(position) => self.tell_position(*position),
            // The looks that are under way may come too early for it.
            Live::Unreadable if self.catch_up.is_some() => self.reads_again = true,
            Live::Unreadable => self.begin_catch_up(),
        }
    }

    fn begin_catch_up(&mut self) {
        self.reads_again = false;
        self.catch_up = Some(CatchUp::begin(self.books.clone()));
        self.position_reading = Some(PositionReading::begin(self.books.clone()));
        self.hold();
    }

    fn hold(&mut self) {
        self.hold_until.get_or_insert_with(|| Instant::now() + HOLD);
    }

    /// Takes what was read, and says what to read next.
    fn caught(&mut self, done: Done) {
        let Some(mut catch_up) = self.catch_up.take() else {
            return;
        };
        match done {
            Done::Orders(orders) => {
                let is_new = |order: &OrderUpdate| self.tracker.is_new(&order.number, &order.state);
                let rows: Vec<_> = orders.into_iter().filter(is_new).collect();
                let held = self.held.iter().filter(|order| is_new(order));
                let numbers = held.chain(&rows).map(|order| order.number.clone());
                let mut seen = HashSet::new();
                let numbers = numbers.filter(|number| seen.insert(number.clone()));
                let numbers: Vec<_> = numbers.collect();
                if !numbers.is_empty() {
                    self.hold();
                }
                catch_up.has_changed(numbers, rows);
            }
            Done::History(number, history) => {
                // It was read after the rows, and after what waits came: where no times tell, what it has of those is older than its end.
                catch_up.has_read(&number, &history);
                let mut rows = history.iter();
                let mut has = |order: &OrderUpdate| rows.any(|row| row.state.is_same(&order.state));
                self.held
                    .retain(|order| order.number != number || !has(order));
                let history = history.into_iter();
                let rows = history.map(|row| (row.state.clone(), row));
                for update in self.tracker.take_history(&number, rows) {
                    self.events.send(OrderEvent::Order(Box::new(update)));
                }
                let mut held = self.held.iter().filter(|order| order.number == number);
                if held.any(|order| self.tracker.is_new(&number, &order.state)) {
                    catch_up.lacks(number);
                }
            }
            Done::HistoryFailed => {}
            Done::Over => return self.release(),
        }
        if catch_up.read_histories() {
            self.catch_up = Some(catch_up);
            return;
        }
        for row in catch_up.take_rows() {
            self.tell(row);
        }
        self.release();
        self.catch_up = catch_up.second_look();
        if self.catch_up.is_none() && self.reads_again {
            self.begin_catch_up();
        }
    }

    /// Lets the updates go on that waited.
    fn release(&mut self) {
        self.hold_until = None;
        while let Some(order) = self.held.pop_front() {
            self.tell(order);
        }
    }

    fn tell(&mut self, order: OrderUpdate) {
        if self.tracker.take(&order.number, order.state.clone()) {
            self.events.send(OrderEvent::Order(Box::new(order)));
        }
    }

    fn read_positions(&mut self, positions: Vec<PositionUpdate>) {
        let is_news = std::mem::replace(&mut self.knows_positions, true);
        for position in positions {
            match is_news {
                true => self.tell_position(position),
                false => drop(self.positions.take(&position, self.clock.now())),
            }
        }
    }

    fn tell_position(&mut self, position: PositionUpdate) {
        if self.positions.take(&position, self.clock.now()) {
            self.events.send(OrderEvent::Position(Box::new(position)));
        }
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
