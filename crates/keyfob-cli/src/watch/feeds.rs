//! The feeds of a session, and where their events go.

use std::future::pending;
use std::io;
use std::time::{Duration, Instant};

use keyfob::Error;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::orders::{OrderEvent, OrderFeed};
use keyfob::kotak_neo::feed::{Depth, Event, MarketFeed};
use tokio::time::{MissedTickBehavior, interval};

use crate::failure::Failure;

use super::model::{FeedStatus, Model};

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
    /// None: nothing of the market is watched.
    market: Option<MarketFeed>,
    /// None: no orders are watched.
    orders: Option<OrderFeed>,
    model: Model,
}

impl Feeds {
    /// Opens those that are wanted, and subscribes.
    pub async fn open(
        session: &Session,
        instruments: &[String],
        with_orders: bool,
    ) -> Result<Self, Error> {
        let mut feeds = Self {
            market: None,
            orders: None,
            model: Model::default(),
        };
        if with_orders {
            feeds.orders = Some(session.order_feed().await?);
            feeds.model.orders = Some(FeedStatus::default());
            // The feed tells what changes from now on.
            for order in session.orders().await? {
                feeds.model.order((&order).into());
            }
        }
        if !instruments.is_empty() {
            let market = session.market_feed().await?;
            let instruments = instruments.iter().map(String::as_str);
            market.subscribe(Depth::Touch, instruments).await?;
            feeds.market = Some(market);
            feeds.model.market = Some(FeedStatus::default());
        }
        Ok(feeds)
    }

    /// Goes on until the reader has seen enough, or a feed ends.
    pub async fn show(&mut self, mut shown: impl Show) -> Result<(), Failure> {
        let mut refresh = interval(REFRESH);
        refresh.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let goes_on = tokio::select! {
                Some(event) = next_market(&mut self.market) => self.take_market(event, &mut shown)?,
                Some(event) = next_order(&mut self.orders) => self.take_order(event, &mut shown)?,
                _ = refresh.tick() => self.refresh(&mut shown)?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Shows an event and keeps it; an error if it is the feed's end.
    pub fn take_market(&mut self, event: Event, shown: &mut impl Show) -> Result<bool, Failure> {
        shown.market(&event)?;
        self.model.market(&event, Instant::now());
        match event {
            Event::Ended(error) => Err(error.into()),
            _ => Ok(true),
        }
    }

    /// The same of an event of the orders.
    pub fn take_order(
        &mut self,
        event: OrderEvent,
        shown: &mut impl Show,
    ) -> Result<bool, Failure> {
        shown.order(&event)?;
        self.model.account(&event, Instant::now());
        match event {
            OrderEvent::Ended(error) => Err(error.into()),
            _ => Ok(true),
        }
    }

    fn refresh(&mut self, shown: &mut impl Show) -> io::Result<bool> {
        if let (Some(feed), Some(status)) = (&self.market, &mut self.model.market) {
            let handle = feed.handle();
            status.state = Some(handle.state());
            status.problems = handle.problems();
        }
        if let (Some(feed), Some(status)) = (&self.orders, &mut self.model.orders) {
            let handle = feed.handle();
            status.state = Some(handle.state());
            status.problems = handle.problems();
        }
        shown.refresh(&self.model)
    }
}

async fn next_market(feed: &mut Option<MarketFeed>) -> Option<Event> {
    match feed {
        Some(feed) => feed.next().await,
        None => pending().await,
    }
}

async fn next_order(feed: &mut Option<OrderFeed>) -> Option<OrderEvent> {
    match feed {
        Some(feed) => feed.next().await,
        None => pending().await,
    }
}
