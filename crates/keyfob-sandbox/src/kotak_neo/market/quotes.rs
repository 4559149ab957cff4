//! Quotes: a bare array, one element for each `segment|token`; the token of an index is its name.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::super::fault::{Family, Fault};
use super::authorization::authorize;
use super::quote::{Part, index, quote};
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Instrument, Market};
use crate::kotak_neo::app::App;

/// The vendor says up to 50; users found that 50 are refused.
const MOST: usize = 49;

pub(super) fn quotes(
    app: &App,
    call: &Call,
    family: Family,
    symbols: &str,
    kind: &str,
) -> Result<Response, Fault> {
    authorize(app, call, family)?;
    if symbols.split(',').count() > MOST {
        return Err(Fault::too_many_instruments());
    }
    let part = Part::named(kind).ok_or_else(|| Fault::order(1009, "invalid quote type"))?;
    let now = app.now();
    let market = app.market();
    let quoted = symbols.split(',').map(|symbol| {
        let unknown = || Fault::order(1009, "invalid instrument");
        let (segment, name) = symbol.split_once('|').ok_or_else(unknown)?;
        if let Some(known) = market.index(segment, name) {
            return Ok(index(known, part, now));
        }
        let instrument = find(&market, segment, name);
        Ok(quote(instrument.ok_or_else(unknown)?, part, now))
    });
    let quoted: Vec<Value> = quoted.collect::<Result<_, Fault>>()?;
    Ok(json(StatusCode::OK, Value::Array(quoted)))
}

/// By token, or by the trading symbol.
fn find<'a>(market: &'a Market, segment: &str, name: &str) -> Option<&'a Instrument> {
    let by_token = name.parse().ok().and_then(|token| market.instrument(token));
    let by_token = by_token.filter(|known| known.segment.code() == segment);
    by_token.or_else(|| market.by_symbol(segment, name))
}
