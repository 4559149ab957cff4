//! Market data: quotes, order books, indices, and the state of the markets.

mod book;
mod event;
mod handle;
mod protocol;
mod topic;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::Stream;
use keyfob_core::{BoxFuture, Error, Secret};
use keyfob_feed::{Feed, FeedSettings};
use kotak_neo_feed::Depth;

use self::protocol::Market;
use super::endpoint::FeedConfig;
use crate::kotak_neo::Session;
use crate::kotak_neo::quotes::QuoteSymbol;

pub use book::{OrderBook, OrderBooks};
pub use event::{Event, Refused};
pub use handle::MarketFeedHandle;
pub use topic::Topic;

impl Session {
    /// Opens the feed of market data: SFeed in G3, HSM in G1 and G2.
    ///
    /// ```no_run
    /// use keyfob::kotak_neo::feed::{Depth, Event};
    ///
    /// # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
    /// let mut feed = session.market_feed().await?;
    /// feed.subscribe(Depth::Touch, ["nse_cm|11536", "nse_cm|Nifty 50"]).await?;
    /// while let Some(event) = feed.next().await {
    ///     match event {
    ///         Event::Quote(quote) => println!("{}: {:?}", quote.instrument, quote.last_price),
    ///         Event::Index(index) => println!("{:?}: {:?}", index.name, index.value),
    ///         Event::Gap(gap) => println!("nothing for {:?}: {}", gap.duration(), gap.reason),
    ///         Event::Ended(error) => return Err(error),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn market_feed(&self) -> OpenMarketFeed {
        OpenMarketFeed {
            session: self.clone(),
            settings: FeedSettings::default(),
            url: None,
        }
    }
}

/// A market feed that is to be opened, by `.await`.
///
/// # Errors
/// Why the first connection did not come to stand, or its login was refused. From then on the feed replaces lost connections by itself.
#[derive(Debug, Clone)]
#[must_use = "it is opened by `.await`"]
pub struct OpenMarketFeed {
    session: Session,
    settings: FeedSettings,
    /// Its parameters may be secret.
    url: Option<Secret>,
}

impl OpenMarketFeed {
    /// How long to wait for what. In G3, the vendor's service that tells where the feed is gets a third of the time for a connection at most,
    /// and never more than 5 s; where it does not answer, the feed is where the login or the vendor's client has it.
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
}

impl IntoFuture for OpenMarketFeed {
    type Output = Result<MarketFeed, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let config = FeedConfig::new(&self.settings);
            let market = Market::new(self.session, self.url, config);
            let is_sfeed = market.is_sfeed();
            let feed = Feed::open(market, self.settings).await?;
            let handle = MarketFeedHandle::new(feed.handle(), is_sfeed);
            Ok(MarketFeed { feed, handle })
        })
    }
}

/// Market data as a stream of [`Event`]s, which goes on over any number of connections.
///
/// One task keeps the connection, and never waits for the reader. Dropping the feed closes it. A busy feed is read cheapest in a task of
/// its own (`tokio::spawn`): `main` is another thread, which has to be woken for each frame.
pub struct MarketFeed {
    feed: Feed<Market>,
    handle: MarketFeedHandle,
}

impl MarketFeed {
    /// The next event; `None` once the feed is over. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Event> {
        std::future::poll_fn(|context| self.poll_event(context)).await
    }

    /// A handle, for the parts of a program that do not read.
    pub fn handle(&self) -> MarketFeedHandle {
        self.handle.clone()
    }

    /// As [`MarketFeedHandle::subscribe`].
    ///
    /// # Errors
    /// As there.
    pub async fn subscribe<S: Into<QuoteSymbol>>(
        &self,
        depth: Depth,
        instruments: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.handle.subscribe(depth, instruments).await
    }

    /// As [`MarketFeedHandle::unsubscribe`].
    ///
    /// # Errors
    /// As there.
    pub async fn unsubscribe<S: Into<QuoteSymbol>>(
        &self,
        depth: Depth,
        instruments: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.handle.unsubscribe(depth, instruments).await
    }

    /// As [`MarketFeedHandle::subscribe_indices`].
    ///
    /// # Errors
    /// As there.
    pub async fn subscribe_indices<S: Into<QuoteSymbol>>(
        &self,
        indices: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.handle.subscribe_indices(indices).await
    }

    /// As [`MarketFeedHandle::unsubscribe_indices`].
    ///
    /// # Errors
    /// As there.
    pub async fn unsubscribe_indices<S: Into<QuoteSymbol>>(
        &self,
        indices: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.handle.unsubscribe_indices(indices).await
    }

    /// As [`MarketFeedHandle::subscribe_market_status`].
    ///
    /// # Errors
    /// As there.
    pub async fn subscribe_market_status(&self) -> Result<(), Error> {
        self.handle.subscribe_market_status().await
    }

    /// As [`MarketFeedHandle::unsubscribe_market_status`].
    ///
    /// # Errors
    /// As there.
    pub async fn unsubscribe_market_status(&self) -> Result<(), Error> {
        self.handle.unsubscribe_market_status().await
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Event>> {
        loop {
            let Some(item) = ready!(Pin::new(&mut self.feed).poll_next(context)) else {
                return Poll::Ready(None);
            };
            if let Some(event) = Event::of(item) {
                return Poll::Ready(Some(event));
            }
        }
    }
}

impl Stream for MarketFeed {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.poll_event(context)
    }
}

impl fmt::Debug for MarketFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.feed.fmt(f)
    }
}
