//! Shares in the depot: a shorter row for the older generations.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, Trader, authorize};
use super::instrument::series;
use crate::answer::{extend, json};
use crate::call::Call;
use crate::exchange::{Holding, Instrument, Market, Rupees, Side};
use crate::kotak_neo::app::App;

/// The broker numbers instruments itself; the exchange's token is another one.
const BROKER_TOKENS: u64 = 8_000_000;

pub(super) fn holdings(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Holdings)?;
    let market = app.market();
    let holdings = market.account(&trader.ucc).holdings.iter();
    let rows: Vec<_> = holdings
        .filter_map(|holding| {
            let instrument = market.instrument(holding.token)?;
            let sellable = sellable(&trader, &market, holding);
            Some(row(&trader, family, instrument, holding, sellable))
        })
        .collect();
    if rows.is_empty() {
        return Err(Fault::order(5203, "No Data"));
    }
    Ok(json(StatusCode::OK, json!({"data": rows})))
}

/// What is not sold yet and not waiting to be sold.
fn sellable(trader: &Trader, market: &Market, holding: &Holding) -> i64 {
    let orders = market
        .orders(&trader.ucc)
        .filter(|order| order.request.token == holding.token);
    let sold =
        orders.filter(|order| order.request.side == Side::Sell && order.request.product == "CNC");
    let sold: i64 = sold
        .map(|order| {
            order.filled
                + if order.state.is_live() {
                    order.pending()
                } else {
                    0
                }
        })
        .sum();
    (holding.quantity - sold).max(0)
}

fn row(
    trader: &Trader,
    family: Family,
    instrument: &Instrument,
    holding: &Holding,
    sellable: i64,
) -> Value {
    let cost = holding.average.times(holding.quantity);
    let value = instrument.last.times(holding.quantity);
    let mut row = json!({
        "displaySymbol": instrument.name,
        "symbol": instrument.name,
        "averagePrice": holding.average.number(),
        "quantity": holding.quantity,
        "exchangeSegment": instrument.segment.code(),
        "exchangeIdentifier": instrument.token.to_string(),
        "holdingCost": cost.number(),
        "mktValue": value.number(),
        "closingPrice": instrument.close.number(),
        "instrumentToken": BROKER_TOKENS.saturating_add(instrument.token),
        "instrumentType": "Equity",
    });
    let scrip = format!("{:040x}", instrument.token);
    let more = match family {
        Family::Older if trader.is_first() => {
            json!({"isAlternateScrip": "false", "scripId": scrip})
        }
        Family::Older => {
            json!({"isAlternateScrip": false, "scripId": scrip, "sellableQuantity": sellable})
        }
        Family::Newest => json!({
            "isAlternateScrip": "",
            "scripId": "",
            "sellableQuantity": sellable,
            "sector": "Sandboxes",
            "commonScripCode": instrument.token.to_string(),
            "instrumentName": instrument.name,
            "unrealisedGainLoss": (value - cost).number(),
            "sqGainLoss": 0,
            "delGainLoss": 0,
            "subTotal": 0,
            "prevDayLtp": instrument.close.number(),
            "subType": "",
            "instrumentStatus": "ACTV",
            "marketLot": instrument.lot,
            "expiryDate": "",
            "optType": "",
            "strikePrice": "0.00",
            "series": series(instrument),
            "securityType": "EQUITY",
            "securitySubType": "EQ",
            "logoUrl": "",
            "cmotCode": instrument.token.to_string(),
        }),
    };
    extend(&mut row, more);
    row
}
