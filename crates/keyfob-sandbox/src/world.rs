//! Everything the handlers share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::exchange::Market;
use crate::failure::Failures;
use crate::record::Exchange;
use crate::{kotak_neo, kotak_trade, quatrix};

pub(crate) type Shared = Arc<World>;

pub(crate) struct World {
    pub(crate) clock: Clock,
    /// The first origin, without a trailing slash.
    pub(crate) url: String,
    /// The second origin, without a trailing slash.
    pub(crate) second_url: String,
    pub(crate) accounts: Accounts,
    kotak_trade: Mutex<kotak_trade::State>,
    kotak_neo: Mutex<kotak_neo::State>,
    quatrix: Mutex<quatrix::State>,
    market: Mutex<Market>,
    failures: Mutex<Failures>,
    exchanges: Mutex<Vec<Exchange>>,
}

impl World {
    pub(crate) fn new(accounts: Accounts, url: String, second_url: String) -> Self {
        Self {
            clock: Clock::default(),
            url,
            second_url,
            kotak_trade: Mutex::new(kotak_trade::State::new(&accounts.kotak_trade)),
            kotak_neo: Mutex::new(kotak_neo::State::new(&accounts.kotak_neo)),
            quatrix: Mutex::new(quatrix::State::new(&accounts.quatrix)),
            market: Mutex::default(),
            failures: Mutex::default(),
            exchanges: Mutex::default(),
            accounts,
        }
    }

    pub(crate) fn kotak_trade(&self) -> MutexGuard<'_, kotak_trade::State> {
        lock(&self.kotak_trade)
    }

    pub(crate) fn kotak_neo(&self) -> MutexGuard<'_, kotak_neo::State> {
        lock(&self.kotak_neo)
    }

    pub(crate) fn quatrix(&self) -> MutexGuard<'_, quatrix::State> {
        lock(&self.quatrix)
    }

    pub(crate) fn market(&self) -> MutexGuard<'_, Market> {
        lock(&self.market)
    }

    pub(crate) fn failures(&self) -> MutexGuard<'_, Failures> {
        lock(&self.failures)
    }

    pub(crate) fn exchanges(&self) -> MutexGuard<'_, Vec<Exchange>> {
        lock(&self.exchanges)
    }
}

/// A panic elsewhere leaves plain data behind; there is nothing to protect from it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
