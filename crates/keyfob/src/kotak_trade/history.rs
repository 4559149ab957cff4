//! Historical prices.
//!
//! **Reported as not offered**: users and the vendor's maintainer speak of status 404, and no good answer was ever seen. What is asked
//! is certain, since the vendor's client was recorded asking it; the answer is handed over as it comes.
//!
//! ```no_run
//! use keyfob::kotak_trade::history::{Date, HistoricalPrices, Month};
//! use keyfob::kotak_trade::types::Exchange;
//!
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), Box<dyn std::error::Error>> {
//! let february = |day| Date::from_calendar_date(2020, Month::February, day);
//! let asked = HistoricalPrices {
//!     exchange: Exchange::Bse,
//!     company_code: "100".to_owned(),
//!     from: february(3)?,
//!     to: february(28)?,
//! };
//! println!("{:?}", session.history(&asked).await?);
//! # Ok(()) }
//! ```

mod input;

use keyfob_core::{Enumeration, Error};
use kotak_trade::types::{Exchange, HistoricalAnswer};
pub use time::{Date, Month};

use super::Session;
use input::{Input, day};

/// Prices of a company over some days (`historicalprices`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoricalPrices {
    /// The exchange; BSE is what was seen.
    pub exchange: Exchange,
    /// The vendor's code of the company.
    pub company_code: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Prices of a company on a day, as they were before splits and the like (`historicalprices-unadjusted`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnadjustedPrices {
    /// The exchange; BSE is what was seen.
    pub exchange: Exchange,
    /// The vendor's code of the company.
    pub company_code: String,
    /// The day.
    pub date: Date,
}

/// Prices of an underlying's futures, joined where one expires (`NSEFNO_HistoricalContinuousChart`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContinuousChart {
    /// The underlying.
    pub symbol: String,
    /// Which future; `near` is what was seen.
    pub expiry_type: String,
}

/// Prices of a company now, or at the end of past periods (`LiveorEODHistorical`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveOrEndOfDay {
    /// The exchange; BSE is what was seen.
    pub exchange: Exchange,
    /// The vendor's code of the company.
    pub company_code: String,
    /// The length of a period; `M` is what was seen.
    pub period: String,
    /// How many periods.
    pub count: u32,
}

/// What historical prices are asked of: one of the four above.
pub trait Resource: sealed::Ask {}

impl<T: sealed::Ask> Resource for T {}

impl Session {
    /// Asks for historical prices. Neither the consumer key nor the session token goes with it, only the access token.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the last day is before the first; [`Error::Refused`] with status 404 is what others got.
    pub async fn history(&self, asked: &impl Resource) -> Result<HistoricalAnswer, Error> {
        let input = asked.input()?;
        let call = self.client().history().prices();
        let call = call.resource(input.resource).input(input.encoded());
        Ok(call.send().await?.into_inner())
    }
}

mod sealed {
    use super::{Error, Input};

    pub trait Ask {
        fn input(&self) -> Result<Input<'_>, Error>;
    }
}

impl sealed::Ask for HistoricalPrices {
    fn input(&self) -> Result<Input<'_>, Error> {
        if self.to < self.from {
            let what = format!("{} to {} is no span of days", self.from, self.to);
            return Err(Error::InvalidInput(what));
        }
        let input = Input::new("historicalprices").with("exchange", small(self.exchange));
        let input = input.with("cocode", &*self.company_code);
        // The recorded client writes this one's months small.
        let (from, to) = (day(self.from).to_lowercase(), day(self.to).to_lowercase());
        Ok(input.with("fromdate", from).with("todate", to))
    }
}

impl sealed::Ask for UnadjustedPrices {
    fn input(&self) -> Result<Input<'_>, Error> {
        let input =
            Input::new("historicalprices-unadjusted").with("exchange", small(self.exchange));
        let input = input.with("co_code", &*self.company_code);
        Ok(input.with("date", day(self.date)))
    }
}

impl sealed::Ask for ContinuousChart {
    fn input(&self) -> Result<Input<'_>, Error> {
        let input = Input::new("NSEFNO_HistoricalContinuousChart");
        let input = input.with("symbol", &*self.symbol);
        Ok(input.with("expiry type", &*self.expiry_type))
    }
}

impl sealed::Ask for LiveOrEndOfDay {
    fn input(&self) -> Result<Input<'_>, Error> {
        let input = Input::new("LiveorEODHistorical").with("exchange", self.exchange.as_str());
        let input = input.with("co_code", &*self.company_code);
        let input = input.with("period", &*self.period);
        Ok(input.with("cnt", self.count.to_string()))
    }
}

/// In small letters, as the recorded client writes it in these two.
fn small(exchange: Exchange) -> String {
    exchange.as_str().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::sealed::Ask;
    use super::*;

    #[test]
    fn an_exchange_is_written_as_the_vendors_client_writes_it() {
        let day = Date::from_calendar_date(2020, Month::February, 3).unwrap();
        let company_code = "100".to_owned();
        let (exchange, period) = (Exchange::Bse, "M".to_owned());
        let prices = HistoricalPrices {
            exchange,
            company_code: company_code.clone(),
            from: day,
            to: day,
        };
        let unadjusted = UnadjustedPrices {
            exchange,
            company_code: company_code.clone(),
            date: day,
        };
        let live = LiveOrEndOfDay {
            exchange,
            company_code,
            period,
            count: 2,
        };
        for (input, written) in [
            (prices.input(), r#""exchange": "bse", "cocode": "100""#),
            (unadjusted.input(), r#""exchange": "bse", "co_code": "100""#),
            (live.input(), r#""exchange": "BSE", "co_code": "100""#),
        ] {
            let json = input.unwrap().json();
            assert!(json.contains(written), "{json}");
        }
    }
}
