//! What is traded.

use std::fmt;

use keyfob_core::{Decimal, Error};

use super::Segment;

/// What an order, a trade, a position or a holding is of, as far as it is known.
///
/// It comes of an instrument of the vendor's list, of a row of a book, or is written by hand:
///
/// ```
/// use keyfob::Decimal;
/// use keyfob::trading::{Contract, Segment};
///
/// let share = Contract::new(Segment::NseCash, "ABCD-EQ").tick_size(Decimal::new(5, 2));
/// let option = Contract::new(Segment::NseDerivatives, "NIFTY26SEP21000CE").token(60011).lot_size(65);
/// // Kotak Trade knows instruments by their tokens alone.
/// let other = Contract::of_token(1001);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contract {
    /// Where it is traded.
    pub segment: Option<Segment>,
    /// What Kotak Neo's orders name it by: `ABCD-EQ`.
    pub trading_symbol: Option<String>,
    /// The company or the underlying: `ABCD`, `NIFTY`.
    pub symbol: Option<String>,
    /// The instrument's number, by which quotes are asked for, and Kotak Trade's orders are made.
    pub token: Option<String>,
    /// Prices are multiples of this, in rupees.
    pub tick_size: Option<Decimal>,
    /// Quantities are multiples of this.
    pub lot_size: Option<u64>,
    /// What one order may have at most.
    pub freeze_quantity: Option<u64>,
}

impl Contract {
    /// What is traded in this segment under this trading symbol.
    pub fn new(segment: Segment, trading_symbol: impl Into<String>) -> Self {
        Self {
            segment: Some(segment),
            trading_symbol: Some(trading_symbol.into()),
            ..Self::default()
        }
    }

    /// What has this token, for Kotak Trade.
    pub fn of_token(token: impl ToString) -> Self {
        Self::default().token(token)
    }

    /// With its token, a number or text.
    #[must_use]
    pub fn token(mut self, token: impl ToString) -> Self {
        self.token = Some(token.to_string());
        self
    }

    /// With the step of its prices, in rupees. Orders are held against it before they are sent.
    #[must_use]
    pub fn tick_size(mut self, tick: impl Into<Decimal>) -> Self {
        self.tick_size = Some(tick.into());
        self
    }

    /// With its lot. Orders are held against it before they are sent.
    #[must_use]
    pub fn lot_size(mut self, lot: u64) -> Self {
        self.lot_size = Some(lot);
        self
    }

    /// With what one order may have at most. Orders are held against it before they are sent.
    #[must_use]
    pub fn freeze_quantity(mut self, quantity: u64) -> Self {
        self.freeze_quantity = Some(quantity);
        self
    }

    /// What Kotak Neo's quotes are asked for by: `nse_fo|60011`. None without segment or token.
    pub fn neo_symbol(&self) -> Option<String> {
        let (segment, token) = (self.segment?, self.token.as_deref()?);
        Some(format!("{segment}|{token}"))
    }

    /// The segment, which Kotak Neo's orders need.
    #[cfg(feature = "kotak-neo")]
    pub(crate) fn needed_segment(&self) -> Result<Segment, Error> {
        self.segment.ok_or_else(|| {
            Error::invalid_input(format!(
                "the segment of {self} is not known, and Kotak Neo's orders need it: write `Contract::new(segment, symbol)`"
            ))
        })
    }

    /// The trading symbol, which Kotak Neo's orders need.
    #[cfg(feature = "kotak-neo")]
    pub(crate) fn needed_trading_symbol(&self) -> Result<String, Error> {
        let symbol = self.trading_symbol.as_deref().map(str::trim);
        let symbol = symbol.filter(|symbol| !symbol.is_empty());
        symbol.map(str::to_owned).ok_or_else(|| {
            Error::invalid_input(format!(
                "the trading symbol of {self} is not known, and Kotak Neo's orders need it: look it up in the list of instruments"
            ))
        })
    }

    /// The token, which Kotak Trade's orders need.
    #[cfg(feature = "kotak-trade")]
    pub(crate) fn needed_token(&self) -> Result<i64, Error> {
        let Some(token) = &self.token else {
            return Err(Error::invalid_input(format!(
                "the token of {self} is not known, and Kotak Trade's orders need it: write `.token(..)`"
            )));
        };
        let number = token.trim().parse().ok().filter(|number| *number > 0);
        number.ok_or_else(|| {
            Error::invalid_input(format!(
                "`{token}` is no token of Kotak Trade, which are whole numbers from 1 on"
            ))
        })
    }
}

impl From<&Contract> for Contract {
    fn from(contract: &Contract) -> Self {
        contract.clone()
    }
}

impl fmt::Display for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (
            self.trading_symbol.as_ref().or(self.symbol.as_ref()),
            &self.token,
        ) {
            (Some(symbol), _) => f.write_str(symbol),
            (None, Some(token)) => write!(f, "the instrument {token}"),
            (None, None) => f.write_str("an instrument without a name"),
        }
    }
}
