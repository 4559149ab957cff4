//! An order feed as a program has it.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use keyfob_core::{BoxFuture, Error, Secret};
use keyfob_feed::{Feed, FeedHandle, FeedSettings, State};
use tokio::sync::{mpsc, watch};

use super::OrderEvent;
use super::books::Books;
use super::driver::Driver;
use super::event_sender::EventSender;
use super::protocol::Orders;
use crate::kotak_neo::Session;
use crate::kotak_neo::feed::endpoint::FeedConfig;

impl Session {
    /// Opens the feed of the account's orders and positions (positions in G3 only).
    ///
    /// What stood before is not told: the books are read first, and what changes from then on is told, each state of an order once and in
    /// order. After each gap the books are read again.
    ///
    /// ```no_run
    /// use keyfob::kotak_neo::feed::orders::OrderEvent;
    ///
    /// # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
    /// let mut feed = session.order_feed().await?;
    /// while let Some(event) = feed.next().await {
    ///     match event {
    ///         OrderEvent::Order(order) => println!(
    ///             "{} {}: {} of {} at {:?}",
    ///             order.number, order.status, order.filled_quantity, order.quantity, order.average_price
    ///         ),
    ///         OrderEvent::Gap(gap) => println!("nothing for {:?}: {}", gap.duration(), gap.reason),
    ///         OrderEvent::Ended(error) => return Err(error),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn order_feed(&self) -> OpenOrderFeed {
        OpenOrderFeed {
            session: self.clone(),
            settings: FeedSettings::default(),
            url: None,
        }
    }
}

/// An order feed that is to be opened, by `.await`.
///
/// # Errors
/// Those of reading the order book, and why the first connection did not come to stand, or its login was refused. From
/// then on the feed replaces lost connections by itself.
#[derive(Debug, Clone)]
#[must_use = "it is opened by `.await`"]
pub struct OpenOrderFeed {
    session: Session,
    settings: FeedSettings,
    /// Its parameters may be secret.
    url: Option<Secret>,
}

impl OpenOrderFeed {
    /// How long to wait for what.
    pub fn with_settings(mut self, settings: FeedSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Connects to this URL (`wss`) in place of the one that the vendor names. It must lie on one of the vendor's hosts, or where the
    /// session's settings say that they are.
    pub fn with_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(Secret::new(url));
        self
    }

    async fn open(self) -> Result<OrderFeed, Error> {
        let session = self.session;
        // First: what changes while the connection is made is not to be missed.
        let orders = Books::orders(&session).await?;
        // Not worth failing for: users saw books that were answered with something else for hours.
        let positions = Books::positions(&session).await.ok();
        let protocol = Orders::new(session.clone(), self.url, FeedConfig::new(&self.settings));
        let feed = Feed::open(protocol, self.settings).await?;
        let handle = feed.handle();
        let (sender, events) = mpsc::unbounded_channel();
        let sender = EventSender::new(sender, &session.order_watch);
        let clock = session.client().handle().settings().clock().clone();
        let driver = Driver::new(feed, session, sender, clock, orders, positions);
        tokio::spawn(driver.run());
        Ok(OrderFeed {
            events,
            handle: OrderFeedHandle { feed: handle },
        })
    }
}

impl IntoFuture for OpenOrderFeed {
    type Output = Result<OrderFeed, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}

/// Orders and positions as a stream of [`OrderEvent`]s, which goes on over any number of connections.
///
/// Nothing of it is left out, and the connection never waits for the reader: what is not read waits in memory. Dropping the feed closes
/// it.
pub struct OrderFeed {
    events: mpsc::UnboundedReceiver<OrderEvent>,
    handle: OrderFeedHandle,
}

impl OrderFeed {
    /// The next event; `None` once the feed is over. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<OrderEvent> {
        self.events.recv().await
    }

    /// A handle, for the parts of a program that do not read.
    pub fn handle(&self) -> OrderFeedHandle {
        self.handle.clone()
    }
}

impl Stream for OrderFeed {
    type Item = OrderEvent;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<OrderEvent>> {
        self.events.poll_recv(context)
    }
}

impl Drop for OrderFeed {
    fn drop(&mut self) {
        self.handle.close();
    }
}

impl fmt::Debug for OrderFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle.fmt(f)
    }
}

/// Asks and closes. Cloning it is cheap.
#[derive(Clone)]
pub struct OrderFeedHandle {
    feed: FeedHandle<Orders>,
}

impl OrderFeedHandle {
    /// Where the connection stands.
    pub fn state(&self) -> State {
        self.feed.state()
    }

    /// The same, to be waited for.
    pub fn states(&self) -> watch::Receiver<State> {
        self.feed.states()
    }

    /// How often something came that could not be understood, by what it was. It is logged once a minute at most.
    pub fn problems(&self) -> Vec<(&'static str, u64)> {
        self.feed.problems()
    }

    /// Closes the feed; the stream ends after what still waits in it.
    pub fn close(&self) {
        self.feed.close();
    }
}

impl fmt::Debug for OrderFeedHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.feed.fmt(f)
    }
}
