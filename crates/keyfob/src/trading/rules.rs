//! What no order may be, whoever takes it.

use keyfob_core::{Decimal, Error};

use super::{Contract, OrderType, Product, Side};

/// The numbers of an order or a change, as they are held against the rules.
pub(crate) struct Figures<'a> {
    pub(crate) contract: &'a Contract,
    pub(crate) side: Side,
    pub(crate) quantity: u64,
    pub(crate) disclosed: u64,
    pub(crate) order_type: OrderType,
    pub(crate) price: Option<Decimal>,
    /// Of a stop order, or of a cover order's stop-loss.
    pub(crate) trigger: Option<Decimal>,
}

impl Figures<'_> {
    /// # Errors
    /// [`Error::InvalidInput`] names the value and the rule.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_quantity()?;
        let named = [("price", self.price), ("trigger price", self.trigger)];
        for (what, price) in named {
            if let Some(price) = price {
                check_price(self.contract, what, price)?;
            }
        }
        let (Some(price), Some(trigger)) = (self.price, self.trigger) else {
            return Ok(());
        };
        // A stop that is triggered must still be able to trade at its limit.
        match (self.order_type, self.side) {
            (OrderType::StopLimit, Side::Buy) if trigger > price => refuse(format!(
                "the trigger price {trigger} of a buying stop order is above its price {price}: it may be at most that"
            )),
            (OrderType::StopLimit, Side::Sell) if trigger < price => refuse(format!(
                "the trigger price {trigger} of a selling stop order is below its price {price}: it must be at least that"
            )),
            _ => Ok(()),
        }
    }

    fn check_quantity(&self) -> Result<(), Error> {
        let (quantity, contract) = (self.quantity, self.contract);
        if quantity == 0 {
            return refuse("the quantity is 0: an order is of 1 unit at least".to_owned());
        }
        if i64::try_from(quantity).is_err() {
            return refuse(format!(
                "the quantity {quantity} is too large for any order"
            ));
        }
        if let Some(lot) = contract.lot_size.filter(|lot| *lot > 1)
            && quantity % lot != 0
        {
            let below = quantity - quantity % lot;
            let nearest = match below {
                0 => lot.to_string(),
                below => format!("{below} or {}", below.saturating_add(lot)),
            };
            return refuse(format!(
                "the quantity {quantity} is no multiple of {lot}, the lot of {contract}: take {nearest}"
            ));
        }
        if let Some(most) = contract.freeze_quantity.filter(|most| *most > 0)
            && quantity > most
        {
            return refuse(format!(
                "the quantity {quantity} is above {most}, the most that one order of {contract} may have: split it"
            ));
        }
        if self.disclosed > quantity {
            return refuse(format!(
                "the disclosed quantity {} is above the quantity {quantity}",
                self.disclosed
            ));
        }
        Ok(())
    }
}

/// Whether a price can be one of this contract.
fn check_price(contract: &Contract, what: &str, price: Decimal) -> Result<(), Error> {
    if price <= Decimal::ZERO {
        return refuse(format!("the {what} {price} is not above 0"));
    }
    let Some(tick) = tick(contract) else {
        return Ok(());
    };
    let Some((below, above)) = neighbours(price, tick) else {
        return refuse(format!("the {what} {price} is too large for any order"));
    };
    if below == above {
        return Ok(());
    }
    let nearest = match below > Decimal::ZERO {
        true => format!("{below} and {above} are the nearest"),
        false => format!("{above} is the nearest"),
    };
    refuse(format!(
        "the {what} {price} is no multiple of {tick}, the tick of {contract}: {nearest}; `round_to_tick` takes one"
    ))
}

/// Whether a product is for what is traded there.
pub(crate) fn check_product(contract: &Contract, product: Product) -> Result<(), Error> {
    let shares_only = matches!(product, Product::Delivery | Product::MarginTrading);
    match contract.segment {
        Some(segment) if shares_only && !segment.is_cash() => refuse(format!(
            "the product `{product}` is for shares, and {contract} is in the segment `{segment}`: take `normal` or `intraday`"
        )),
        _ => Ok(()),
    }
}

/// The tick, if it is known.
fn tick(contract: &Contract) -> Option<Decimal> {
    contract.tick_size.filter(|tick| *tick > Decimal::ZERO)
}

/// The multiples of the tick around a price: twice the same if it is one. None where a decimal cannot hold them.
fn neighbours(price: Decimal, tick: Decimal) -> Option<(Decimal, Decimal)> {
    let over = price.checked_rem(tick)?;
    let below = price.checked_sub(over)?;
    Some(match over.is_zero() {
        true => (below, below),
        false => (below, below.checked_add(tick)?),
    })
}

/// A limit as a multiple of the tick that is no worse: lower to buy, higher to sell.
pub(crate) fn rounded_limit(contract: &Contract, side: Side, price: Decimal) -> Decimal {
    let Some(tick) = tick(contract) else {
        return price;
    };
    let Some((below, above)) = neighbours(price, tick) else {
        return price;
    };
    match side {
        Side::Buy => below,
        Side::Sell => above,
    }
}

/// A trigger price as the nearest multiple of the tick; in the middle, the higher one. Where that passes the limit as it is rounded,
/// and the trigger did not pass it before, it goes the way of the limit instead. A cover order's stop-loss passes it where it is
/// equal, too.
pub(crate) fn rounded_trigger(
    contract: &Contract,
    side: Side,
    trigger: Decimal,
    limit: Option<Decimal>,
    is_cover: bool,
) -> Decimal {
    let neighbours = tick(contract).and_then(|tick| neighbours(trigger, tick));
    let Some((below, above)) = neighbours else {
        return trigger;
    };
    let nearest = match trigger.saturating_sub(below) < above.saturating_sub(trigger) {
        true => below,
        false => above,
    };
    let passes = |trigger: Decimal, limit: Decimal| match side {
        _ if trigger == limit => is_cover,
        Side::Buy => trigger > limit,
        Side::Sell => trigger < limit,
    };
    let is_driven = limit.is_some_and(|limit| {
        !passes(trigger, limit) && passes(nearest, rounded_limit(contract, side, limit))
    });
    match (is_driven, side) {
        (false, _) => nearest,
        (true, Side::Buy) => below,
        (true, Side::Sell) => above,
    }
}

/// A stop-loss limits a loss: it lies below what is bought, and above what is sold.
pub(crate) fn check_cover(side: Side, price: Decimal, stop: Decimal) -> Result<(), Error> {
    match side {
        Side::Buy if stop >= price => refuse(format!(
            "the stop-loss at {stop} of a buying cover order is not below its price {price}"
        )),
        Side::Sell if stop <= price => refuse(format!(
            "the stop-loss at {stop} of a selling cover order is not above its price {price}"
        )),
        _ => Ok(()),
    }
}

pub(crate) fn refuse<T>(what: String) -> Result<T, Error> {
    Err(Error::InvalidInput(what))
}
