//! Rows of the position lists. Each list has its own spellings.

use serde_json::{Value, json};

use super::instrument::{expiry, kind, market_code, option_type};
use crate::answer::extend;
use crate::exchange::{Decimal, Holding, Instrument, Position, Rupees, Side, required};

/// Modelled after the order information of the margin call; the amount is a whole number.
pub(super) fn bare(instrument: &Instrument, position: &Position) -> Value {
    json!({
        "instrumentToken": instrument.token,
        "quantity": position.net(),
        "price": position.average().number(),
        "amount": position.average().times(position.net()).trunc().number(),
        "triggerPrice": 0,
    })
}

pub(super) fn today(instrument: &Instrument, position: &Position) -> Value {
    let (bought, sold) = (position.bought, position.sold);
    let mut row = common(instrument);
    extend(&mut row, blocked(instrument, position));
    extend(&mut row, net(position));
    extend(
        &mut row,
        json!({
            "actualNetTrdValue": (sold.amount - bought.amount).number(),
            "averageStockPrice": -1,
            "buyOpenQtyLot": position.carried_bought.quantity,
            "buyOpenVal": position.carried_bought.amount.number(),
            "buyTradedQtyLot": bought.quantity,
            "buyTradedVal": bought.amount.number(),
            "buyTrdAvg": bought.average().number(),
            "sellOpenQtyLot": position.carried_sold.quantity,
            "sellOpenVal": position.carried_sold.amount.number(),
            "sellTradedQtyLot": sold.quantity,
            "sellTradedVal": sold.amount.number(),
            "sellTrdAvg": sold.average().number(),
            "totalStock": position.net(),
        }),
    );
    row
}

pub(super) fn open(instrument: &Instrument, position: &Position) -> Value {
    let value = position.average().times(position.net());
    let unrealised = position.unrealised(instrument.last).number();
    let mut row = common(instrument);
    extend(&mut row, blocked(instrument, position));
    extend(&mut row, net(position));
    extend(&mut row, held(0, Decimal::ZERO));
    extend(
        &mut row,
        json!({
            "actualMTM": unrealised,
            "actualPNL": unrealised,
            "averageStockPrice": -1,
            "buyOpenQtyLot": position.net().max(0),
            "buyOpenValue": value.max(Decimal::ZERO).number(),
            "sellOpenQtyLot": (-position.net()).max(0),
            "sellOpenValue": (-value).max(Decimal::ZERO).number(),
        }),
    );
    row
}

pub(super) fn stock(instrument: &Instrument, holding: &Holding) -> Value {
    let cost = holding.average.times(holding.quantity);
    let value = instrument.last.times(holding.quantity);
    let gain = (value - cost).number();
    let mut row = common(instrument);
    extend(&mut row, net(&Position::default()));
    extend(&mut row, held(holding.quantity, cost));
    extend(
        &mut row,
        json!({
            "actualMTM": gain,
            "actualPNL": gain,
            "averageStockPrice": holding.average.number(),
            "buyOpenQtyLot": 0,
            "buyOpenValue": 0,
            "sellOpenQtyLot": 0,
            "sellOpenValue": 0,
            "mfHairCut": 0,
            "securityValuation": value.number(),
            "securityValuationMTF": 0,
        }),
    );
    row
}

/// What every list has.
fn common(instrument: &Instrument) -> Value {
    json!({
        "deliveryStatus": 0,
        "denominator": 1,
        "exchange": market_code(instrument),
        "expiryDate": expiry(instrument),
        "instrumentName": instrument.name,
        "instrumentToken": instrument.token,
        "lastPrice": instrument.last.number(),
        "marketLot": instrument.lot,
        "maxSingleOrderQty": 100_000,
        "maxSingleOrderValue": -1,
        "multiplier": 1,
        "netChange": instrument.change().number(),
        "optionType": option_type(instrument),
        "percentChange": instrument.change_percent().number(),
        "premium": 0,
        "qtyUnit": if instrument.is_derivative() { "LOT" } else { "NOS" },
        "rbiRefRate": 0,
        "segment": kind(instrument),
        "strikePrice": instrument.strike().number(),
        "symbol": instrument.name,
    })
}

fn net(position: &Position) -> Value {
    json!({
        "netTrdQtyLot": position.net(),
        "netTrdValue": (position.sold.amount - position.bought.amount).number(),
        "realizedPL": position.realised().number(),
    })
}

/// What today's and the open list have.
fn blocked(instrument: &Instrument, position: &Position) -> Value {
    let net = position.net();
    let side = if net >= 0 { Side::Buy } else { Side::Sell };
    let price = position.average();
    let blocked = required(instrument, &position.product, side, net.abs(), price);
    json!({
        "exposureMargin": 0,
        "exposureMarginTotal": 0,
        "grossUtilization": blocked.number(),
        "marginType": "N",
        "maxCODQty": 0,
        "normalSqOffQty": net.abs(),
        "spanMargin": 0,
        "spanMarginTotal": 0,
        "spreadTotal": 0,
    })
}

/// What the open list and the depot have.
fn held(quantity: i64, cost: Decimal) -> Value {
    json!({
        "bnstCredit": 0,
        "delStockPrice": 0,
        "fnoBnstCredit": 0,
        "fnoPremium": 0,
        "hairCut": 0,
        "holdStock": quantity,
        "multiple": 1,
        "multipleType": 0,
        "openingStockValue": cost.number(),
        "previousMTMTrades": 0,
        "stockBalance": quantity,
    })
}
