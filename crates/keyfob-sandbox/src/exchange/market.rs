//! The one market behind both APIs: instruments, accounts, orders, trades.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use std::time::SystemTime;

use rust_decimal::Decimal;

use super::account::Account;
use super::bulk::bulk;
use super::demo;
use super::instrument::{Instrument, Segment};
use super::order::{Order, Trade};
use super::tape::{Journal, Tape};
use crate::lock::lock;

pub(crate) struct Market {
    pub(super) instruments: BTreeMap<u64, Instrument>,
    /// What is quoted by its name and not traded.
    pub(super) indices: Vec<Instrument>,
    pub(super) accounts: HashMap<String, Account>,
    pub(super) orders: Vec<Order>,
    pub(super) trades: Vec<Trade>,
    pub(super) placed: u64,
    pub(super) traded: u64,
    /// What happened to orders, in its order.
    pub(super) journal: Journal,
    /// Who wants to know of changes.
    pub(super) tape: Tape,
}

/// The market behind both APIs. Clones are the same market.
#[derive(Clone, Default)]
pub(crate) struct SharedMarket(Arc<Mutex<Market>>);

impl SharedMarket {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Market> {
        lock(&self.0)
    }

    /// Begins anew, with so many instruments besides the demo's; who listens goes on listening.
    pub(crate) fn reset(&self, more: u32) {
        let mut market = self.lock();
        let tape = market.tape.clone();
        *market = Market {
            tape,
            ..Market::default()
        };
        let more = bulk(more).map(|known| (known.token, known));
        market.instruments.extend(more);
    }
}

/// Every account is like this until a test says otherwise.
static DEMO_ACCOUNT: LazyLock<Account> = LazyLock::new(demo::account);

impl Default for Market {
    fn default() -> Self {
        let instruments = demo::instruments().into_iter();
        Self {
            instruments: instruments.map(|known| (known.token, known)).collect(),
            indices: demo::indices(),
            accounts: HashMap::new(),
            orders: Vec::new(),
            trades: Vec::new(),
            placed: 0,
            traded: 0,
            journal: Journal::default(),
            tape: Tape::default(),
        }
    }
}

impl Market {
    pub(crate) fn instrument(&self, token: u64) -> Option<&Instrument> {
        self.instruments.get(&token)
    }

    pub(crate) fn by_symbol(&self, segment: &str, symbol: &str) -> Option<&Instrument> {
        self.instruments()
            .find(|known| known.segment.code() == segment && known.trading_symbol == symbol)
    }

    pub(crate) fn index(&self, segment: &str, name: &str) -> Option<&Instrument> {
        let mut indices = self.indices.iter();
        indices.find(|known| known.segment.code() == segment && known.name == name)
    }

    /// Lists an index, or sets the figure of one that is listed.
    pub(super) fn set_index(
        &mut self,
        segment: Segment,
        name: &str,
        last: Decimal,
        now: SystemTime,
    ) {
        let mut indices = self.indices.iter_mut();
        let known = indices.find(|known| known.segment == segment && known.name == name);
        match known {
            Some(index) => index.trade_at(last),
            None => self.indices.push(Instrument::index(segment, name, last)),
        }
        self.quote_index(segment, name, now);
    }

    /// Lists an instrument, or puts it in place of the one with its token.
    pub(crate) fn list(&mut self, instrument: Instrument, now: SystemTime) {
        self.tape.quote(&instrument, instrument.token, now);
        self.instruments.insert(instrument.token, instrument);
    }

    /// Sets how much of an order is filled at one price. False if nobody knows the instrument.
    pub(super) fn set_depth(&mut self, token: u64, depth: i64, now: SystemTime) -> bool {
        let Some(instrument) = self.instruments.get_mut(&token) else {
            return false;
        };
        instrument.depth = depth;
        self.tape.quote(instrument, token, now);
        true
    }

    pub(crate) fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// The same company's share at another exchange.
    pub(crate) fn at_other_exchange(&self, instrument: &Instrument) -> Option<Segment> {
        let same = |other: &&Instrument| {
            other.name == instrument.name
                && other.kind == instrument.kind
                && other.segment != instrument.segment
        };
        self.instruments().find(same).map(|other| other.segment)
    }

    pub(crate) fn account(&self, owner: &str) -> &Account {
        self.accounts.get(owner).unwrap_or(&DEMO_ACCOUNT)
    }

    pub(super) fn account_mut(&mut self, owner: &str) -> &mut Account {
        let account = self.accounts.entry(owner.to_owned());
        account.or_insert_with(demo::account)
    }

    /// Puts another account in place of one, without orders and trades.
    pub(super) fn replace_account(&mut self, owner: &str, account: Account) {
        self.accounts.insert(owner.to_owned(), account);
        self.orders.retain(|order| order.owner != owner);
        self.trades.retain(|trade| trade.owner != owner);
    }

    /// An account's orders, oldest first.
    pub(crate) fn orders(&self, owner: &str) -> impl Iterator<Item = &Order> {
        self.orders.iter().filter(move |order| order.owner == owner)
    }

    pub(crate) fn order(&self, owner: &str, number: u64) -> Option<&Order> {
        self.orders(owner).find(|order| order.number == number)
    }

    /// An account's trades, oldest first.
    pub(crate) fn trades(&self, owner: &str) -> impl Iterator<Item = &Trade> {
        self.trades.iter().filter(move |trade| trade.owner == owner)
    }
}
