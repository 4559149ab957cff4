//! The six kinds, and what each takes.

use super::super::fault::Fault;
use super::body::NewOrder;
use crate::exchange::{Decimal, OrderKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Generic,
    Normal,
    SuperMultiple,
    Sor,
    Mtf,
    Mis,
}

/// What orders of the generic kind may name.
const GENERIC: &[&str] = &[
    "NORMAL",
    "SUPERMULTIPLE",
    "SUPERMULTIPLEOPTION",
    "MTF",
    "SOR",
    "TSLONEW",
    "BRACKETNEW",
    "TSLO",
    "BRACKET",
    "GTC",
    "COD",
    "CONVERT",
];

/// The products of orders, of whatever kind.
#[cfg(feature = "control")]
pub(crate) fn products() -> impl Iterator<Item = &'static str> {
    GENERIC.iter().copied().chain(Kind::Mis.product())
}

impl Kind {
    pub(super) const ALL: &[Self] = &[
        Self::Generic,
        Self::Normal,
        Self::SuperMultiple,
        Self::Sor,
        Self::Mtf,
        Self::Mis,
    ];

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Generic => "orders",
            Self::Normal => "order/normal",
            Self::SuperMultiple => "order/supermultiple",
            Self::Sor => "order/sor",
            Self::Mtf => "order/mtf",
            Self::Mis => "order/mis",
        }
    }

    fn product(self) -> Option<&'static str> {
        match self {
            Self::Generic => None,
            Self::Normal => Some("NORMAL"),
            Self::SuperMultiple => Some("SUPERMULTIPLE"),
            Self::Sor => Some("SOR"),
            Self::Mtf => Some("MTF"),
            Self::Mis => Some("MIS"),
        }
    }

    /// The product of a new order. The generic kind names it, or means a normal one; no other may.
    pub(super) fn product_of(self, order: &NewOrder) -> Result<String, Fault> {
        match (self.product(), order.product.as_deref()) {
            (Some(product), None) => Ok(product.to_owned()),
            (None, None) => Ok("NORMAL".to_owned()),
            (None, Some(product)) if GENERIC.contains(&product) => Ok(product.to_owned()),
            _ => Err(Fault::bad_input("product is wrong here")),
        }
    }

    /// The generic path changes and cancels whatever there is; the others their own kind only.
    pub(super) fn may_touch(self, product: &str) -> bool {
        self.product().is_none_or(|own| own == product)
    }

    /// These two wait for the day's end at most, and the second is always a regular order.
    pub(super) fn takes(self, validity: &str, variety: &str) -> bool {
        let for_the_day = matches!(self, Self::SuperMultiple | Self::Sor);
        let validity = validity == "GFD" || validity == "IOC" && !for_the_day;
        let variety =
            variety == "REGULAR" || self != Self::Sor && ["AMO", "SQUAREOFF"].contains(&variety);
        validity && variety
    }
}

/// A price of zero asks for a market order; a trigger makes it wait. The trigger of a super multiple belongs
/// to its other leg.
pub(super) fn order_kind(product: &str, price: Decimal, trigger: Decimal) -> OrderKind {
    let waits = trigger != Decimal::ZERO && !product.starts_with("SUPERMULTIPLE");
    match (price == Decimal::ZERO, waits) {
        (true, true) => OrderKind::StopMarket,
        (true, false) => OrderKind::Market,
        (false, true) => OrderKind::StopLimit,
        (false, false) => OrderKind::Limit,
    }
}
