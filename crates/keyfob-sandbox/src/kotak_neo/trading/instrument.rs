//! An instrument as the rows of every book write it.

use serde_json::{Value, json};

use crate::exchange::{Instrument, Kind, OrderKind, Rupees, Segment, Side};
use crate::india_time;

pub(super) fn series(instrument: &Instrument) -> &'static str {
    if instrument.is_derivative() {
        "XX"
    } else {
        "EQ"
    }
}

/// What is known of shares is guessed of the others.
pub(in crate::kotak_neo) fn kind(instrument: &Instrument) -> &'static str {
    match (instrument.kind, instrument.segment) {
        (Kind::Share, _) => "EQ",
        (Kind::Future { .. }, Segment::Currencies) => "FUTCUR",
        (Kind::Option { .. }, Segment::Currencies) => "OPTCUR",
        (Kind::Future { .. }, Segment::Commodities | Segment::NseCommodities) => "FUTCOM",
        (Kind::Option { .. }, Segment::Commodities | Segment::NseCommodities) => "OPTFUT",
        (Kind::Future { .. }, _) => "FUTSTK",
        (Kind::Option { .. }, _) => "OPTSTK",
    }
}

/// `CE`, `PE`, `XX` for futures, and for shares a dash with a blank.
pub(super) fn option_type(instrument: &Instrument) -> &'static str {
    let none = if instrument.is_derivative() {
        "XX"
    } else {
        "- "
    };
    instrument.right().unwrap_or(none)
}

pub(super) fn expiry(instrument: &Instrument) -> String {
    instrument
        .expiry()
        .map_or_else(|| "NA".into(), india_time::comma)
}

/// What stands in the rows of orders, states and trades alike.
pub(super) fn common(instrument: &Instrument) -> Value {
    json!({
        "trdSym": instrument.trading_symbol,
        "sym": instrument.name,
        "exSeg": instrument.segment.code(),
        "series": series(instrument),
        "optTp": option_type(instrument),
        "expDt": expiry(instrument),
        "stkPrc": instrument.strike().text(),
        "lotSz": instrument.lot.to_string(),
        "multiplier": "1",
        "precision": "2",
        "prcNum": "1",
        "prcDen": "1",
        "genNum": "1",
        "genDen": "1",
    })
}

pub(in crate::kotak_neo) fn side_code(side: Side) -> &'static str {
    match side {
        Side::Buy => "B",
        Side::Sell => "S",
    }
}

pub(super) fn kind_code(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Limit => "L",
        OrderKind::Market => "MKT",
        OrderKind::StopLimit => "SL",
        OrderKind::StopMarket => "SL-M",
    }
}

pub(super) fn validity(immediate: bool) -> &'static str {
    if immediate { "IOC" } else { "DAY" }
}
