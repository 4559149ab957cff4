//! A sandbox with its books, and sessions on it.

use std::time::Duration;

use keyfob::kotak_neo::feed::orders::{OrderEvent, OrderFeed, OrderUpdate};
use keyfob::kotak_neo::feed::{FeedSettings, State};
use keyfob::kotak_neo::{Consumer, Session, g1, g2, g3};
use keyfob::trading::{Contract, Order, Product, Segment, Side};
use keyfob::{Clock, Decimal, RateLimits, Retry, Settings, Totp};
use keyfob_sandbox::Sandbox;

pub struct Stand {
    pub sandbox: Sandbox,
}

/// The share that the demo's market knows.
const SHARE: &str = "SANDBOXCO-EQ";

impl Stand {
    pub async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.kotak_neo().allow_used_codes(true);
        Self { sandbox }
    }

    pub fn settings(&self) -> Settings {
        let clock = self.sandbox.clock();
        let settings = Settings::default().with_origin(self.sandbox.url());
        let settings = settings.with_clock(Clock::from_fn(move || clock.now()));
        let settings = settings.with_rate_limits(RateLimits::none());
        settings.with_retry(Retry::never())
    }

    pub async fn g3(&self) -> Session {
        let account = self.sandbox.accounts().kotak_neo[0].clone();
        let login = g3::Login::new(&*account.dashboard_token).with_settings(self.settings());
        let code = self.sandbox.totp(&account.totp_secret).unwrap();
        let view = login.totp(&account.mobile, &account.ucc, code).await;
        view.unwrap().mpin(&*account.mpin).await.unwrap()
    }

    pub fn g3_manager(&self) -> g3::Manager {
        let account = self.sandbox.accounts().kotak_neo[0].clone();
        let login = g3::Login::new(&*account.dashboard_token).with_settings(self.settings());
        let totp = Totp::new(account.totp_secret).unwrap();
        let provider = g3::TotpAndMpin::new(&account.mobile, &account.ucc, totp, &*account.mpin);
        g3::Manager::new(login, provider)
    }

    pub async fn g1(&self) -> Session {
        let account = self.sandbox.accounts().kotak_neo[0].clone();
        let consumer = Consumer::new(account.consumer_key, account.consumer_secret);
        let login = g1::Login::new(consumer.with_settings(self.settings()));
        let application = login.access_token().await.unwrap();
        let identity = g1::Identity::Mobile(account.mobile);
        let knowledge = g1::Knowledge::Password(account.password.into());
        let view = application.identify(identity, knowledge).await.unwrap();
        view.mpin(account.mpin).await.unwrap()
    }

    pub async fn g2(&self) -> Session {
        let account = self.sandbox.accounts().kotak_neo[0].clone();
        let consumer = Consumer::new(account.consumer_key, account.consumer_secret);
        let consumer = consumer.with_settings(self.settings());
        let login = g2::Login::new(consumer, &*account.ucc)
            .locate()
            .await
            .unwrap();
        let application = login.access_token().await.unwrap();
        let code = self.sandbox.totp(&account.totp_secret).unwrap();
        let view = application.totp(&account.mobile, code).await.unwrap();
        view.mpin(&*account.mpin).await.unwrap()
    }

    /// Waits until the order book and the positions were read this often.
    pub async fn books_are_read(&self, times: usize) {
        for _ in 0..2000 {
            let exchanges = self.sandbox.exchanges();
            let books = exchanges
                .iter()
                .filter(|it| it.path == "/quick/user/orders");
            if books.count() >= times {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the books are not read");
    }

    pub fn token(&self) -> u64 {
        let instruments = self.sandbox.exchange().instruments();
        let mut shares = instruments.iter();
        shares
            .find(|share| share.name == "SANDBOXCO")
            .map_or_else(|| panic!("{instruments:?}"), |share| share.token)
    }

    pub fn set_price(&self, rupees: i64) {
        assert!(
            self.sandbox
                .exchange()
                .set_price(self.token(), Decimal::from(rupees))
        );
    }

    /// Places an order to buy that waits for a lower price.
    pub async fn place(&self, session: &Session, rupees: i64, quantity: u64) -> String {
        let share = Contract::new(Segment::NseCash, SHARE);
        let order = Order::limit(Side::Buy, &share, quantity, Decimal::from(rupees));
        session
            .place(order.product(Product::Delivery))
            .await
            .unwrap()
    }
}

/// Short waits, as loopback allows.
pub fn quick() -> FeedSettings {
    FeedSettings {
        first_wait: Duration::from_millis(20),
        longest_wait: Duration::from_millis(100),
        silence: Duration::from_millis(400),
        pong: Duration::from_millis(400),
        ..FeedSettings::default()
    }
}

/// The next event, which is not far.
pub async fn next(feed: &mut OrderFeed) -> OrderEvent {
    let next = tokio::time::timeout(Duration::from_secs(10), feed.next()).await;
    next.expect("nothing came").expect("the feed is over")
}

/// The next event, an order's.
pub async fn next_order(feed: &mut OrderFeed) -> OrderUpdate {
    match next(feed).await {
        OrderEvent::Order(order) => *order,
        other => panic!("{other:?}"),
    }
}

/// Waits until the feed's connection is in this state.
pub async fn is_in(feed: &OrderFeed, state: State) {
    let mut states = feed.handle().states();
    let reached = states.wait_for(|now| *now == state);
    let reached = tokio::time::timeout(Duration::from_secs(10), reached).await;
    reached.expect("the state is not reached").unwrap();
}
