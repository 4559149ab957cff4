//! A market feed as the parts of a program have it that do not read.

use std::fmt;

use keyfob_core::Error;
use keyfob_feed::{FeedHandle, State};
use kotak_neo_feed::Depth;
use tokio::sync::watch;

use super::Topic;
use super::protocol::{Market, check};
use crate::kotak_neo::quotes::QuoteSymbol;

/// Subscribes, asks and closes. Cloning it is cheap.
#[derive(Clone)]
pub struct MarketFeedHandle {
    feed: FeedHandle<Market>,
    is_sfeed: bool,
}

impl MarketFeedHandle {
    pub(super) fn new(feed: FeedHandle<Market>, is_sfeed: bool) -> Self {
        Self { feed, is_sfeed }
    }

    /// Subscribes to instruments of the list, contracts, rows of a book, or texts `segment|token`; what has a name in place of a token,
    /// `nse_cm|Nifty 50`, is an index.
    ///
    /// It holds on every later connection, too. It is counted: what is subscribed to twice has to be unsubscribed twice, and the vendor is asked
    /// once. It waits until the vendor is asked, or not at all where there is no connection just now.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for what is no instrument, for a depth that the feed does not have (HSM has neither
    /// [`Depth::LastPrice`] nor [`Depth::Twenty`]), and where there would be more subscriptions than the vendor takes: 3,000 in G3 and
    /// 3,200 in G1 and G2. Then nothing is subscribed to. [`Error::SessionClosed`] where the feed is over.
    pub async fn subscribe<S: Into<QuoteSymbol>>(
        &self,
        depth: Depth,
        instruments: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        let topics = topics(instruments, |symbol| Topic::of(depth, symbol))?;
        self.subscribe_topics(&topics).await
    }

    /// Takes back one [`subscribe`](Self::subscribe) of each. What is on its way, or waits to be read, is still told.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for what is no instrument, [`Error::SessionClosed`] where the feed is over.
    pub async fn unsubscribe<S: Into<QuoteSymbol>>(
        &self,
        depth: Depth,
        instruments: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        let topics = topics(instruments, |symbol| Topic::of(depth, symbol))?;
        self.feed.unsubscribe(&topics).await
    }

    /// Subscribes to indices by name or by token.
    ///
    /// # Errors
    /// As [`subscribe`](Self::subscribe).
    pub async fn subscribe_indices<S: Into<QuoteSymbol>>(
        &self,
        indices: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.subscribe_topics(&topics(indices, Topic::index)?).await
    }

    /// Takes back one [`subscribe_indices`](Self::subscribe_indices) of each.
    ///
    /// # Errors
    /// As [`unsubscribe`](Self::unsubscribe).
    pub async fn unsubscribe_indices<S: Into<QuoteSymbol>>(
        &self,
        indices: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        let topics = topics(indices, Topic::index)?;
        self.feed.unsubscribe(&topics).await
    }

    /// Subscribes to the state of the markets: [`Event::MarketStatus`](super::Event::MarketStatus). G3 only.
    ///
    /// # Errors
    /// As [`subscribe`](Self::subscribe).
    pub async fn subscribe_market_status(&self) -> Result<(), Error> {
        self.subscribe_topics(&[Topic::MarketStatus]).await
    }

    /// Takes back one [`subscribe_market_status`](Self::subscribe_market_status).
    ///
    /// # Errors
    /// [`Error::SessionClosed`] where the feed is over.
    pub async fn unsubscribe_market_status(&self) -> Result<(), Error> {
        self.feed.unsubscribe(&[Topic::MarketStatus]).await
    }

    /// Subscribes to topics of any kind.
    ///
    /// # Errors
    /// As [`subscribe`](Self::subscribe).
    pub async fn subscribe_topics(&self, topics: &[Topic]) -> Result<(), Error> {
        topics.iter().try_for_each(Topic::check)?;
        check(topics, self.is_sfeed)?;
        self.feed.subscribe(topics).await
    }

    /// Takes back one subscription of each.
    ///
    /// # Errors
    /// [`Error::SessionClosed`] where the feed is over.
    pub async fn unsubscribe_topics(&self, topics: &[Topic]) -> Result<(), Error> {
        self.feed.unsubscribe(topics).await
    }

    /// What is subscribed to, sorted.
    pub fn topics(&self) -> Vec<Topic> {
        self.feed.topics()
    }

    /// Where the connection stands.
    pub fn state(&self) -> State {
        self.feed.state()
    }

    /// The same, to be waited for.
    pub fn states(&self) -> watch::Receiver<State> {
        self.feed.states()
    }

    /// How many events were replaced by newer ones before they were read.
    pub fn conflated(&self) -> u64 {
        self.feed.conflated()
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

impl fmt::Debug for MarketFeedHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.feed.fmt(f)
    }
}

fn topics<S: Into<QuoteSymbol>>(
    symbols: impl IntoIterator<Item = S>,
    topic: impl Fn(QuoteSymbol) -> Result<Topic, Error>,
) -> Result<Vec<Topic>, Error> {
    symbols
        .into_iter()
        .map(|symbol| topic(symbol.into()))
        .collect()
}
