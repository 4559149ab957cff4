//! An instrument as this vendor's answers write it.

use crate::exchange::{Instrument, Kind, Segment, Side};
use crate::india_time;

/// `NN` is the one code known.
pub(super) fn market_code(instrument: &Instrument) -> &'static str {
    match instrument.segment {
        Segment::BseCash | Segment::BseDerivatives => "BB",
        _ => "NN",
    }
}

pub(super) fn kind(instrument: &Instrument) -> &'static str {
    match instrument.kind {
        Kind::Share => "EQ",
        Kind::Future { .. } => "FS",
        Kind::Option { .. } => "OS",
    }
}

pub(super) fn is_fno(instrument: &Instrument) -> &'static str {
    if instrument.is_derivative() { "Y" } else { "N" }
}

/// `CE`, `PE`, or a dash with a blank.
pub(super) fn option_type(instrument: &Instrument) -> &'static str {
    instrument.right().unwrap_or("- ")
}

pub(super) fn expiry(instrument: &Instrument) -> String {
    instrument
        .expiry()
        .map_or_else(|| "-".into(), india_time::packed)
}

pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "BUY",
        Side::Sell => "SELL",
    }
}
