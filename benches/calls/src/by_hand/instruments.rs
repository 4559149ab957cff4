//! A list of instruments on csv, with the same look-ups.

use csv::{ReaderBuilder, Trim};
use rust_decimal::Decimal;
use serde::Deserialize;
use time::{Date, OffsetDateTime};

use super::values::Cell;
use crate::Outcome;

/// From 1970 to 1980, in seconds.
const TEN_YEARS: i64 = 315_532_800;

/// A row as the file has it.
#[derive(Deserialize)]
struct Row {
    #[serde(rename = "pSymbol")]
    token: Option<String>,
    #[serde(rename = "pGroup")]
    group: Option<String>,
    #[serde(rename = "pExchSeg")]
    segment: Segment,
    #[serde(rename = "pInstType")]
    instrument_type: Option<String>,
    #[serde(rename = "pSymbolName")]
    symbol: Option<String>,
    #[serde(rename = "pTrdSymbol")]
    trading_symbol: Option<String>,
    #[serde(rename = "pOptionType")]
    option_type: OptionType,
    #[serde(rename = "pISIN")]
    isin: Option<String>,
    #[serde(rename = "pDesc")]
    description: Option<String>,
    #[serde(rename = "dTickSize")]
    tick_size: Cell,
    #[serde(rename = "lLotSize")]
    lot_size: Option<i64>,
    #[serde(rename = "lPrecision")]
    precision: Option<u32>,
    #[serde(rename = "dStrikePrice;")]
    strike: Cell,
    #[serde(rename = "pExpiryDate")]
    expiry: Option<i64>,
    #[serde(rename = "lFreezeQty")]
    freeze_quantity: Option<i64>,
}

#[derive(Clone, Copy, Deserialize)]
enum Segment {
    #[serde(rename = "nse_cm")]
    NseCash,
    #[serde(rename = "nse_fo")]
    NseDerivatives,
    #[serde(other)]
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum OptionType {
    #[serde(rename = "CE")]
    Call,
    #[serde(rename = "PE")]
    Put,
    #[serde(other)]
    None,
}

/// A row as a program wants it.
#[allow(dead_code)]
struct Instrument {
    token: Option<String>,
    group: Option<String>,
    segment: Segment,
    instrument_type: Option<String>,
    symbol: Option<String>,
    trading_symbol: Option<String>,
    option_type: OptionType,
    isin: Option<String>,
    description: Option<String>,
    tick_size: Option<Decimal>,
    lot_size: Option<i64>,
    strike: Option<Decimal>,
    expiry: Option<Date>,
    freeze_quantity: Option<i64>,
}

/// Instruments by symbol, expiry, type and strike; their places by token and by trading symbol.
pub struct Index {
    pub rows: usize,
    #[allow(dead_code)]
    kept: (Vec<Instrument>, Vec<usize>, Vec<usize>),
}

impl Index {
    pub fn of(csv: &[u8]) -> Outcome<Self> {
        let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(csv);
        let rows = reader.deserialize().map(|row| Ok(instrument(row?)));
        let mut rows: Vec<Instrument> = rows.collect::<Outcome<_>>()?;
        rows.shrink_to_fit();
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
        let by_token = order(&rows, |row| row.token.as_deref());
        let by_trading_symbol = order(&rows, |row| row.trading_symbol.as_deref());
        Ok(Self {
            rows: rows.len(),
            kept: (rows, by_token, by_trading_symbol),
        })
    }
}

fn instrument(row: Row) -> Instrument {
    let scaled = |number: Decimal, precision: u32| {
        let number = number * Decimal::new(1, precision);
        (number > Decimal::ZERO).then(|| number.normalize())
    };
    let day = |seconds: i64| {
        let moment = OffsetDateTime::from_unix_timestamp(seconds + TEN_YEARS).ok()?;
        Some(moment.date())
    };
    Instrument {
        tick_size: row
            .tick_size
            .0
            .zip(row.precision)
            .and_then(|(tick, precision)| scaled(tick, precision)),
        strike: row.strike.0.and_then(|strike| scaled(strike, 2)),
        expiry: row.expiry.filter(|seconds| *seconds > 0).and_then(day),
        token: row.token,
        group: row.group,
        segment: row.segment,
        instrument_type: row.instrument_type,
        symbol: row.symbol,
        trading_symbol: row.trading_symbol,
        option_type: row.option_type,
        isin: row.isin,
        description: row.description,
        lot_size: row.lot_size,
        freeze_quantity: row.freeze_quantity,
    }
}

fn key(row: &Instrument) -> impl Ord + '_ {
    let symbol = row.symbol.as_deref();
    (symbol, row.expiry, row.option_type, row.strike)
}

fn order(rows: &[Instrument], name: impl Fn(&Instrument) -> Option<&str>) -> Vec<usize> {
    let rows = rows.iter().enumerate();
    let mut named: Vec<_> = rows
        .filter_map(|(at, row)| Some((name(row)?, at)))
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(_, at)| at).collect()
}
