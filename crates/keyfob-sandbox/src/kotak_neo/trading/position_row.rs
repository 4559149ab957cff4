//! A row of the positions. The newest generation has three fields more and one of another type.

use std::time::SystemTime;

use serde_json::{Value, json};

use super::super::fault::Family;
use super::authorization::Trader;
use super::instrument::{common, kind};
use crate::answer::extend;
use crate::clock::unix_seconds;
use crate::exchange::{Instrument, Position, Rupees};
use crate::india_time;

pub(super) fn row(
    trader: &Trader,
    family: Family,
    instrument: &Instrument,
    position: &Position,
    now: SystemTime,
) -> Value {
    let expiry = instrument.expiry().map(unix_seconds);
    let mut row = common(instrument);
    extend(
        &mut row,
        json!({
            "actId": trader.ucc,
            "cfBuyAmt": position.carried_bought.amount.text(),
            "cfSellAmt": position.carried_sold.amount.text(),
            "cfBuyQty": position.carried_bought.quantity.to_string(),
            "cfSellQty": position.carried_sold.quantity.to_string(),
            "buyAmt": position.bought.amount.text(),
            "sellAmt": position.sold.amount.text(),
            "flBuyQty": position.bought.quantity.to_string(),
            "flSellQty": position.sold.quantity.to_string(),
            "prod": position.product,
            "tok": instrument.token.to_string(),
            "type": kind(instrument),
            "sqrFlg": "Y",
            "posFlg": "true",
            "hsUpTm": india_time::slashed(now),
            "exp": expiry.map_or_else(|| "NA".into(), |seconds| seconds.to_string()),
        }),
    );
    let more = match family {
        Family::Older => json!({"brdLtQty": instrument.lot.to_string()}),
        Family::Newest => json!({
            "brdLtQty": instrument.lot,
            "dscQty": "",
            "upldPrc": "0.00",
            "updRecvTm": india_time::nanos(now),
        }),
    };
    extend(&mut row, more);
    row
}
