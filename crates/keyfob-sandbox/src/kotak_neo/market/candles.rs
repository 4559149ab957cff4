//! Historical prices: there is no history here, so that every span is one candle of today. Commodities have none, as at the vendor.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::super::fault::{Family, Fault};
use super::authorization::authorize;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Rupees, Segment};
use crate::india_time;
use crate::kotak_neo::app::Shared;

const INTERVALS: &[&str] = &[
    "1min", "3min", "5min", "10min", "15min", "30min", "60min", "D", "W",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    neosymbol: String,
    interval: String,
    fromdate: String,
    todate: String,
}

pub(super) async fn candles(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    authorize(&app, &call, Family::Newest)?;
    let Span {
        neosymbol,
        interval,
        fromdate,
        todate,
    } = call.query().map_err(|error| Fault::candles(&error))?;
    if !INTERVALS.contains(&interval.as_str()) {
        return Err(Fault::candles("Invalid interval value"));
    }
    if fromdate.is_empty() || todate.is_empty() {
        return Err(Fault::candles("Invalid date value"));
    }
    let market = app.market();
    let known = neosymbol.split_once('|').and_then(|(segment, token)| {
        let instrument = market.instrument(token.parse().ok()?)?;
        let has_history = !matches!(
            instrument.segment,
            Segment::Commodities | Segment::NseCommodities
        );
        (has_history && instrument.segment.code() == segment).then_some(instrument)
    });
    let instrument = known.ok_or_else(|| Fault::candles("Invalid neosymbol value"))?;
    let now = app.now();
    let start = india_time::iso(now);
    let (low, high) = instrument.range;
    let candle = json!([
        start,
        instrument.close.number(),
        high.number(),
        low.number(),
        instrument.last.number(),
        instrument.depth,
        0
    ]);
    let body = json!({"status": "success", "interval": interval, "data": {"candles": [candle]}});
    Ok(json(StatusCode::OK, body))
}
