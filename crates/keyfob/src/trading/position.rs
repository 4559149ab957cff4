//! What was bought and sold of a contract.

use keyfob_core::{Decimal, Error, OpenEnum};

use super::rules::refuse;
use super::{Contract, Order, Product, Side};

/// What was bought and sold of one contract under one product: today, and carried forward from earlier days. `Raw` is the vendor's
/// own row, which tells the two apart.
///
/// A unit is worth `factor` times its price: 1 for shares and most derivatives. Kotak Neo tells it as
/// `multiplier * general_numerator / general_denominator * price_numerator / price_denominator`, Kotak Trade as
/// `multiplier / denominator` (inferred).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Position<Raw> {
    /// What it is of.
    pub contract: Contract,
    /// The product; the vendor's text if it is not known.
    pub product: OpenEnum<Product>,
    /// How many units were bought, today and before.
    pub bought_quantity: i64,
    /// What was paid for them, in rupees.
    pub bought_amount: Decimal,
    /// How many units were sold, today and before.
    pub sold_quantity: i64,
    /// What they brought, in rupees.
    pub sold_amount: Decimal,
    /// How many of the net units were carried forward from earlier days; below zero if sold.
    pub carried_quantity: i64,
    /// What a unit is worth at a price of one rupee.
    pub factor: Decimal,
    /// The last price, where the vendor tells it with the position (Kotak Trade).
    pub last_price: Option<Decimal>,
    pub(crate) raw: Raw,
}

impl<Raw> Position<Raw> {
    /// How many units are held: bought less sold, so below zero for a short position, and 0 for one that is closed.
    pub fn net_quantity(&self) -> i64 {
        self.bought_quantity.saturating_sub(self.sold_quantity)
    }

    /// The side of an order that closes it, and its quantity; none if it is closed. The order must be of the position's product, too:
    /// one of another product opens a second position instead. [`Position::closing_order`] takes care of it.
    pub fn closing(&self) -> Option<(Side, u64)> {
        let net = self.net_quantity();
        let side = match net {
            0 => return None,
            1.. => Side::Sell,
            _ => Side::Buy,
        };
        Some((side, net.unsigned_abs()))
    }

    /// The limit order that closes it under its own product, at this price in rupees; none if it is closed. A position does not tell
    /// the tick: to round the price, take the contract of the list of instruments (`position.contract = instrument.into()`).
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the vendor does not name the product (Kotak Trade's list of positions), if it is not known, and
    /// for cover and bracket positions, which their own orders close.
    pub fn closing_order(&self, price: impl Into<Decimal>) -> Result<Option<Order>, Error> {
        let Some((side, quantity)) = self.closing() else {
            return Ok(None);
        };
        let contract = &self.contract;
        match &self.product {
            OpenEnum::Known(product @ (Product::Cover | Product::Bracket)) => refuse(format!(
                "the position of {contract} is of the product `{product}`, which its own orders close: cancel its stop-loss order"
            )),
            OpenEnum::Known(product) => {
                let order = Order::limit(side, contract, quantity, price);
                Ok(Some(order.product(*product)))
            }
            OpenEnum::Unknown(text) => {
                let why = match text.is_empty() {
                    true => "is not told by the vendor".to_owned(),
                    false => format!("is `{text}`, which is not known here"),
                };
                refuse(format!(
                    "the product of the position of {contract} {why}, and an order of another one would open a second position: \
                     say it, `Order::limit(side, &position, quantity, price).product(..)`"
                ))
            }
        }
    }

    /// The average price in rupees of all that was bought: `bought_amount / (bought_quantity * factor)`.
    pub fn average_buy_price(&self) -> Option<Decimal> {
        self.average(self.bought_amount, self.bought_quantity)
    }

    /// The average price in rupees of all that was sold: `sold_amount / (sold_quantity * factor)`.
    pub fn average_sell_price(&self) -> Option<Decimal> {
        self.average(self.sold_amount, self.sold_quantity)
    }

    /// The average price of the side that is open: of what was bought if it is long, of what was sold if it is short; none if it is
    /// closed.
    pub fn average_price(&self) -> Option<Decimal> {
        match self.net_quantity() {
            0 => None,
            1.. => self.average_buy_price(),
            _ => self.average_sell_price(),
        }
    }

    /// Profit and loss in rupees at this last price, realised and not, without charges:
    /// `sold_amount - bought_amount + net_quantity * last_price * factor`.
    pub fn profit_and_loss(&self, last_price: impl Into<Decimal>) -> Decimal {
        // Amounts that a decimal cannot hold are no amounts of rupees: no overflow is worth a panic.
        let open = Decimal::from(self.net_quantity())
            .saturating_mul(last_price.into())
            .saturating_mul(self.factor);
        self.sold_amount
            .saturating_sub(self.bought_amount)
            .saturating_add(open)
    }

    /// The vendor's own row.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }

    fn average(&self, amount: Decimal, quantity: i64) -> Option<Decimal> {
        let units = Decimal::from(quantity).checked_mul(self.factor)?;
        amount.checked_div(units)
    }
}

impl<Raw> From<&Position<Raw>> for Contract {
    fn from(position: &Position<Raw>) -> Self {
        position.contract.clone()
    }
}

impl<Raw> From<Position<Raw>> for Contract {
    fn from(position: Position<Raw>) -> Self {
        position.contract
    }
}
