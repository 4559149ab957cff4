//! Instruments, and what the traders have.

use serde::{Deserialize, Deserializer};
use time::{Date, Month, Time};
use toml::value::Date as Day;

use super::error::SeedError;
use crate::exchange::{Controls, Decimal, Instrument, Kind, NO_AMOUNT, Segment, parse_rupees};
use crate::india_time;

/// An instrument. Without an expiry it is a share; with a strike, an option.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    token: u64,
    segment: Segment,
    name: String,
    /// What Kotak Neo's orders name it by; made of the name for a share.
    symbol: Option<String>,
    #[serde(deserialize_with = "rupees")]
    last: Decimal,
    #[serde(default, deserialize_with = "some_rupees")]
    close: Option<Decimal>,
    lot: Option<i64>,
    depth: Option<i64>,
    expiry: Option<Day>,
    #[serde(default, deserialize_with = "some_rupees")]
    strike: Option<Decimal>,
    right: Option<Right>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Right {
    Call,
    Put,
}

/// An index: it is quoted by its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index {
    segment: Segment,
    name: String,
    #[serde(deserialize_with = "rupees")]
    last: Decimal,
}

impl Index {
    pub(super) fn list(&self, exchange: &Controls<'_>) {
        exchange.set_index(self.segment, &self.name, self.last);
    }
}

/// What a trader has before the first order, in place of what the demo has; what is not said is nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Portfolio {
    /// Kotak Trade's user id or Kotak Neo's client code.
    account: String,
    #[serde(default, deserialize_with = "rupees")]
    cash: Decimal,
    #[serde(default)]
    holdings: Vec<Held>,
    #[serde(default)]
    positions: Vec<Carried>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    token: u64,
    quantity: i64,
    #[serde(deserialize_with = "rupees")]
    average: Decimal,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    token: u64,
    product: String,
    /// Sold ones are negative.
    quantity: i64,
    #[serde(deserialize_with = "rupees")]
    price: Decimal,
}

impl Listed {
    pub(super) fn list(&self, exchange: &Controls<'_>) -> Result<(), SeedError> {
        let symbol = match (&self.symbol, self.expiry) {
            (Some(symbol), _) => symbol.clone(),
            (None, None) => format!("{}-EQ", self.name),
            (None, Some(_)) => return Err(self.wrong("a future or an option needs a `symbol`")),
        };
        let lot = self.lot.unwrap_or(1);
        if lot < 1 || self.depth.is_some_and(|depth| depth < 1) || self.last <= Decimal::ZERO {
            return Err(self.wrong("`lot`, `depth` and `last` must be more than 0"));
        }
        let names = (self.name.as_str(), symbol.as_str());
        let mut listed = Instrument::new(
            self.token,
            self.segment,
            self.kind()?,
            names,
            lot,
            self.last,
        );
        listed.close = self.close.unwrap_or(listed.close);
        listed.depth = self.depth.unwrap_or(listed.depth);
        exchange.list(listed);
        Ok(())
    }

    fn kind(&self) -> Result<Kind, SeedError> {
        let expiry = self.expiry.map(|day| self.last_moment(day)).transpose()?;
        match (expiry, self.strike, self.right) {
            (None, None, None) => Ok(Kind::Share),
            (Some(expiry), None, None) => Ok(Kind::Future { expiry }),
            (Some(expiry), Some(strike), Some(right)) => Ok(Kind::Option {
                expiry,
                strike,
                call: matches!(right, Right::Call),
            }),
            _ => Err(self.wrong("an option has `expiry`, `strike` and `right`, a future `expiry`, a share none of them")),
        }
    }

    /// Half past three in India, when trading ends.
    fn last_moment(&self, day: Day) -> Result<std::time::SystemTime, SeedError> {
        let date = Month::try_from(day.month)
            .ok()
            .and_then(|month| Date::from_calendar_date(day.year.into(), month, day.day).ok());
        let date = date.ok_or_else(|| self.wrong("`expiry` is no day"))?;
        let clock = Time::from_hms(15, 30, 0).unwrap_or(Time::MIDNIGHT);
        Ok(india_time::moment(date, clock))
    }

    fn wrong(&self, what: &str) -> SeedError {
        SeedError::invalid(format!("instrument {}: {what}", self.token))
    }
}

impl Portfolio {
    pub(super) fn apply(&self, exchange: &Controls<'_>) -> Result<(), SeedError> {
        let known = |token: u64| match exchange.instrument(token) {
            Some(_) => Ok(token),
            None => Err(SeedError::invalid(format!(
                "portfolio of {}: no instrument {token}",
                self.account
            ))),
        };
        exchange.clear(&self.account);
        exchange.set_cash(&self.account, self.cash);
        for held in &self.holdings {
            exchange.hold(
                &self.account,
                known(held.token)?,
                held.quantity,
                held.average,
            );
        }
        for one in &self.positions {
            exchange.carry(
                &self.account,
                known(one.token)?,
                &one.product,
                one.quantity,
                one.price,
            );
        }
        Ok(())
    }
}

/// An amount is a text, `"10.50"`: floats are not exact.
fn rupees<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = || serde::de::Error::custom(NO_AMOUNT);
    parse_rupees(&text).ok_or_else(wrong)
}

fn some_rupees<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    rupees(from).map(Some)
}
