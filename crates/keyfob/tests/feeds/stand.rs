//! A sandbox, sessions of each generation, and feeds that lose no time.

use std::time::Duration;

use keyfob::kotak_neo::feed::{Event, FeedSettings, MarketFeed, MarketFeedHandle, State};
use keyfob::kotak_neo::{Consumer, Session, g1, g2, g3};
use keyfob::{Clock, RateLimits, Settings, Totp};
use keyfob_sandbox::accounts::KotakNeoAccount;
use keyfob_sandbox::kotak_neo::FeedConnection;
use keyfob_sandbox::{Builder, Sandbox};

pub struct Stand {
    pub sandbox: Sandbox,
}

/// Waits that are short, and long enough for a busy machine.
pub fn quick() -> FeedSettings {
    FeedSettings {
        connect: Duration::from_secs(5),
        login: Duration::from_millis(600),
        silence: Duration::from_millis(300),
        pong: Duration::from_millis(300),
        first_wait: Duration::from_millis(5),
        longest_wait: Duration::from_millis(60),
        stable: Duration::from_millis(50),
    }
}

/// More than anything here takes.
pub const LONG: Duration = Duration::from_secs(20);

/// Starts a sandbox on a thread and a runtime of its own, so that the tasks of the test's runtime are the client's alone.
pub fn apart(builder: impl FnOnce() -> Builder + Send + 'static) -> Sandbox {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async move {
            tell.send(builder().start().await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    told.recv().unwrap()
}

impl Stand {
    pub async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        Self { sandbox }
    }

    pub fn settings(&self) -> Settings {
        let clock = self.sandbox.clock();
        let settings = Settings::default()
            .with_origin(self.sandbox.url())
            .with_rate_limits(RateLimits::none());
        settings.with_clock(Clock::from_fn(move || clock.now()))
    }

    pub fn account(&self) -> KotakNeoAccount {
        self.sandbox.accounts().kotak_neo[0].clone()
    }

    fn consumer(&self) -> Consumer {
        let account = self.account();
        let consumer = Consumer::new(account.consumer_key, account.consumer_secret);
        consumer.with_settings(self.settings())
    }

    fn totp(&self) -> Totp {
        Totp::new(self.account().totp_secret).unwrap()
    }

    pub fn g3_login(&self) -> g3::Login {
        g3::Login::new(self.account().dashboard_token).with_settings(self.settings())
    }

    pub fn g3_provider(&self) -> g3::TotpAndMpin {
        let account = self.account();
        g3::TotpAndMpin::new(&account.mobile, &account.ucc, self.totp(), account.mpin)
    }

    /// A code of the authenticator that was not used yet.
    fn code(&self) -> String {
        self.sandbox.clock().advance(Duration::from_secs(31));
        let secret = self.account().totp_secret;
        self.sandbox.totp(&secret).unwrap()
    }

    pub async fn g3(&self) -> Session {
        let (account, code) = (self.account(), self.code());
        let view = self.g3_login().totp(&account.mobile, &account.ucc, code);
        view.await.unwrap().mpin(account.mpin).await.unwrap()
    }

    pub async fn g2(&self) -> Session {
        let (account, code) = (self.account(), self.code());
        let login = g2::Login::new(self.consumer(), &*account.ucc);
        let located = login.locate().await.unwrap().access_token().await.unwrap();
        let view = located.totp(&account.mobile, code).await.unwrap();
        view.mpin(account.mpin).await.unwrap()
    }

    pub async fn g1(&self) -> Session {
        let account = self.account();
        let application = g1::Login::new(self.consumer())
            .access_token()
            .await
            .unwrap();
        let identity = g1::Identity::Mobile(account.mobile);
        let knowledge = g1::Knowledge::Password(account.password.into());
        let view = application.identify(identity, knowledge).await.unwrap();
        view.mpin(account.mpin).await.unwrap()
    }

    /// The only connection to the feeds that is open.
    pub fn connection(&self) -> FeedConnection {
        let connections = self.sandbox.kotak_neo().feeds().connections();
        assert_eq!(connections.len(), 1, "{connections:?}");
        connections[0].clone()
    }
}

/// The next event.
pub async fn next(feed: &mut MarketFeed) -> Event {
    let next = tokio::time::timeout(LONG, feed.next()).await;
    next.expect("no event in time").expect("the feed is over")
}

/// The next event that this is something of; those before it are passed over, but for the end.
pub async fn find<T>(feed: &mut MarketFeed, wanted: impl Fn(&Event) -> Option<T>) -> T {
    loop {
        let event = next(feed).await;
        if let Some(found) = wanted(&event) {
            return found;
        }
        assert!(!matches!(event, Event::Ended(_)), "{event:?}");
    }
}

/// Waits for a state.
pub async fn reach(handle: &MarketFeedHandle, wanted: State) {
    let mut states = handle.states();
    let reached = tokio::time::timeout(LONG, states.wait_for(|state| *state == wanted)).await;
    reached.expect("the state is not reached in time").unwrap();
}

/// Waits until this holds.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(LONG, waiting).await;
    waited.unwrap_or_else(|_| panic!("not in time: {what}"));
}
