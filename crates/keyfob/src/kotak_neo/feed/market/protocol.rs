//! The two protocols of market data, by the session's generation.

mod hsm;
mod sfeed;

use keyfob_core::{Error, Handle, Operation, Secret};
use keyfob_feed::{Conversation, Frame, Message, Progress, Protocol, Sink, Socket, open_socket};
use kotak_neo_feed::{Depth, MarketEvent, Problem};

use self::hsm::Hsm;
use self::sfeed::SFeed;
use super::Topic;
use super::event::Update;
use crate::kotak_neo::Session;
use crate::kotak_neo::feed::endpoint::FeedConfig;
use crate::kotak_neo::feed::operation::MARKET_FEED;
use crate::kotak_neo::feed::session;
use crate::kotak_neo::generation::is_g3;

/// A session's feed of market data.
pub(super) struct Market {
    session: Session,
    url: Option<Secret>,
    config: FeedConfig,
}

impl Market {
    pub(super) fn new(session: Session, url: Option<Secret>, config: FeedConfig) -> Self {
        Self {
            session,
            url,
            config,
        }
    }

    pub(super) fn is_sfeed(&self) -> bool {
        is_g3(self.handle())
    }
}

/// Refuses what this feed does not have.
pub(super) fn check(topics: &[Topic], is_sfeed: bool) -> Result<(), Error> {
    if is_sfeed {
        return Ok(());
    }
    let what = topics.iter().find_map(|topic| match topic {
        Topic::MarketStatus => Some("the state of the markets"),
        Topic::Quotes(Depth::LastPrice, _) => Some("quotes of the last price alone"),
        Topic::Quotes(Depth::Twenty, _) => Some("order books of twenty levels"),
        _ => None,
    });
    match what {
        Some(what) => Err(Error::invalid_input(format!(
            "the market feed of G1 and G2 does not have {what}"
        ))),
        None => Ok(()),
    }
}

impl Protocol for Market {
    type Topic = Topic;
    type Event = Update;
    type Conversation = MarketConversation;

    fn operation(&self) -> &'static Operation {
        &MARKET_FEED
    }

    fn handle(&self) -> &Handle {
        self.session.client().handle()
    }

    fn most_topics(&self) -> usize {
        match self.is_sfeed() {
            true => kotak_neo_feed::sfeed::MAX_SUBSCRIPTIONS,
            false => hsm::MOST_TOPICS,
        }
    }

    async fn connect(&self) -> Result<(Socket, MarketConversation), Error> {
        // Before anything is sent: without a session there is nothing to log in with.
        let conversation = match self.is_sfeed() {
            true => MarketConversation::SFeed(SFeed::new(&self.session)?),
            false => MarketConversation::Hsm(Hsm::new(&self.session)?),
        };
        let url = match &self.url {
            Some(url) => url.expose().to_owned(),
            None => self.config.market(&self.session).await,
        };
        let socket = open_socket(self.handle(), &MARKET_FEED, &url).await?;
        Ok((socket, conversation))
    }

    async fn refused(&self, _refusal: Error) -> Result<(), Error> {
        self.config.look_up_again();
        session::check(&self.session).await
    }
}

/// What is spoken on one connection.
pub(super) enum MarketConversation {
    Hsm(Hsm),
    SFeed(SFeed),
}

impl Conversation for MarketConversation {
    type Topic = Topic;
    type Event = Update;

    fn begin(&mut self, outgoing: &mut Vec<Message>) {
        match self {
            Self::Hsm(hsm) => hsm.begin(outgoing),
            Self::SFeed(sfeed) => sfeed.begin(outgoing),
        }
    }

    fn receive(&mut self, frame: Frame<'_>, sink: &mut Sink<'_, Update>) -> Progress {
        match self {
            Self::Hsm(hsm) => hsm.receive(frame, sink),
            Self::SFeed(sfeed) => sfeed.receive(frame, sink),
        }
    }

    fn subscribe(&mut self, added: &[Topic], removed: &[Topic], outgoing: &mut Vec<Message>) {
        match self {
            Self::Hsm(hsm) => hsm.subscribe(added, removed, outgoing),
            Self::SFeed(sfeed) => sfeed.subscribe(added, removed, outgoing),
        }
    }
}

/// Hands what a codec finds on to the feed.
struct Found<'s, 'f> {
    sink: &'s mut Sink<'f, Update>,
    /// Whether a message was lost in what came.
    is_damaged: bool,
}

impl<'s, 'f> Found<'s, 'f> {
    fn new(sink: &'s mut Sink<'f, Update>) -> Self {
        Self {
            sink,
            is_damaged: false,
        }
    }
}

impl kotak_neo_feed::Sink for Found<'_, '_> {
    fn event(&mut self, event: MarketEvent) {
        self.sink.event(Update::Market(event));
    }

    fn problem(&mut self, problem: Problem) {
        self.is_damaged |= matches!(problem, Problem::Truncated | Problem::InvalidLength);
        self.sink.problem(problem.label());
    }
}

#[cfg(test)]
mod tests {
    use keyfob_feed::FeedSettings;

    use super::*;
    use crate::kotak_neo::feed::endpoint::tests::{Service, Stand};

    #[tokio::test]
    async fn a_refused_login_has_the_feed_looked_up_again() {
        let stand = Stand::start(Service::Names("/first")).await;
        let config = FeedConfig::new(&FeedSettings::default());
        let market = Market::new(stand.session.clone(), None, config);
        let at = async || market.config.market(&market.session).await;
        assert_eq!(at().await, "wss://feed.example/first");
        stand.set(Service::Names("/second"));
        assert_eq!(at().await, "wss://feed.example/first");
        // Whether the session stands is another matter.
        let _ = market.refused(Error::invalid_input("refused")).await;
        assert_eq!(at().await, "wss://feed.example/second");
    }
}
