//! A change of an order that stands.

use keyfob_core::{Decimal, Error, OpenEnum};

use super::rules::{Figures, check_cover, refuse, rounded_limit, rounded_trigger};
use super::{BookOrder, OrderType, Product, Validity};

/// A change of an order of the book, for `session.modify(change)`. What is not said stays as the book has it, as in the vendor's own
/// clients: read the book anew before a change, since an order that another program changed meanwhile is changed back.
#[derive(Debug, Clone)]
#[must_use = "a change is sent by `session.modify(change)`"]
pub struct Change<Raw> {
    pub(crate) order: BookOrder<Raw>,
    price: Option<Decimal>,
    trigger: Option<Decimal>,
    quantity: Option<u64>,
    disclosed: Option<u64>,
    validity: Option<Validity>,
    at_market: bool,
}

/// The order as it is to be.
#[cfg_attr(
    not(feature = "kotak-neo"),
    allow(dead_code, reason = "Kotak Trade tells the type by the prices")
)]
pub(crate) struct Changed {
    pub(crate) order_type: OrderType,
    pub(crate) price: Decimal,
    pub(crate) trigger: Decimal,
    pub(crate) quantity: u64,
    pub(crate) disclosed: u64,
    pub(crate) validity: Validity,
}

impl<Raw: Clone> BookOrder<Raw> {
    /// A change of it, for `session.modify(change)`. What is not said stays as it is.
    pub fn change(&self) -> Change<Raw> {
        Change::new(self.clone())
    }
}

impl<Raw> Change<Raw> {
    fn new(order: BookOrder<Raw>) -> Self {
        Self {
            order,
            price: None,
            trigger: None,
            quantity: None,
            disclosed: None,
            validity: None,
            at_market: false,
        }
    }

    /// To this limit in rupees. A market order becomes a limit order.
    pub fn price(mut self, price: impl Into<Decimal>) -> Self {
        (self.price, self.at_market) = (Some(price.into()), false);
        self
    }

    /// To this trigger price in rupees. An order without a trigger becomes a stop order; of a cover order, it is that of the
    /// stop-loss.
    pub fn trigger_price(mut self, trigger: impl Into<Decimal>) -> Self {
        self.trigger = Some(trigger.into());
        self
    }

    /// To this quantity in units: the whole of the order, of which those are a part that are filled already. So it is at Kotak Neo.
    /// Of Kotak Trade no document tells whether it means the whole or the rest of an order that is filled in part: there, look at
    /// such an order in the book after its change.
    pub fn quantity(mut self, quantity: u64) -> Self {
        self.quantity = Some(quantity);
        self
    }

    /// Shows the market only so much of it at a time; 0 shows all.
    pub fn disclosed(mut self, quantity: u64) -> Self {
        self.disclosed = Some(quantity);
        self
    }

    /// How long it stands.
    pub fn validity(mut self, validity: Validity) -> Self {
        self.validity = Some(validity);
        self
    }

    /// Takes the limit away: at whatever price the market has.
    pub fn at_market(mut self) -> Self {
        (self.price, self.at_market) = (None, true);
        self
    }

    /// Takes new prices that are no multiples of the tick to ones that are, as [`Order::round_to_tick`](super::Order::round_to_tick).
    pub fn round_to_tick(mut self) -> Self {
        let (contract, side) = (&self.order.contract, self.order.side);
        let price = self.price.map(|price| rounded_limit(contract, side, price));
        let limit = self.new_price();
        let is_cover = self.order.product == Product::Cover;
        let trigger = |trigger| rounded_trigger(contract, side, trigger, limit, is_cover);
        let trigger = self.trigger.map(trigger);
        (self.price, self.trigger) = (price, trigger);
        self
    }

