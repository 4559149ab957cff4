//! Positions and holdings, computed from what was carried over and what was traded.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::market::Market;
use super::order::Side;
use super::rupees::Rupees;

/// What was bought and sold of one instrument in one product.
#[derive(Clone, Debug, Default)]
pub(crate) struct Position {
    pub(crate) token: u64,
    pub(crate) product: String,
    pub(crate) carried_bought: Leg,
    pub(crate) carried_sold: Leg,
    pub(crate) bought: Leg,
    pub(crate) sold: Leg,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Leg {
    pub(crate) quantity: i64,
    pub(crate) amount: Decimal,
}

impl Leg {
    fn add(&mut self, quantity: i64, price: Decimal) {
        self.quantity += quantity;
        self.amount += price.times(quantity);
    }

    fn with(self, other: Self) -> Self {
        Self {
            quantity: self.quantity + other.quantity,
            amount: self.amount + other.amount,
        }
    }

    pub(crate) fn average(self) -> Decimal {
        self.amount.over(self.quantity)
    }
}

impl Position {
    fn all_bought(&self) -> Leg {
        self.bought.with(self.carried_bought)
    }

    fn all_sold(&self) -> Leg {
        self.sold.with(self.carried_sold)
    }

    /// Bought less sold.
    pub(crate) fn net(&self) -> i64 {
        self.all_bought().quantity - self.all_sold().quantity
    }

    /// The average price of the side that is left.
    pub(crate) fn average(&self) -> Decimal {
        let side = if self.net() >= 0 {
            self.all_bought()
        } else {
            self.all_sold()
        };
        side.average()
    }

    /// What buying and selling the same quantity brought.
    pub(crate) fn realised(&self) -> Decimal {
        let (bought, sold) = (self.all_bought(), self.all_sold());
        let closed = bought.quantity.min(sold.quantity);
        if closed == bought.quantity && closed == sold.quantity {
            return sold.amount - bought.amount;
        }
        (sold.average() - bought.average()).times(closed)
    }

    /// What closing the rest at this price would bring.
    pub(crate) fn unrealised(&self, last: Decimal) -> Decimal {
        (last - self.average()).times(self.net())
    }
}

impl Market {
    /// The positions of an account: carried ones first, then as they were first traded.
    pub(crate) fn positions(&self, owner: &str) -> Vec<Position> {
        let mut positions = ByProduct::new();
        for carried in &self.account(owner).carried {
            let position = entry(&mut positions, carried.token, &carried.product);
            let leg = if carried.quantity > 0 {
                &mut position.carried_bought
            } else {
                &mut position.carried_sold
            };
            leg.add(carried.quantity.abs(), carried.price);
        }
        for trade in self.trades(owner) {
            let Some(order) = self.order(owner, trade.order) else {
                continue;
            };
            let request = &order.request;
            let position = entry(&mut positions, request.token, &request.product);
            let leg = match request.side {
                Side::Buy => &mut position.bought,
                Side::Sell => &mut position.sold,
            };
            leg.add(trade.quantity, trade.price);
        }
        // As they came, not as they are sorted.
        let mut positions: Vec<_> = positions.into_values().collect();
        positions.sort_by_key(|(at, _)| *at);
        positions
            .into_iter()
            .map(|(_, position)| position)
            .collect()
    }
}

type ByProduct = BTreeMap<(u64, String), (usize, Position)>;

fn entry<'a>(positions: &'a mut ByProduct, token: u64, product: &str) -> &'a mut Position {
    let at = positions.len();
    let key = (token, product.to_owned());
    let (_, position) = positions.entry(key).or_insert_with(|| {
        let position = Position {
            token,
            product: product.to_owned(),
            ..Position::default()
        };
        (at, position)
    });
    position
}
