//! What can be traded.

use std::time::SystemTime;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::rupees::Rupees;

/// A share, a future or an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// The number both APIs know it by.
    pub token: u64,
    /// Where it is traded.
    pub segment: Segment,
    /// The company or the underlying: `SANDBOXCO`.
    pub name: String,
    /// What Kotak Neo orders name it by: `SANDBOXCO-EQ`.
    pub trading_symbol: String,
    /// What it is.
    pub kind: Kind,
    /// Quantities are multiples of this.
    pub lot: i64,
    /// The price of the last trade.
    pub last: Decimal,
    /// The last price of the day before.
    pub close: Decimal,
    /// Limit and trigger prices below or above are refused.
    pub band: (Decimal, Decimal),
    /// How much of an order is filled at one price; the rest waits for the next price.
    pub depth: i64,
    /// The highest and lowest price since the start.
    pub range: (Decimal, Decimal),
}

/// A part of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Segment {
    /// Shares at the National Stock Exchange.
    #[serde(rename = "nse_cm")]
    NseCash,
    /// Shares at the Bombay Stock Exchange.
    #[serde(rename = "bse_cm")]
    BseCash,
    /// Futures and options at the National Stock Exchange.
    #[serde(rename = "nse_fo")]
    NseDerivatives,
    /// Futures and options at the Bombay Stock Exchange.
    #[serde(rename = "bse_fo")]
    BseDerivatives,
    /// Futures and options on currencies.
    #[serde(rename = "cde_fo")]
    Currencies,
    /// Futures and options on commodities at the Multi Commodity Exchange.
    #[serde(rename = "mcx_fo")]
    Commodities,
    /// A list of 2026 whose content no document tells; here, commodities at the National Stock Exchange.
    #[serde(rename = "nse_com")]
    NseCommodities,
}

/// What an instrument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A share.
    Share,
    /// A future.
    Future {
        /// Its last day.
        expiry: SystemTime,
    },
    /// An option.
    Option {
        /// Its last day.
        expiry: SystemTime,
        /// At which price it is exercised.
        strike: Decimal,
        /// To buy (a call) or to sell (a put).
        call: bool,
    },
}

impl Instrument {
    /// A share, with a band of 10 % around its price, sold one by one.
    pub fn share(token: u64, segment: Segment, name: &str, last: impl Into<Decimal>) -> Self {
        Self::new(
            token,
            segment,
            Kind::Share,
            (name, &format!("{name}-EQ")),
            1,
            last,
        )
    }

    /// An index has a name for a token; nothing but its figures is looked at.
    pub(super) fn index(segment: Segment, name: &str, last: impl Into<Decimal>) -> Self {
        Self::new(0, segment, Kind::Share, (name, name), 1, last)
    }

    /// Something else, with a band of 10 % around its price; `names` are [`Self::name`] and
    /// [`Self::trading_symbol`].
    pub fn new(
        token: u64,
        segment: Segment,
        kind: Kind,
        names: (&str, &str),
        lot: i64,
        last: impl Into<Decimal>,
    ) -> Self {
        let last = last.into().to_paisa();
        Self {
            token,
            segment,
            name: names.0.to_owned(),
            trading_symbol: names.1.to_owned(),
            kind,
            lot,
            last,
            close: last,
            band: (last.percent(90), last.percent(110)),
            depth: lot * 100,
            range: (last, last),
        }
    }

    pub(crate) fn is_derivative(&self) -> bool {
        self.kind != Kind::Share
    }

    pub(crate) fn expiry(&self) -> Option<SystemTime> {
        match self.kind {
            Kind::Share => None,
            Kind::Future { expiry } | Kind::Option { expiry, .. } => Some(expiry),
        }
    }

    pub(crate) fn strike(&self) -> Decimal {
        match self.kind {
            Kind::Option { strike, .. } => strike,
            _ => Decimal::ZERO,
        }
    }

    /// `CE` or `PE`, for options.
    pub(crate) fn right(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Option { call, .. } => Some(if call { "CE" } else { "PE" }),
            _ => None,
        }
    }

    pub(crate) fn change(&self) -> Decimal {
        self.last - self.close
    }

    /// The change in hundredths of a percent, written like an amount.
    pub(crate) fn change_percent(&self) -> Decimal {
        let hundredfold = self.change().times(100);
        let percent = hundredfold.checked_div(self.close).unwrap_or_default();
        percent.trunc_with_scale(2)
    }

    /// Sets the last price.
    pub(super) fn trade_at(&mut self, price: Decimal) {
        self.last = price;
        let (low, high) = self.range;
        self.range = (low.min(price), high.max(price));
    }

    /// So many prices below or above the last one.
    pub(crate) fn ladder(&self, side: i64, steps: i64) -> Vec<(Decimal, i64)> {
        let tick = Decimal::new(5, 2);
        (1..=steps)
            .map(|step| (self.last + tick.times(side * step), self.depth))
            .collect()
    }
}

impl Segment {
    /// Kotak Neo's word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NseCash => "nse_cm",
            Self::BseCash => "bse_cm",
            Self::NseDerivatives => "nse_fo",
            Self::BseDerivatives => "bse_fo",
            Self::Currencies => "cde_fo",
            Self::Commodities => "mcx_fo",
            Self::NseCommodities => "nse_com",
        }
    }

    /// The exchange it belongs to.
    pub fn exchange(self) -> &'static str {
        match self {
            Self::NseCash | Self::NseDerivatives | Self::Currencies | Self::NseCommodities => "NSE",
            Self::BseCash | Self::BseDerivatives => "BSE",
            Self::Commodities => "MCX",
        }
    }
}
