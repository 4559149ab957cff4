//! A row of the order book.

use serde_json::{Value, json};

use super::ack::without;
use super::authorization::Trader;
use super::gui_order_id::gui_order_id;
use super::instrument::{common, kind, kind_code, side_code, validity};
use super::states;
use crate::answer::extend;
use crate::clock::unix_seconds;
use crate::exchange::{Market, Order, Rupees, State};
use crate::india_time;

/// What the first generation does not send.
const LATER: &[&str] = &[
    "it",
    "actId",
    "algCat",
    "algSeqNo",
    "appInstlId",
    "locId",
    "ordModNo",
    "strategyCode",
    "updRecvTm",
];

pub(super) fn row(trader: &Trader, market: &Market, order: &Order) -> Option<Value> {
    let instrument = market.instrument(order.request.token)?;
    let mut row = common(instrument);
    extend(&mut row, figures(order));
    extend(&mut row, times(order));
    extend(&mut row, constants());
    let state = states::now(order);
    let stat = if trader.is_first() { "Ok" } else { state };
    let reason = if order.reason.is_empty() {
        "--"
    } else {
        &order.reason
    };
    extend(
        &mut row,
        json!({
            "stat": stat,
            "ordSt": state,
            "rejRsn": reason,
            "tok": instrument.token.to_string(),
            "it": kind(instrument),
            "brdLtQty": instrument.lot.to_string(),
            "actId": trader.ucc,
            "usrId": trader.ucc,
            "tckSz": "0.05",
        }),
    );
    if trader.is_first() {
        without(&mut row, LATER);
    }
    Some(row)
}

fn figures(order: &Order) -> Value {
    let request = &order.request;
    json!({
        "nOrdNo": order.number.to_string(),
        "exOrdId": exchange_number(order),
        "GuiOrdId": gui_order_id(order),
        "trnsTp": side_code(request.side),
        "prod": request.product,
        "prcTp": kind_code(request.kind),
        "vldt": validity(request.immediate),
        "qty": request.quantity,
        "fldQty": order.filled,
        "unFldSz": order.pending(),
        "cnlQty": order.cancelled,
        "dscQty": request.disclosed,
        "prc": request.price.text(),
        "trgPrc": request.trigger.text(),
        "avgPrc": order.average().text(),
        "ordGenTp": generated(order),
        "reqId": order.steps.len().to_string(),
    })
}

fn times(order: &Order) -> Value {
    let (placed, updated) = (order.placed_at(), order.updated_at());
    let entered = india_time::day_and_clock(placed);
    json!({
        "ordDtTm": entered,
        "ordEntTm": entered,
        "exCfmTm": if is_at_exchange(order) { india_time::day_and_clock(updated) } else { "--".into() },
        "hsUpTm": india_time::slashed(updated),
        "boeSec": unix_seconds(updated),
        "uSec": unix_seconds(updated).to_string(),
        "updRecvTm": india_time::nanos(updated),
    })
}

fn constants() -> Value {
    json!({
        "algCat": "NA", "algId": "NA", "algSeqNo": "NA", "appInstlId": "NA", "brkClnt": "--",
        "classification": "0", "coPct": 0, "defMktProV": "0", "dscQtyPct": "0", "exUsrInfo": "NA",
        "expDtSsb": "-", "locId": "111111111111100", "mfdBy": "NA", "minQty": 0, "mktPro": "0",
        "mktProFlg": "0", "mktProPct": "--", "noMktProFlg": "0", "odCrt": "NA", "ordAutSt": "NA",
        "ordModNo": "", "ordSrc": "SANDBOX", "ordValDt": "NA", "refLmtPrc": 0, "rmk": "--",
        "rptTp": "NA", "sipInd": "NA", "strategyCode": "NA", "symOrdId": "NA", "vendorCode": "",
    })
}

pub(super) fn generated(order: &Order) -> &'static str {
    if order.request.after_market {
        "AMO"
    } else {
        "NA"
    }
}

pub(super) fn exchange_number(order: &Order) -> String {
    if is_at_exchange(order) {
        order.exchange_number.to_string()
    } else {
        "NA".into()
    }
}

fn is_at_exchange(order: &Order) -> bool {
    !matches!(order.state, State::AfterMarket | State::Rejected)
}
