//! Expiries, and the chain of options or futures of an underlying.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::authorize;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Instrument, Kind, Rupees};
use crate::india_time;
use crate::kotak_neo::app::{App, Shared};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    exchange: String,
    underlying: String,
    expiry: Option<String>,
    instrument_type: Option<String>,
    count: Option<usize>,
}

impl Asked {
    fn wants_futures(&self) -> bool {
        let kind = self.instrument_type.as_deref().unwrap_or_default();
        kind.to_ascii_lowercase().starts_with("fut")
    }

    fn fits(&self, instrument: &Instrument) -> bool {
        let kind = match instrument.kind {
            Kind::Share => false,
            Kind::Future { .. } => self.wants_futures(),
            Kind::Option { .. } => !self.wants_futures(),
        };
        let expiry =
            self.expiry.is_none() || self.expiry == instrument.expiry().map(india_time::iso_day);
        kind && expiry
            && instrument.segment.code() == self.exchange
            && instrument.name == self.underlying
    }
}

pub(super) async fn expiries(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let (asked, found) = read(&app, &call)?;
    let mut days: Vec<_> = found.iter().filter_map(Instrument::expiry).collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<_> = days.into_iter().map(india_time::iso_day).collect();
    let body =
        json!({"exchange": asked.exchange, "underlying": asked.underlying, "expiries": days});
    Ok(json(StatusCode::OK, body))
}

pub(super) async fn chain(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let (asked, found) = read(&app, &call)?;
    let first = found
        .first()
        .ok_or_else(|| Fault::candles("No contracts found"))?;
    let common = json!({
        "mktLot": first.lot.to_string(),
        "multiplier": "1",
        "unlSymbol": first.name,
        "exSeg": first.segment.code(),
        "expiryDt": first.expiry().map(india_time::iso_day),
    });
    let count = asked.count.unwrap_or(usize::MAX);
    let data = if asked.wants_futures() {
        let futures: Vec<_> = found.iter().take(count).map(future).collect();
        json!({"common_data": common, "fut": futures})
    } else {
        let of = |right: &str| -> Vec<_> {
            let options = found.iter().filter(|known| known.right() == Some(right));
            options.take(count).map(option).collect()
        };
        json!({"common_data": common, "call": of("CE"), "put": of("PE")})
    };
    Ok(json(StatusCode::OK, json!({"data": data})))
}

fn read(app: &App, call: &Call) -> Result<(Asked, Vec<Instrument>), Fault> {
    authorize(app, call, Family::Newest)?;
    let asked: Asked = call.query().map_err(|error| Fault::candles(&error))?;
    let market = app.market();
    let found = market
        .instruments()
        .filter(|known| asked.fits(known))
        .cloned()
        .collect();
    Ok((asked, found))
}

fn neo_symbol(instrument: &Instrument) -> String {
    format!("{}|{}", instrument.segment.code(), instrument.token)
}

fn option(instrument: &Instrument) -> Value {
    let (low, high) = instrument.range;
    json!({
        "instrument": {
            "neoSymbol": neo_symbol(instrument),
            "symbol": instrument.trading_symbol,
            "optionType": instrument.right(),
            "strikePrice": instrument.strike().text(),
            "moneyness": "ATM",
        },
        "quote": {
            "ltp": instrument.last.text(),
            "open": instrument.close.text(),
            "high": high.text(),
            "low": low.text(),
            "prevClose": instrument.close.text(),
            "close": instrument.last.text(),
            "volume": instrument.depth.to_string(),
        },
        "openInterest": {"current": "0", "previous": "0", "change": "0", "changePct": "0.00"},
    })
}

fn future(instrument: &Instrument) -> Value {
    let (low, high) = instrument.range;
    json!({
        "inst": {
            "neoSymbol": neo_symbol(instrument),
            "symbol": instrument.trading_symbol,
            "expiryDt": instrument.expiry().map(india_time::iso_day),
        },
        "quote": {
            "ltp": instrument.last.text(),
            "o": instrument.close.text(),
            "h": high.text(),
            "l": low.text(),
            "c": instrument.last.text(),
            "pc": instrument.close.text(),
            "vol": instrument.depth.to_string(),
        },
        "oi": {"cur": "0", "prev": "0", "chg": "0", "chgPct": "0.00"},
    })
}
