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
    /// The instrument's number, by which quotes are asked for, and Kotak Trade's orders are made. The vendors number instruments
    /// each in its own way: one of a list or a book of the one is refused by the other.
    pub token: Option<String>,
    /// Prices are multiples of this, in rupees.
    pub tick_size: Option<Decimal>,
    /// Quantities are multiples of this.
    pub lot_size: Option<u64>,
    /// What one order may have at most.
    pub freeze_quantity: Option<u64>,
    /// Whose list or book the token is of; none of one that was written by hand.
    pub(crate) token_of: Option<Vendor>,
}

/// Who numbers instruments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(all(feature = "kotak-neo", feature = "kotak-trade")),
    allow(dead_code, reason = "each is named by its own client")
)]
pub(crate) enum Vendor {
    /// Kotak Neo.
    Neo,
    /// Kotak Trade.
    Trade,
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Neo => "Kotak Neo",
            Self::Trade => "Kotak Trade",
        })
    }
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

    /// With its token, a number or text: the one that the vendor has for it to which the order goes.
    #[must_use]
    pub fn token(mut self, token: impl ToString) -> Self {
        (self.token, self.token_of) = (Some(token.to_string()), None);
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

    /// What Kotak Neo's quotes are asked for by: `nse_fo|60011`. None without segment or token, and of a token of Kotak Trade's books.
    pub fn neo_symbol(&self) -> Option<String> {
        let (segment, token) = (self.segment?, self.token_at(Vendor::Neo)?);
        Some(format!("{segment}|{token}"))
    }

    /// The token, unless it is another vendor's.
    pub(crate) fn token_at(&self, vendor: Vendor) -> Option<&str> {
        let is_theirs = self.token_of.is_none_or(|of| of == vendor);
        self.token.as_deref().filter(|_| is_theirs)
    }

    /// Refuses a token of another vendor's list or book: what has the same number there is another instrument.
    pub(crate) fn refuse_foreign_token(&self, vendor: Vendor) -> Result<(), Error> {
        match (&self.token, self.token_of) {
            (Some(token), Some(of)) if of != vendor => Err(Error::invalid_input(format!(
                "the token {token} of {self} is one of {of}, and at {vendor} it is another instrument: write the one of {vendor}, `.token(..)`"
            ))),
            _ => Ok(()),
        }
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
        self.refuse_foreign_token(Vendor::Trade)?;
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