    /// The order as it is to be.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] names what cannot be changed so, and why.
    pub(crate) fn changed(&self) -> Result<Changed, Error> {
        let order = &self.order;
        if order.is_final() {
            return refuse(format!(
                "order {} is {}: it cannot be changed any more",
                order.number, order.status
            ));
        }
        let known = order.order_type.known();
        let is_cover = order.product == Product::Cover;
        if order.order_type.as_str().is_empty() {
            return refuse(format!(
                "the price or the trigger price of order {} cannot be read in the book, so that its type is not known: \
                 change it by the vendor's own request",
                order.number
            ));
        }
        let Some(before) = known else {
            return refuse(format!(
                "order {} is of the type `{}`, which is not known here: change it by the vendor's own request",
                order.number, order.order_type
            ));
        };
        let (price_before, price) = (self.price_before(), self.new_price());
        let trigger = self.trigger.or(order.trigger_price);
        self.refuse_gaps(before, price, trigger)?;
        let waits = !is_cover && trigger.is_some_and(|trigger| !trigger.is_zero());
        let stays_stop = before.has_trigger() || (self.trigger.is_some() && waits);
        let order_type = match (price.is_some(), stays_stop) {
            (true, true) => OrderType::StopLimit,
            (true, false) => OrderType::Limit,
            (false, true) => OrderType::StopMarket,
            (false, false) => OrderType::Market,
        };
        let as_is = |quantity: i64| u64::try_from(quantity).unwrap_or_default();
        let quantity = self.quantity.unwrap_or(as_is(order.quantity));
        let disclosed = self.disclosed.unwrap_or(as_is(order.disclosed_quantity));
        let filled = as_is(order.filled_quantity);
        if quantity <= filled {
            return refuse(format!(
                "{filled} units of order {} are filled already: a quantity of {quantity} leaves nothing; cancel it instead",
                order.number
            ));
        }
        let figures = Figures {
            contract: &order.contract,
            side: order.side,
            quantity,
            disclosed,
            order_type,
            price: self.price.or(price.filter(|_| stays_stop)),
            trigger: self.trigger.or(trigger.filter(|_| stays_stop)),
        };
        figures.check()?;
        let is_told = self.price.is_some() || self.trigger.is_some();
        if let (true, false, Some(price), Some(stop)) = (is_cover, stays_stop, price, trigger)
            && is_told
        {
            check_cover(order.side, price, stop)?;
        }
        let trigger = trigger.filter(|_| stays_stop || is_cover);
        let validity = self.new_validity()?;
        let same = (before, price_before, order.trigger_price) == (order_type, price, trigger)
            && quantity == as_is(order.quantity)
            && disclosed == as_is(order.disclosed_quantity)
            && self.validity.is_none_or(|new| order.validity == new);
        if same {
            return refuse(format!("nothing of order {} would change", order.number));
        }
        Ok(Changed {
            order_type,
            price: price.unwrap_or_default(),
            trigger: trigger.unwrap_or_default(),
            quantity,
            disclosed,
            validity,
        })
    }

    /// What the book does not tell of the order, and the change does not say, is not guessed: without its limit it would go out as
    /// a market order, without its trigger as one that does not wait.
    fn refuse_gaps(
        &self,
        before: OrderType,
        price: Option<Decimal>,
        trigger: Option<Decimal>,
    ) -> Result<(), Error> {
        let order = &self.order;
        let gap = |what: &str, say: &str| {
            refuse(format!(
                "the {what} of order {} ({before}) is missing in the book or cannot be read: say it with {say}",
                order.number
            ))
        };
        let is_cover = order.product == Product::Cover;
        if before.has_price() && price.is_none() && !self.at_market {
            return gap("price", "`.price(..)`, or `.at_market()` for none");
        }
        if (before.has_trigger() || is_cover) && trigger.is_none() {
            return gap("trigger price", "`.trigger_price(..)`");
        }
        if self.disclosed.is_none() && !order.tells_disclosed {
            return gap("disclosed quantity", "`.disclosed(..)`, 0 for all of it");
        }
        Ok(())
    }

    /// What a market order has as its price in the book is no limit.
    fn price_before(&self) -> Option<Decimal> {
        let has_price = self.order.order_type.known();
        let has_price = has_price.is_some_and(OrderType::has_price);
        self.order.price.filter(|_| has_price)
    }

    fn new_price(&self) -> Option<Decimal> {
        match self.at_market {
            true => None,
            false => self.price.or(self.price_before()),
        }
    }

    fn new_validity(&self) -> Result<Validity, Error> {
        match (self.validity, &self.order.validity) {
            (Some(validity), _) => Ok(validity),
            (None, OpenEnum::Known(validity)) => Ok(*validity),
            // A dash or nothing, as was seen: the day is what every order has that says no more.
            (None, OpenEnum::Unknown(text)) if text.trim().trim_matches('-').is_empty() => {
                Ok(Validity::Day)
            }
            (None, OpenEnum::Unknown(text)) => refuse(format!(
                "order {} stands for `{text}`, which is not known here: say how long with `.validity(..)`",
                self.order.number
            )),
        }
    }
}
