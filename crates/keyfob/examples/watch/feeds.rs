//! The two feeds of a session, and where their events go.

use std::io;
use std::time::{Duration, Instant};

use keyfob::Error;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::orders::{OrderEvent, OrderFeed};
use keyfob::kotak_neo::feed::{Depth, Event, MarketFeed};
use tokio::time::{MissedTickBehavior, interval};

use super::model::Model;

/// How often what is shown is brought up to date.
const REFRESH: Duration = Duration::from_millis(100);

/// Where events are shown.
pub trait Show {
    /// Something came from the market.
    fn market(&mut self, event: &Event) -> io::Result<()>;

    /// Something came of the orders.
    fn order(&mut self, event: &OrderEvent) -> io::Result<()>;

    /// Shows what is known by now; whether to go on.
    fn refresh(&mut self, model: &Model) -> io::Result<bool>;
}

pub struct Feeds {
    market: MarketFeed,
    orders: OrderFeed,
    model: Model,
}

impl Feeds {
    /// Opens both, and subscribes.
    pub async fn open(session: &Session, instruments: &[String]) -> Result<Self, Error> {
        let orders = session.order_feed().await?;
        let market = session.market_feed().await?;
        let mut model = Model::default();
        // The feed tells what changes from now on.
        for order in session.orders().await? {
            model.order((&order).into());
        }
        let instruments = instruments.iter().map(String::as_str);
        market.subscribe(Depth::Touch, instruments).await?;
        Ok(Self {
            market,
            orders,
            model,
        })
    }

    /// Goes on until the reader has seen enough, or a feed ends.
    pub async fn show(&mut self, mut shown: impl Show) -> Result<(), Error> {
        let mut refresh = interval(REFRESH);
        refresh.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let goes_on = tokio::select! {
                Some(event) = self.market.next() => self.take_market(event, &mut shown)?,
                Some(event) = self.orders.next() => self.take_order(event, &mut shown)?,
                _ = refresh.tick() => self.refresh(&mut shown).map_err(unwritable)?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Shows an event and keeps it; an error if it is the feed's end.
    pub fn take_market(&mut self, event: Event, shown: &mut impl Show) -> Result<bool, Error> {
        shown.market(&event).map_err(unwritable)?;
        self.model.market(&event, Instant::now());
        match event {
            Event::Ended(error) => Err(error),
            _ => Ok(true),
        }
    }

    /// The same of an event of the orders.
    pub fn take_order(&mut self, event: OrderEvent, shown: &mut impl Show) -> Result<bool, Error> {
        shown.order(&event).map_err(unwritable)?;
        self.model.account(&event, Instant::now());
        match event {
            OrderEvent::Ended(error) => Err(error),
            _ => Ok(true),
        }
    }

    fn refresh(&mut self, shown: &mut impl Show) -> io::Result<bool> {
        let (market, orders) = (self.market.handle(), self.orders.handle());
        self.model.market.state = Some(market.state());
        self.model.market.problems = market.problems();
        self.model.orders.state = Some(orders.state());
        self.model.orders.problems = orders.problems();
        shown.refresh(&self.model)
    }
}

fn unwritable(error: io::Error) -> Error {
    Error::settings(format!("nothing can be shown: {error}"))
}
