//! Quotes: a bare array, one element for each `segment|token`.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::super::fault::{Family, Fault};
use super::admit;
use super::quote::{Part, quote};
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Instrument, Market};
use crate::world::World;

pub(super) fn quotes(
    world: &World,
    call: &Call,
    family: Family,
    symbols: &str,
    kind: &str,
) -> Result<Response, Fault> {
    admit(world, call, family)?;
    let part = Part::named(kind).ok_or_else(|| Fault::order(1009, "invalid quote type"))?;
    let now = world.clock.now();
    let market = world.market();
    let quoted = symbols.split(',').map(|symbol| {
        let instrument = find(&market, symbol);
        let unknown = || Fault::order(1009, "invalid instrument");
        Ok(quote(instrument.ok_or_else(unknown)?, part, now))
    });
    let quoted: Vec<Value> = quoted.collect::<Result<_, Fault>>()?;
    Ok(json(StatusCode::OK, Value::Array(quoted)))
}

/// By token, or by the trading symbol, as indices are asked for by name.
fn find<'a>(market: &'a Market, symbol: &str) -> Option<&'a Instrument> {
    let (segment, name) = symbol.split_once('|')?;
    let by_token = name.parse().ok().and_then(|token| market.instrument(token));
    let by_token = by_token.filter(|known| known.segment.code() == segment);
    by_token.or_else(|| market.by_symbol(segment, name))
}
