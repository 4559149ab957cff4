//! What is known of the market and the account. Events go in; it does nothing by itself.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use keyfob::Decimal;
use keyfob::kotak_neo::feed::orders::{OrderEvent, OrderUpdate};
use keyfob::kotak_neo::feed::{Event, Gap, IndexQuote, Instrument, Level, Quote, State};
use keyfob::trading::BookOrder;

/// How many orders are kept: those that changed last.
const MOST_ORDERS: usize = 200;

#[derive(Default)]
pub struct Model {
    /// Of the feeds that are watched.
    pub market: Option<FeedStatus>,
    pub orders: Option<FeedStatus>,
    quotes: BTreeMap<Instrument, QuoteRow>,
    /// The one that changed last comes first.
    order_rows: Vec<OrderRow>,
}

/// Where a feed stands.
#[derive(Default)]
pub struct FeedStatus {
    pub state: Option<State>,
    pub last_gap: Option<LastGap>,
    pub problems: Vec<(&'static str, u64)>,
}

/// The last time in which nothing came.
pub struct LastGap {
    pub length: Duration,
    pub reason: String,
    pub ended: Instant,
}

/// What is known of an instrument or an index.
pub struct QuoteRow {
    pub name: String,
    pub last: Option<Decimal>,
    pub change_percent: Option<Decimal>,
    pub bid: Option<Level>,
    pub offer: Option<Level>,
    pub volume: Option<i64>,
    /// When it came.
    pub came: Instant,
    /// How many quotes were passed over for newer ones.
    pub conflated: u64,
    /// It came before a gap: what it says may not hold any more.
    pub is_stale: bool,
}

/// What is known of an order.
pub struct OrderRow {
    pub number: String,
    pub side: String,
    pub name: String,
    pub status: String,
    pub quantity: i64,
    pub filled: i64,
    pub price: Option<Decimal>,
    pub average_price: Option<Decimal>,
}

impl Model {
    /// Takes in what came from the market.
    pub fn market(&mut self, event: &Event, now: Instant) {
        match event {
            Event::Quote(quote) => {
                let row = QuoteRow::of_quote(quote, now);
                self.quote(&quote.instrument, row);
            }
            Event::Index(index) => {
                let row = QuoteRow::of_index(index, now);
                self.quote(&index.instrument, row);
            }
            Event::Gap(gap) => self.gap(LastGap::new(gap, now)),
            _ => {}
        }
    }

    /// Takes in what came of the account's orders.
    pub fn account(&mut self, event: &OrderEvent, now: Instant) {
        match event {
            OrderEvent::Order(order) => self.order(OrderRow::from(&**order)),
            OrderEvent::Gap(gap) => {
                self.orders.get_or_insert_default().last_gap = Some(LastGap::new(gap, now));
            }
            _ => {}
        }
    }

    /// The market was not heard for a while.
    pub fn gap(&mut self, gap: LastGap) {
        self.market.get_or_insert_default().last_gap = Some(gap);
        for row in self.quotes.values_mut() {
            row.is_stale = true;
        }
    }

    /// An order as it is now.
    pub fn order(&mut self, mut order: OrderRow) {
        let mut rows = self.order_rows.iter();
        if let Some(at) = rows.position(|row| row.number == order.number) {
            // The feed does not tell limits.
            order.price = order.price.or(self.order_rows.remove(at).price);
        }
        self.order_rows.insert(0, order);
        self.order_rows.truncate(MOST_ORDERS);
    }

    /// By segment and token.
    pub fn quotes(&self) -> impl Iterator<Item = &QuoteRow> {
        self.quotes.values()
    }

    /// The one that changed last comes first.
    pub fn order_rows(&self) -> &[OrderRow] {
        &self.order_rows
    }

    fn quote(&mut self, instrument: &Instrument, mut row: QuoteRow) {
        let before = self.quotes.get(instrument);
        row.conflated += before.map_or(0, |before| before.conflated);
        self.quotes.insert(instrument.clone(), row);
    }
}

impl FeedStatus {
    /// The feed's state and problems, in a few words.
    pub fn summary(&self) -> String {
        let state = self.state.map(|state| state.to_string());
        let mut summary = state.unwrap_or_else(|| "opening".to_owned());
        if !self.problems.is_empty() {
            let problems = self.problems.iter();
            let problems = problems.map(|(name, count)| format!("{count} {name}"));
            let problems = problems.collect::<Vec<_>>().join(", ");
            summary = format!("{summary}, not understood: {problems}");
        }
        summary
    }
}

impl LastGap {
    fn new(gap: &Gap, now: Instant) -> Self {
        Self {
            length: gap.duration(),
            reason: gap.reason.to_string(),
            ended: now,
        }
    }
}

impl QuoteRow {
    fn of_quote(quote: &Quote, now: Instant) -> Self {
        let symbol = quote.symbol.as_deref().map(str::to_owned);
        Self {
            name: symbol.unwrap_or_else(|| quote.instrument.to_string()),
            last: quote.last_price.map(Decimal::from),
            change_percent: quote.change_percent(),
            bid: quote.best_bid().copied(),
            offer: quote.best_offer().copied(),
            volume: quote.volume,
            came: now,
            conflated: quote.conflated.into(),
            is_stale: false,
        }
    }

    fn of_index(index: &IndexQuote, now: Instant) -> Self {
        let name = index.name.as_deref().map(str::to_owned);
        Self {
            name: name.unwrap_or_else(|| index.instrument.to_string()),
            last: index.value.map(Decimal::from),
            change_percent: index.change_percent(),
            bid: None,
            offer: None,
            volume: None,
            came: now,
            conflated: index.conflated.into(),
            is_stale: false,
        }
    }
}

/// A row of what has the members of an order.
macro_rules! order_row {
    ($order:expr) => {
        OrderRow {
            number: $order.number.clone(),
            side: $order.side.to_string(),
            name: $order.contract.to_string(),
            status: $order.status.to_string(),
            quantity: $order.quantity,
            filled: $order.filled_quantity,
            price: $order.price,
            average_price: $order.average_price,
        }
    };
}

impl From<&OrderUpdate> for OrderRow {
    fn from(order: &OrderUpdate) -> Self {
        order_row!(order)
    }
}

impl<Raw> From<&BookOrder<Raw>> for OrderRow {
    fn from(order: &BookOrder<Raw>) -> Self {
        order_row!(order)
    }
}

/// A change as people read it. Rounded first: the format alone would cut digits off.
pub fn percent(change: Decimal) -> String {
    format!("{:+.2}%", change.round_dp(2))
}
