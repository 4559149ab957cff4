//! What an account has before it trades.

use rust_decimal::Decimal;

/// What an account had before today.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) cash: Decimal,
    pub(crate) holdings: Vec<Holding>,
    pub(crate) carried: Vec<Carried>,
}

impl Account {
    /// No cash, no holdings, no positions.
    pub(crate) fn empty() -> Self {
        Self {
            cash: Decimal::ZERO,
            holdings: Vec::new(),
            carried: Vec::new(),
        }
    }
}

/// Shares in the depot.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    pub(crate) token: u64,
    pub(crate) quantity: i64,
    pub(crate) average: Decimal,
}

/// A position from an earlier day; sold ones are negative.
#[derive(Clone, Debug)]
pub(crate) struct Carried {
    pub(crate) token: u64,
    pub(crate) product: String,
    pub(crate) quantity: i64,
    pub(crate) price: Decimal,
}
