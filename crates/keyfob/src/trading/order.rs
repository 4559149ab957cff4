//! An order that is to be placed.

use keyfob_core::{Decimal, Error};

use super::rules::{Figures, check_cover, check_product, refuse, rounded_limit, rounded_trigger};
use super::{Bracket, Contract, OrderType, Product, Side, Validity};

/// A new order, for `session.place(order)` of either vendor.
///
/// It is held against what is known of its contract (tick, lot, the most that one order may have) and against the vendor's rules
/// when it is placed, before anything is sent; [`Order::check`] does the first part at once. What should not be held against it is
/// taken off the contract: how Kotak Neo's lists write ticks, for one, is inferred (`contract.tick_size = None`).
///
/// Without [`Order::product`] it is a [`Product::Normal`] one, without [`Order::validity`] it stands for the day.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "an order is sent by `session.place(order)`"]
pub struct Order {
    pub(crate) contract: Contract,
    pub(crate) side: Side,
    pub(crate) quantity: u64,
    pub(crate) order_type: OrderType,
    /// Of limit orders only.
    pub(crate) price: Option<Decimal>,
    /// Of stop orders only.
    pub(crate) trigger: Option<Decimal>,
    pub(crate) product: Product,
    pub(crate) validity: Validity,
    pub(crate) disclosed: u64,
    pub(crate) after_market: bool,
    pub(crate) tag: Option<String>,
    /// At which price a cover order's stop-loss is triggered.
    pub(crate) cover: Option<Decimal>,
    pub(crate) bracket: Option<Bracket>,
}

impl Order {
    fn new(
        order_type: OrderType,
        side: Side,
        contract: impl Into<Contract>,
        quantity: u64,
        price: Option<Decimal>,
        trigger: Option<Decimal>,
    ) -> Self {
        Self {
            contract: contract.into(),
            side,
            quantity,
            order_type,
            price,
            trigger,
            product: Product::Normal,
            validity: Validity::Day,
            disclosed: 0,
            after_market: false,
            tag: None,
            cover: None,
            bracket: None,
        }
    }

    /// At this price in rupees or a better one. The quantity is in units, not in lots.
    pub fn limit(
        side: Side,
        contract: impl Into<Contract>,
        quantity: u64,
        price: impl Into<Decimal>,
    ) -> Self {
        let price = Some(price.into());
        Self::new(OrderType::Limit, side, contract, quantity, price, None)
    }

    /// At whatever price the market has. Since 2026 such orders of programs may be refused.
    pub fn market(side: Side, contract: impl Into<Contract>, quantity: u64) -> Self {
        Self::new(OrderType::Market, side, contract, quantity, None, None)
    }

    /// A limit order that waits until the trigger price is reached: from below to buy, from above to sell.
    pub fn stop_limit(
        side: Side,
        contract: impl Into<Contract>,
        quantity: u64,
        price: impl Into<Decimal>,
        trigger: impl Into<Decimal>,
    ) -> Self {
        let (price, trigger) = (Some(price.into()), Some(trigger.into()));
        let kind = OrderType::StopLimit;
        Self::new(kind, side, contract, quantity, price, trigger)
    }

    /// A market order that waits until the trigger price is reached. Since 2026 such orders of programs may be refused.
    pub fn stop_market(
        side: Side,
        contract: impl Into<Contract>,
        quantity: u64,
        trigger: impl Into<Decimal>,
    ) -> Self {
        let trigger = Some(trigger.into());
        let kind = OrderType::StopMarket;
        Self::new(kind, side, contract, quantity, None, trigger)
    }

    /// Under this product. Cover and bracket orders come of [`Order::cover`] and [`Order::bracket`].
    pub fn product(mut self, product: Product) -> Self {
        self.product = product;
        self
    }

    /// With this label, by which it is found again; another for each order. Without one it gets one.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    /// How long it stands.
    pub fn validity(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    /// Shows the market only so much of it at a time.
    pub fn disclosed(mut self, quantity: u64) -> Self {
        self.disclosed = quantity;
        self
    }

    /// Taken after the market's hours, for the next session.
    pub fn after_market(mut self) -> Self {
        self.after_market = true;
        self
    }

    /// A cover order, whose stop-loss is triggered at this price.
    pub fn cover(mut self, trigger: impl Into<Decimal>) -> Self {
        self.cover = Some(trigger.into());
        self.product(Product::Cover)
    }

    /// A bracket order with these legs.
    pub fn bracket(mut self, bracket: Bracket) -> Self {
        self.bracket = Some(bracket);
        self.product(Product::Bracket)
    }

    /// Takes prices that are no multiples of the tick to ones that are, where the tick is known: the limit to one that is no worse
    /// (lower to buy, higher to sell), a trigger to the nearest that does not pass the limit.
    pub fn round_to_tick(mut self) -> Self {
        let contract = &self.contract;
        let limit = |price| rounded_limit(contract, self.side, price);
        let trigger = |is_cover| {
            move |price| rounded_trigger(contract, self.side, price, self.price, is_cover)
        };
        let (price, stop, cover) = (
            self.price.map(limit),
            self.trigger.map(trigger(false)),
            self.cover.map(trigger(true)),
        );
        (self.price, self.trigger, self.cover) = (price, stop, cover);
        self
    }

    /// What it is of.
    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Whether it can be an order at all: the rules that hold for every vendor.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] names the value and the rule, and what would do.
    pub fn check(&self) -> Result<(), Error> {
        let figures = Figures {
            contract: &self.contract,
            side: self.side,
            quantity: self.quantity,
            disclosed: self.disclosed,
            order_type: self.order_type,
            price: self.price,
            trigger: self.trigger.or(self.cover),
        };
        figures.check()?;
        check_product(&self.contract, self.product)?;
        let is_stop = self.order_type.has_trigger();
        match (self.product, self.cover, self.bracket) {
            (Product::Cover, None, _) => refuse(
                "a cover order needs the trigger price of its stop-loss: write `.cover(trigger)`"
                    .to_owned(),
            ),
            (Product::Cover, Some(_), _) if is_stop => refuse(format!(
                "a {} order cannot be a cover order: its one trigger price is that of the stop-loss; take a limit or a market order",
                self.order_type
            )),
            (Product::Bracket, _, None) => {
                refuse("a bracket order needs its legs: write `.bracket(..)`".to_owned())
            }
            (product, Some(_), _) if product != Product::Cover => refuse(format!(
                "an order with a cover is of the product `cover`, not `{product}`"
            )),
            (product, _, Some(_)) if product != Product::Bracket => refuse(format!(
                "an order with a bracket is of the product `bracket`, not `{product}`"
            )),
            _ => self.check_cover(),
        }
    }

    fn check_cover(&self) -> Result<(), Error> {
        match (self.price, self.cover) {
            (Some(price), Some(stop)) => check_cover(self.side, price, stop),
            _ => Ok(()),
        }
    }
}
