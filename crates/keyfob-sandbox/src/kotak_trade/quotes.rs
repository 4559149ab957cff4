//! Quotes: everything, the last price, the depth, and the day's four prices. Numbers are text.

use std::time::SystemTime;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::authorization::authorize_quotes;
use super::fault::Fault;
use super::instrument::option_type;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Instrument, Refusal, Rupees};
use crate::india_time;
use crate::kotak_trade::app::{App, Shared};

pub(super) async fn full(
    State(app): State<Shared>,
    Path(tokens): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    let now = app.now();
    let quotes = quoted(&app, &call, &tokens, |instrument| {
        everything(instrument, now)
    })?;
    Ok(json(StatusCode::OK, json!({"success": quotes})))
}

pub(super) async fn last(
    State(app): State<Shared>,
    Path(tokens): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    let quotes = quoted(&app, &call, &tokens, last_price)?;
    Ok(json(StatusCode::OK, json!({"success": quotes})))
}

pub(super) async fn ohlc(
    State(app): State<Shared>,
    Path(tokens): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    let quotes = quoted(&app, &call, &tokens, four_prices)?;
    Ok(json(StatusCode::OK, json!({"success": quotes})))
}

/// An object where the three others are arrays.
pub(super) async fn depth(
    State(app): State<Shared>,
    Path(tokens): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    let quotes = quoted(&app, &call, &tokens, ladders)?;
    Ok(json(StatusCode::OK, json!({"success": {"depth": quotes}})))
}

/// One row for each of the tokens, which are joined by hyphens.
fn quoted(
    app: &App,
    call: &Call,
    tokens: &str,
    row: impl Fn(&Instrument) -> Value,
) -> Result<Vec<Value>, Fault> {
    authorize_quotes(app, call)?;
    let market = app.market();
    let rows = tokens.split('-').map(|token| {
        let instrument = token
            .parse()
            .ok()
            .and_then(|token| market.instrument(token));
        let unknown = || Fault::order(-22, Refusal::UnknownInstrument.text());
        Ok(row(instrument.ok_or_else(unknown)?))
    });
    rows.collect()
}

fn everything(instrument: &Instrument, now: SystemTime) -> Value {
    let (low, high) = instrument.range;
    let segment = if instrument.is_derivative() {
        "FNO"
    } else {
        "CASH"
    };
    json!({
        "wtoken": instrument.token.to_string(),
        "ltp": format!("{}00", instrument.last.text()),
        "lv_net_chg": format!("{}00", instrument.change()),
        "lv_net_chg_perc": format!("{}00", instrument.change_percent().text()),
        "open_price": format!("{}00", instrument.close.text()),
        "closing_price": format!("{}00", instrument.close.text()),
        "high_price": format!("{}00", high.text()),
        "low_price": format!("{}00", low.text()),
        "average_trade_price": format!("{}00", instrument.last.text()),
        "last_trade_qty": instrument.lot.to_string(),
        "OI": "0",
        "BD_TTQ": instrument.depth.to_string(),
        "BD_last_traded_time": india_time::british(now),
        "market_exchange": instrument.segment.exchange(),
        "stk_name": instrument.name,
        "display_segment": segment,
        "display_fno_eq": if instrument.is_derivative() { "FNO" } else { "EQ" },
        "stk_it": instrument.right().unwrap_or_default(),
        "stk_strike_price": strike(instrument),
        "upper_ckt_limit": instrument.band.1.text(),
        "lower_ckt_limit": instrument.band.0.text(),
    })
}

fn last_price(instrument: &Instrument) -> Value {
    json!({
        "instrumentToken": instrument.token.to_string(),
        "instrumentName": instrument.name,
        "lastPrice": instrument.last.text(),
        "upper_ckt_limit": instrument.band.1.text(),
        "lower_ckt_limit": instrument.band.0.text(),
        "stk_it": instrument.right().unwrap_or_default(),
    })
}

fn four_prices(instrument: &Instrument) -> Value {
    json!({
        "instrumentToken": instrument.token.to_string(),
        "instrumentName": instrument.name,
        "open": instrument.close.text(),
        "high": instrument.range.1.text(),
        "low": instrument.range.0.text(),
        "close": instrument.close.text(),
        "stk_it": option_type(instrument).trim_matches(['-', ' ']),
        "stk_strike_price": strike(instrument),
        "upper_ckt_limit": instrument.band.1.text(),
        "lower_ckt_limit": instrument.band.0.text(),
    })
}

fn ladders(instrument: &Instrument) -> Value {
    let side = |way| -> Vec<_> {
        let level = |(price, quantity): (crate::exchange::Decimal, i64)| json!({"price": price.text(), "quantity": quantity.to_string(), "orders": "1"});
        instrument.ladder(way, 5).into_iter().map(level).collect()
    };
    json!({
        "buy": side(-1),
        "sell": side(1),
        "stk_strike_price": instrument.strike().number(),
        "upper_ckt_limit": instrument.band.1.text(),
        "lower_ckt_limit": instrument.band.0.text(),
    })
}

fn strike(instrument: &Instrument) -> String {
    instrument
        .right()
        .map_or_else(|| "0".into(), |_| instrument.strike().text())
}
