//! What an account may still spend, by the rates that the top of the module tells.

use rust_decimal::Decimal;

use super::instrument::{Instrument, Kind};
use super::market::Market;
use super::order::{OrderKind, Request, Side};
use super::position::Position;
use super::rupees::Rupees;

const INTRADAY: &[&str] = &[
    "MIS",
    "INTRADAY",
    "SUPERMULTIPLE",
    "SUPERMULTIPLEOPTION",
    "CO",
    "BO",
];

/// The state of an account's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Funds {
    pub(crate) cash: Decimal,
    pub(crate) realised: Decimal,
    pub(crate) unrealised: Decimal,
    pub(crate) used: Decimal,
}

impl Funds {
    /// What is there to be used, used or not.
    pub(crate) fn total(self) -> Decimal {
        self.cash + self.realised
    }

    pub(crate) fn available(self) -> Decimal {
        self.total() - self.used
    }
}

/// What this costs if nothing else is there.
pub(crate) fn required(
    instrument: &Instrument,
    product: &str,
    side: Side,
    quantity: i64,
    price: Decimal,
) -> Decimal {
    let intraday = INTRADAY.contains(&product);
    let (value, percent) = match (instrument.kind, side) {
        (Kind::Share, _) if intraday => (price, 20),
        (Kind::Share, _) if product == "MTF" => (price, 50),
        (Kind::Share, _) | (Kind::Option { .. }, Side::Buy) => (price, 100),
        (Kind::Future { .. }, _) if intraday => (price, 10),
        (Kind::Future { .. }, _) => (price, 20),
        (Kind::Option { strike, .. }, Side::Sell) => (strike, 20),
    };
    value.times(quantity).percent(percent)
}

/// The price an order is reckoned with: its limit, its trigger or the last price.
pub(crate) fn reckoned(request: &Request, instrument: &Instrument) -> Decimal {
    match request.kind {
        OrderKind::Limit | OrderKind::StopLimit => request.price,
        OrderKind::StopMarket => request.trigger,
        OrderKind::Market => instrument.last,
    }
}

/// An order, or the rest of one, that waits.
struct Waiting<'a> {
    request: &'a Request,
    quantity: i64,
}

impl Market {
    pub(crate) fn funds(&self, owner: &str) -> Funds {
        self.funds_with(owner, None, None)
    }

    /// The funds as they would be with one order more, and without the one it replaces.
    pub(crate) fn funds_with(
        &self,
        owner: &str,
        more: Option<(&Request, i64)>,
        without: Option<u64>,
    ) -> Funds {
        let orders = self.orders(owner);
        let live = orders.filter(|order| order.state.is_live() && Some(order.number) != without);
        let mut waiting: Vec<_> = live
            .map(|order| Waiting {
                request: &order.request,
                quantity: order.pending(),
            })
            .collect();
        waiting.extend(more.map(|(request, quantity)| Waiting { request, quantity }));
        let mut positions = self.positions(owner);
        for Waiting { request, .. } in &waiting {
            let same = |p: &Position| p.token == request.token && p.product == request.product;
            if !positions.iter().any(same) {
                positions.push(Position {
                    token: request.token,
                    product: request.product.clone(),
                    ..Position::default()
                });
            }
        }
        let mut funds = Funds {
            cash: self.account(owner).cash,
            realised: Decimal::ZERO,
            unrealised: Decimal::ZERO,
            used: Decimal::ZERO,
        };
        for position in &positions {
            let Some(instrument) = self.instrument(position.token) else {
                continue;
            };
            funds.realised += position.realised();
            funds.unrealised += position.unrealised(instrument.last);
            funds.used += self.blocked(owner, position, instrument, &waiting);
        }
        funds
    }

    /// What a position and the orders for it block: the dearer of both directions.
    fn blocked(
        &self,
        owner: &str,
        position: &Position,
        instrument: &Instrument,
        waiting: &[Waiting<'_>],
    ) -> Decimal {
        let net = position.net();
        let held = self.deliverable(owner, position, instrument);
        let of = |side: Side, standing: i64, mut cover: i64| {
            let price = position.average();
            let mut sum = required(instrument, &position.product, side, standing, price);
            for Waiting { request, quantity } in waiting {
                let same = request.token == position.token && request.product == position.product;
                if !same || request.side != side {
                    continue;
                }
                let covered = cover.min(*quantity);
                cover -= covered;
                let price = reckoned(request, instrument);
                sum += required(
                    instrument,
                    &request.product,
                    side,
                    quantity - covered,
                    price,
                );
            }
            sum
        };
        let long = of(Side::Buy, net.max(0), (-net).max(0));
        let standing_short = (-net - held).max(0);
        let short = of(Side::Sell, standing_short, (net + held).max(0));
        long.max(short)
    }

    /// Shares in the depot that a sale in this product delivers.
    fn deliverable(&self, owner: &str, position: &Position, instrument: &Instrument) -> i64 {
        if instrument.is_derivative() || INTRADAY.contains(&position.product.as_str()) {
            return 0;
        }
        let holdings = &self.account(owner).holdings;
        let of_this = holdings
            .iter()
            .filter(|holding| holding.token == instrument.token);
        of_this.map(|holding| holding.quantity).sum()
    }
}
