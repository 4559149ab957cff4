//! What every handler of this vendor shares.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use super::feeds::hub::Hub;
use super::state::State;
use crate::accounts::KotakNeoAccount;
use crate::context::Context;
use crate::exchange::{Market, SharedMarket};
use crate::lock::lock;

pub(crate) type Shared = Arc<App>;

pub(crate) struct App {
    pub(super) context: Context,
    market: SharedMarket,
    state: Mutex<State>,
    /// The connections to the feeds.
    pub(super) feeds: Arc<Hub>,
}

impl App {
    pub(crate) fn new(
        context: Context,
        market: SharedMarket,
        accounts: &[KotakNeoAccount],
    ) -> Self {
        Self {
            context,
            market,
            state: Mutex::new(State::new(accounts)),
            feeds: Arc::default(),
        }
    }

    /// Forgets everything, and knows these users.
    pub(crate) fn reset(&self, accounts: &[KotakNeoAccount]) {
        *self.state() = State::new(accounts);
        self.feeds.reset();
    }

    pub(super) fn now(&self) -> SystemTime {
        self.context.clock.now()
    }

    /// Where the newest generation has its market feed.
    pub(super) fn market_feed_url(&self) -> String {
        format!("{}/betafeed", self.socket_url())
    }

    pub(super) fn order_feed_url(&self) -> String {
        format!("{}/realtime", self.socket_url())
    }

    fn socket_url(&self) -> String {
        self.context.url.replacen("http", "ws", 1)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn market(&self) -> MutexGuard<'_, Market> {
        self.market.lock()
    }
}
