//! One instrument.

use keyfob_core::Decimal;
use time::Date;

use super::columns::Column;
use super::day::OwnDate;
use super::problem::What;
use super::value::Cell;
use super::{OptionType, Segment};
use crate::trading::{Contract, Vendor};

/// One row of a list. What a file does not tell, or tells in a way that cannot be read, is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Instrument {
    /// The instrument's number (`pSymbol`), by which quotes and margins are asked for.
    pub token: Option<String>,
    /// The segment (`pExchSeg`); that of the file where the row tells none that is known.
    pub segment: Option<Segment>,
    /// The company or the underlying (`pSymbolName`): `NIFTY`.
    pub symbol: Option<String>,
    /// What orders name it by (`pTrdSymbol`, in orders `ts`): `ABCD-EQ`.
    pub trading_symbol: Option<String>,
    /// The kind, by the exchange's word (`pInstType`): `OPTIDX`, `FUTSTK`; none for shares.
    pub instrument_type: Option<String>,
    /// The series (`pGroup`): `EQ`.
    pub group: Option<String>,
    /// The international number (`pISIN`).
    pub isin: Option<String>,
    /// The name in full (`pDesc`).
    pub description: Option<String>,
    /// Call or put (`pOptionType`, or by the trading symbol); none if it is no option.
    pub option_type: Option<OptionType>,
    /// The last day (`pExpiryDate`, or `lExpiryDate`); none if it has none, and in segments that are not derivatives.
    pub expiry: Option<Date>,
    /// At which price an option is exercised, in rupees (`dStrikePrice` over 100).
    pub strike: Option<Decimal>,
    /// Quantities of orders are multiples of this (`lLotSize`).
    pub lot_size: Option<i64>,
    /// Prices of orders are multiples of this, in rupees (`dTickSize` and `lPrecision`; inferred).
    pub tick_size: Option<Decimal>,
    /// What one order may have at most (`lFreezeQty`; by its name).
    pub freeze_quantity: Option<i64>,
}

impl Instrument {
    /// Reads a row, whose cells are asked for by their columns. What cannot be read is told one by one.
    pub(super) fn read<'a>(
        segment: Segment,
        day: Option<Date>,
        cell: impl Fn(Column) -> Option<&'a str>,
        mut told: impl FnMut(What),
    ) -> Self {
        let cell = |column: Column| Cell {
            column: column.name(),
            text: cell(column),
        };
        let precision = sound(cell(Column::Precision).count(), &mut told);
        let precision = precision.and_then(|precision| u32::try_from(precision).ok());
        let tick = precision.map(|precision| cell(Column::TickSize).scaled(precision));
        let own = cell(Column::TradingSymbol)
            .text
            .zip(cell(Column::Symbol).text);
        let own = own.and_then(|(trading_symbol, symbol)| OwnDate::of(trading_symbol, symbol));
        let mut expiry = None;
        for column in [Column::Expiry, Column::LastExpiry] {
            expiry = expiry.or_else(|| cell(column).last_day(segment, own, day, &mut told));
        }
        let mut it = Self {
            token: cell(Column::Token).text(),
            segment: sound(cell(Column::Segment).segment(), &mut told).or(Some(segment)),
            symbol: cell(Column::Symbol).text(),
            trading_symbol: cell(Column::TradingSymbol).text(),
            instrument_type: cell(Column::InstrumentType).text(),
            group: cell(Column::Group).text(),
            isin: cell(Column::Isin).text(),
            description: cell(Column::Description).text(),
            option_type: sound(cell(Column::OptionType).option_type(), &mut told),
            expiry,
            strike: sound(cell(Column::Strike).hundredths(), &mut told),
            lot_size: sound(cell(Column::LotSize).count(), &mut told),
            tick_size: tick.and_then(|tick| sound(tick, &mut told)),
            freeze_quantity: sound(cell(Column::FreezeQuantity).count(), &mut told),
        };
        if cell(Column::OptionType).text.is_none() && it.is_kind("OPT") {
            it.option_type = it.option_type_by_symbol();
        }
        it
    }

    /// Whether its kind begins so.
    fn is_kind(&self, start: &str) -> bool {
        let kind = self.instrument_type.as_deref().unwrap_or_default();
        let begins = kind.get(..start.len());
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case(start))
    }

    /// By the two letters behind the strike: `NIFTY26SEP21000CE`.
    fn option_type_by_symbol(&self) -> Option<OptionType> {
        let symbol = self.trading_symbol.as_deref()?;
        let (rest, letters) = symbol.split_at_checked(symbol.len().checked_sub(2)?)?;
        let option_type = [("CE", OptionType::Call), ("PE", OptionType::Put)];
        let mut option_type = option_type.into_iter();
        let (_, option_type) = option_type.find(|(name, _)| letters.eq_ignore_ascii_case(name))?;
        rest.ends_with(|c: char| c.is_ascii_digit())
            .then_some(option_type)
    }

    /// Whether it is a future by all that the file tells of it, and no option whose type is left out.
    pub(super) fn is_future(&self) -> bool {
        self.option_type.is_none()
            && !self.is_kind("OPT")
            && (self.is_kind("FUT")
                || (self.strike.is_none() && self.option_type_by_symbol().is_none()))
    }

    /// What quotes are asked for by: `nse_fo|60011`. None without segment or token.
    pub fn neo_symbol(&self) -> Option<String> {
        Some(format!("{}|{}", self.segment?, self.token.as_deref()?))
    }

    /// What orders are made of, and held against.
    pub fn contract(&self) -> Contract {
        let count = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
        Contract {
            segment: self.segment,
            trading_symbol: self.trading_symbol.clone(),
            symbol: self.symbol.clone(),
            token: self.token.clone(),
            tick_size: self.tick_size,
            lot_size: count(self.lot_size),
            freeze_quantity: count(self.freeze_quantity),
            token_of: Some(Vendor::Neo),
        }
    }

    /// Whether it can be found by anything at all.
    pub(super) fn is_named(&self) -> bool {
        self.token.is_some() || self.trading_symbol.is_some()
    }
}

impl From<&Instrument> for Contract {
    fn from(instrument: &Instrument) -> Self {
        instrument.contract()
    }
}

impl From<Instrument> for Contract {
    fn from(instrument: Instrument) -> Self {
        instrument.contract()
    }
}

/// The value, or nothing where it cannot be read, which is told.
pub(super) fn sound<T>(value: Result<Option<T>, What>, told: &mut impl FnMut(What)) -> Option<T> {
    value.unwrap_or_else(|what| {
        told(what);
        None
    })
}
