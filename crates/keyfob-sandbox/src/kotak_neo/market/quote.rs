//! One quote: always text, and with a filter only what the filter names.

use std::time::SystemTime;

use serde_json::{Value, json};

use crate::answer::extend;
use crate::clock::unix_seconds;
use crate::exchange::{Decimal, Instrument, Rupees};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    Depth,
    Ohlc,
    Ltp,
    OpenInterest,
    Year,
    Circuit,
    Details,
}

impl Part {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "all" => Self::All,
            "depth" | "market_depth" => Self::Depth,
            "ohlc" => Self::Ohlc,
            "ltp" => Self::Ltp,
            "oi" => Self::OpenInterest,
            "52w" | "52W" => Self::Year,
            "circuit_limits" => Self::Circuit,
            "scrip_details" => Self::Details,
            _ => return None,
        })
    }
}

pub(super) fn quote(instrument: &Instrument, part: Part, now: SystemTime) -> Value {
    let mut quote = json!({
        "exchange_token": instrument.token.to_string(),
        "display_symbol": instrument.trading_symbol,
        "exchange": instrument.segment.code(),
        "lstup_time": unix_seconds(now).to_string(),
    });
    let wants = |one| part == Part::All || part == one;
    let (low, high) = instrument.range;
    if wants(Part::Ltp) || part == Part::Details {
        extend(&mut quote, json!({"ltp": long(instrument.last)}));
    }
    if wants(Part::Details) {
        extend(&mut quote, details(instrument));
    }
    if wants(Part::OpenInterest) {
        extend(&mut quote, json!({"open_int": "0"}));
    }
    if wants(Part::Circuit) {
        let (low, high) = instrument.band;
        let limits = json!({"low_price_range": long(low), "high_price_range": long(high)});
        extend(&mut quote, limits);
    }
    if wants(Part::Year) {
        let year = json!({"year_low": low.text(), "year_high": high.text()});
        extend(&mut quote, year);
    }
    if wants(Part::Ohlc) {
        let prices = json!({
            "open": long(instrument.close),
            "high": long(high),
            "low": long(low),
            "close": long(instrument.close),
        });
        extend(&mut quote, json!({"ohlc": prices}));
    }
    if wants(Part::Depth) {
        let depth = json!({"buy": levels(instrument, -1), "sell": levels(instrument, 1)});
        extend(&mut quote, json!({"depth": depth}));
    }
    quote
}

/// What a sample of an index lacks.
const NOT_OF_INDICES: &[&str] = &[
    "avg_cost",
    "open_int",
    "low_price_range",
    "high_price_range",
];

/// The quote of an index has its name for a token.
pub(super) fn index(index: &Instrument, part: Part, now: SystemTime) -> Value {
    let mut quote = quote(index, part, now);
    extend(&mut quote, json!({"exchange_token": index.name}));
    if let Value::Object(members) = &mut quote {
        members.retain(|name, _| !NOT_OF_INDICES.contains(&name.as_str()));
    }
    quote
}

fn details(instrument: &Instrument) -> Value {
    let waiting = (instrument.depth * 5).to_string();
    json!({
        "last_traded_quantity": instrument.lot.to_string(),
        "total_buy": waiting,
        "total_sell": waiting,
        "last_volume": instrument.depth.to_string(),
        "avg_cost": long(instrument.last),
        "change": long(instrument.change()),
        "per_change": long(instrument.change_percent()),
    })
}

fn levels(instrument: &Instrument, way: i64) -> Vec<Value> {
    let ladder = instrument.ladder(way, 5).into_iter();
    let level = |(price, quantity): (Decimal, i64)| json!({"price": long(price), "quantity": quantity.to_string(), "orders": "1"});
    ladder.map(level).collect()
}

/// Four decimals, of which prices use two.
fn long(price: Decimal) -> String {
    format!("{}00", price.text())
}
