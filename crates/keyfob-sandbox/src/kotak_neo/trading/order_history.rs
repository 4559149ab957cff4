//! What happened to one order, newest first.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, authorize};
use super::book::visible;
use super::gui_order_id::gui_order_id_after;
use super::instrument::{common, kind_code, side_code, validity};
use super::jdata;
use super::order_row::{exchange_number, generated};
use super::states;
use crate::answer::extend;
use crate::call::Call;
use crate::clock::unix_seconds;
use crate::exchange::{Instrument, Order, Rupees, Step};
use crate::india_time;
use crate::kotak_neo::app::App;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    #[serde(rename = "nOrdNo")]
    number: String,
}

pub(super) fn history(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let Which { number } = jdata::read(call)?;
    let is_visible = visible(app);
    let market = app.market();
    let order = number
        .parse()
        .ok()
        .and_then(|number| market.order(&trader.ucc, number));
    let order = order.filter(|order| is_visible(order));
    let known = order.and_then(|order| Some((order, market.instrument(order.request.token)?)));
    let rows = known.map_or_else(Vec::new, |(order, instrument)| {
        let steps = order.steps.iter().enumerate().rev();
        steps
            .map(|(at, step)| row(order, instrument, at, step))
            .collect()
    });
    trader.rows("Ok", rows)
}

fn row(order: &Order, instrument: &Instrument, at: usize, step: &Step) -> Value {
    let mut row = common(instrument);
    extend(&mut row, figures(order, at, step));
    extend(&mut row, constants());
    let spaced = india_time::day_and_clock(step.at).replace(':', ": ");
    let name = if at == 0 { "" } else { &instrument.name };
    let seconds = unix_seconds(step.at);
    extend(
        &mut row,
        json!({
            "tok": instrument.token.to_string(),
            "exch": instrument.segment.exchange(),
            "brdLtQty": instrument.lot,
            "scripName": name,
            "exchTmstp": if at == 0 { "--" } else { &spaced },
            "flDtTm": spaced,
            "boeSec": seconds,
            "uSec": (seconds * 1000).to_string(),
            "updRecvTm": india_time::nanos(step.at),
            "nReqId": (at + 1).to_string(),
        }),
    );
    row
}

fn figures(order: &Order, at: usize, step: &Step) -> Value {
    let request = &order.request;
    let reason = if order.reason.is_empty() {
        "--"
    } else {
        &order.reason
    };
    json!({
        "nOrdNo": order.number.to_string(),
        "exchOrdId": exchange_number(order),
        "GuiOrdId": gui_order_id_after(order, order.steps.iter().take(at + 1)),
        "ordSt": states::at(order, at),
        "rejRsn": reason,
        "trnsTp": side_code(request.side),
        "prod": request.product,
        "prcTp": kind_code(request.kind),
        "ordDur": validity(request.immediate),
        "qty": step.quantity,
        "fldQty": step.filled,
        "unFldSz": step.quantity - step.filled,
        "dclQty": request.disclosed.to_string(),
        "prc": step.price.text(),
        "trgPrc": step.trigger.text(),
        "avgPrc": step.average.text(),
        "ordGenTp": generated(order),
    })
}

fn constants() -> Value {
    json!({
        "algCat": "NA", "algId": "NA", "algSeqNo": "NA", "classification": "0", "cstFrm": "C",
        "legOrdInd": "NA", "locId": "111111111111100", "mfdBy": "XX", "mktPro": "0.00",
        "ordSrc": "SANDBOX", "ordUsrMsg": "NA", "ordValDt": "NA", "rptTp": "NA",
        "strategyCode": "NA", "symOrdId": "NA", "vendorCode": "",
    })
}
