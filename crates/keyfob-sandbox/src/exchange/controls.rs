use rust_decimal::Decimal;

use super::account::{Account, Carried, Holding};
use super::instrument::{Instrument, Segment};
use super::market::SharedMarket;
use super::order::{Order, Trade};
use super::rupees::Rupees;
use crate::clock::Clock;

/// The exchange as a test moves and sees it. Accounts are named by Kotak Trade's user id or Kotak Neo's
/// client code. Amounts are in rupees, and rounded to the paisa.
pub struct Controls<'a> {
    market: &'a SharedMarket,
    clock: &'a Clock,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(market: &'a SharedMarket, clock: &'a Clock) -> Self {
        Self { market, clock }
    }

    /// Adds an instrument, or puts it in place of the one with its token.
    pub fn list(&self, instrument: Instrument) {
        self.market.lock().list(instrument, self.clock.now());
    }

    /// The instrument as it stands.
    pub fn instrument(&self, token: u64) -> Option<Instrument> {
        self.market.lock().instrument(token).cloned()
    }

    /// Sets the last price: orders are triggered and filled, after-market orders come to the market. The
    /// price may be outside the band, which holds for orders only. False if nobody knows the instrument.
    pub fn set_price(&self, token: u64, price: impl Into<Decimal>) -> bool {
        let now = self.clock.now();
        self.market
            .lock()
            .set_price(token, price.into().to_paisa(), now)
    }

    /// Sets how much of an order is filled at one price: from the next price on. False if nobody knows the instrument.
    pub fn set_depth(&self, token: u64, depth: i64) -> bool {
        self.market.lock().set_depth(token, depth, self.clock.now())
    }

    /// Every instrument, by its token.
    pub fn instruments(&self) -> Vec<Instrument> {
        self.market.lock().instruments().cloned().collect()
    }

    /// Sets the figure of an index, such as `Nifty 50`, or lists it. Indices are quoted by their names and not traded.
    pub fn set_index(&self, segment: Segment, name: &str, last: impl Into<Decimal>) {
        self.market
            .lock()
            .set_index(segment, name, last.into().to_paisa(), self.clock.now());
    }

    /// Sets the cash an account has before anything is blocked.
    pub fn set_cash(&self, account: &str, cash: impl Into<Decimal>) {
        self.market.lock().account_mut(account).cash = cash.into().to_paisa();
    }

    /// Puts shares into an account's holdings.
    pub fn hold(&self, account: &str, token: u64, quantity: i64, average: impl Into<Decimal>) {
        let mut market = self.market.lock();
        market.account_mut(account).holdings.push(Holding {
            token,
            quantity,
            average: average.into().to_paisa(),
        });
    }

    /// Gives an account a position from an earlier day; sold ones are negative.
    pub fn carry(
        &self,
        account: &str,
        token: u64,
        product: &str,
        quantity: i64,
        price: impl Into<Decimal>,
    ) {
        let mut market = self.market.lock();
        market.account_mut(account).carried.push(Carried {
            token,
            product: product.to_owned(),
            quantity,
            price: price.into().to_paisa(),
        });
    }

    /// Empties an account: no cash, no holdings, no positions, no orders.
    pub fn clear(&self, account: &str) {
        self.market
            .lock()
            .replace_account(account, Account::empty());
    }

    /// Puts this in place of all that an account has, its orders and trades included, in one step.
    ///
    /// # Errors
    /// A token that no instrument has; nothing is changed then.
    #[cfg(feature = "control")]
    pub(crate) fn set_portfolio(&self, account: &str, portfolio: Account) -> Result<(), u64> {
        let mut market = self.market.lock();
        let held = portfolio.holdings.iter().map(|one| one.token);
        let mut tokens = held.chain(portfolio.carried.iter().map(|one| one.token));
        if let Some(unknown) = tokens.find(|token| market.instrument(*token).is_none()) {
            return Err(unknown);
        }
        market.replace_account(account, portfolio);
        Ok(())
    }

    /// Every account's orders, oldest first.
    pub fn orders(&self) -> Vec<Order> {
        self.market.lock().orders.clone()
    }

    /// Every account's trades, oldest first.
    pub fn trades(&self) -> Vec<Trade> {
        self.market.lock().trades.clone()
    }

    /// What an account may still spend.
    pub fn available(&self, account: &str) -> Decimal {
        self.market.lock().funds(account).available()
    }
}
