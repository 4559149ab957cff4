//! Orders and what became of them.

use std::time::SystemTime;

use rust_decimal::Decimal;

use super::rupees::Rupees;

/// Buying or selling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Buying.
    Buy,
    /// Selling.
    Sell,
}

/// At which price an order wants to be filled, and whether it waits for a trigger first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// At its price or a better one.
    Limit,
    /// At any price.
    Market,
    /// A limit order from the trigger price on.
    StopLimit,
    /// A market order from the trigger price on.
    StopMarket,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for the market to open, which is the next price.
    AfterMarket,
    /// It waits for its trigger price.
    TriggerPending,
    /// It waits for its price; part of it may be filled.
    Open,
    /// All of it is filled.
    Complete,
    /// What was not filled has been taken back.
    Cancelled,
    /// It was taken and then refused.
    Rejected,
}

/// Something that happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It arrived.
    Received,
    /// It was changed.
    Modified,
    /// Part of it was filled.
    PartlyFilled,
    /// It came to this state.
    Became(State),
}

/// An event and the order's figures right after it.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened.
    pub event: Event,
    /// When, by the sandbox's clock.
    pub at: SystemTime,
    /// How much was ordered.
    pub quantity: i64,
    /// How much was filled.
    pub filled: i64,
    /// The limit; zero for market orders.
    pub price: Decimal,
    /// The trigger price; zero without one.
    pub trigger: Decimal,
    /// The average price of what was filled.
    pub average: Decimal,
    /// The trade, if the event was one.
    pub trade: Option<u64>,
}

/// An order in the book.
#[derive(Clone, Debug)]
pub struct Order {
    /// The vendor's number: 15 digits, beginning with the day.
    pub number: u64,
    /// The exchange's number.
    pub exchange_number: u64,
    /// Whose it is: Kotak Trade's user id, Kotak Neo's client code.
    pub owner: String,
    /// What it is for.
    pub request: Request,
    /// How much was filled.
    pub filled: i64,
    /// How much was taken back.
    pub cancelled: i64,
    /// Where it stands.
    pub state: State,
    /// Why it was rejected; empty otherwise.
    pub reason: String,
    /// Everything that happened to it, oldest first.
    pub steps: Vec<Step>,
    pub(crate) spent: Decimal,
    /// How many of the steps are in the journal.
    pub(crate) told: usize,
}

/// What an order asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The instrument's number.
    pub token: u64,
    /// Buying or selling.
    pub side: Side,
    /// The product in the API's own word: `CNC`, `NRML`, `MIS`, `NORMAL`, ...
    pub product: String,
    /// The kind of order.
    pub kind: OrderKind,
    /// Whether what cannot be filled at once is taken back.
    pub immediate: bool,
    /// Whether it was placed for the next opening.
    pub after_market: bool,
    /// How much.
    pub quantity: i64,
    /// How much of it the market may see; zero for all.
    pub disclosed: i64,
    /// The limit; zero for market orders.
    pub price: Decimal,
    /// The trigger price; zero without one.
    pub trigger: Decimal,
    /// The caller's label.
    pub tag: String,
    /// `REGULAR`, `AMO` or `SQUAREOFF`, as Kotak Trade says it.
    pub variety: String,
}

/// What a change of an order sets; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) quantity: Option<i64>,
    pub(crate) price: Option<Decimal>,
    pub(crate) trigger: Option<Decimal>,
    pub(crate) disclosed: Option<i64>,
    pub(crate) kind: Option<OrderKind>,
    pub(crate) immediate: Option<bool>,
}

/// A fill.
#[derive(Clone, Debug)]
pub struct Trade {
    /// Its number.
    pub id: u64,
    /// The order's number.
    pub order: u64,
    /// Whose order it was.
    pub owner: String,
    /// How much.
    pub quantity: i64,
    /// At what price.
    pub price: Decimal,
    /// When, by the sandbox's clock.
    pub at: SystemTime,
}

impl State {
    /// Whether the order can still be filled, changed and cancelled.
    pub fn is_live(self) -> bool {
        matches!(self, Self::AfterMarket | Self::TriggerPending | Self::Open)
    }
}

impl Side {
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }
}

impl OrderKind {
    pub(crate) fn is_stop(self) -> bool {
        matches!(self, Self::StopLimit | Self::StopMarket)
    }

    pub(crate) fn has_limit(self) -> bool {
        matches!(self, Self::Limit | Self::StopLimit)
    }
}

impl Order {
    /// How much can still be filled.
    pub fn pending(&self) -> i64 {
        self.request.quantity - self.filled - self.cancelled
    }

    /// The average price of what was filled; zero if nothing was.
    pub fn average(&self) -> Decimal {
        self.spent.over(self.filled)
    }

    /// When the order came.
    pub fn placed_at(&self) -> SystemTime {
        self.steps
            .first()
            .map_or(SystemTime::UNIX_EPOCH, |step| step.at)
    }

    /// When something last happened to it.
    pub fn updated_at(&self) -> SystemTime {
        self.steps
            .last()
            .map_or(SystemTime::UNIX_EPOCH, |step| step.at)
    }

    pub(crate) fn note(&mut self, event: Event, trade: Option<u64>, at: SystemTime) {
        if let Event::Became(state) = event {
            self.state = state;
        }
        self.steps.push(Step {
            event,
            at,
            quantity: self.request.quantity,
            filled: self.filled,
            price: self.request.price,
            trigger: self.request.trigger,
            average: self.average(),
            trade,
        });
    }
}
