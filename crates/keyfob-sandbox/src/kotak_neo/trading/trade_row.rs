//! A row of the trade book. Since 2025 its token, its price and its quantity are left empty.

use serde_json::{Value, json};

use super::ack::without;
use super::authorization::Trader;
use super::gui_order_id::gui_order_id;
use super::instrument::{common, kind, kind_code, side_code, validity};
use crate::answer::extend;
use crate::clock::unix_seconds;
use crate::exchange::{Market, Rupees, Trade};
use crate::india_time;

/// What the first generation does not send.
const LATER: &[&str] = &[
    "it",
    "qty",
    "prc",
    "locId",
    "posFlg",
    "strategyCode",
    "tm",
    "uSec",
    "updRecvTm",
];

pub(super) fn row(trader: &Trader, market: &Market, trade: &Trade) -> Option<Value> {
    let order = market.order(&trade.owner, trade.order)?;
    let instrument = market.instrument(order.request.token)?;
    let request = &order.request;
    let token = if trader.is_first() {
        instrument.token.to_string()
    } else {
        String::new()
    };
    let seconds = unix_seconds(trade.at);
    let mut row = common(instrument);
    extend(
        &mut row,
        json!({
            "nOrdNo": order.number.to_string(), "exOrdId": order.exchange_number.to_string(),
            "GuiOrdId": gui_order_id(order), "tok": token, "it": kind(instrument),
            "trnsTp": side_code(request.side), "prod": request.product,
            "prcTp": kind_code(request.kind), "ordDur": validity(request.immediate), "qty": 0,
            "fldQty": trade.quantity, "prc": "", "avgPrc": trade.price.text(),
            "flId": trade.id.to_string(), "flLeg": 1, "flDt": india_time::day(trade.at),
            "flTm": india_time::clock(trade.at), "exTm": india_time::day_and_clock(trade.at),
            "hsUpTm": india_time::slashed(trade.at), "boeSec": seconds, "uSec": seconds.to_string(),
            "updRecvTm": india_time::nanos(trade.at), "actId": trader.ucc, "usrId": trader.ucc,
            "brdLtQty": instrument.lot, "nReqId": "1",
        }),
    );
    extend(
        &mut row,
        json!({
            "algCat": "NA", "algId": "NA", "brkClnt": "--", "cstFrm": "C", "exp": "-",
            "locId": "111111111111100", "minQty": 0, "ordGenTp": "--", "ordSrc": "SANDBOX",
            "posFlg": "", "rmk": "--", "rptTp": "fill", "strategyCode": "", "tm": "",
        }),
    );
    if trader.is_first() {
        without(&mut row, LATER);
    }
    Some(row)
}
