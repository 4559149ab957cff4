//! Positions.

use super::answer;
use super::values::{Count, Nanoseconds, Price};
use super::words::{ExchangeSegment, Flag, OptionType, Product};

answer! {
    /// A position.
    Position {
        account_id: Option<String> = "actId",
        board_lot_quantity: Count = "brdLtQty",
        buy_amount: Price = "buyAmt",
        carried_forward_buy_amount: Price = "cfBuyAmt",
        carried_forward_buy_quantity: Count = "cfBuyQty",
        carried_forward_sell_amount: Price = "cfSellAmt",
        carried_forward_sell_quantity: Count = "cfSellQty",
        disclosed_quantity: Count = "dscQty",
        exchange_segment: Option<ExchangeSegment> = "exSeg",
        expiry_time: Option<String> = "exp",
        expiry_date: Option<String> = "expDt",
        buy_quantity: Count = "flBuyQty",
        sell_quantity: Count = "flSellQty",
        general_denominator: Price = "genDen",
        general_numerator: Price = "genNum",
        last_update_time: Option<String> = "hsUpTm",
        lot_size: Count = "lotSz",
        multiplier: Price = "multiplier",
        option_type: Option<OptionType> = "optTp",
        position_flag: Option<String> = "posFlg",
        price_denominator: Price = "prcDen",
        price_numerator: Price = "prcNum",
        precision: Count = "precision",
        product: Option<Product> = "prod",
        sell_amount: Price = "sellAmt",
        series: Option<String> = "series",
        square_off_allowed: Option<Flag> = "sqrFlg",
        strike_price: Price = "stkPrc",
        symbol: Option<String> = "sym",
        token: Option<String> = "tok",
        trading_symbol: Option<String> = "trdSym",
        instrument_type: Option<String> = "type",
        update_received_time: Nanoseconds = "updRecvTm",
        upload_price: Price = "upldPrc",
    }
}

/// The answer around them.
#[allow(dead_code)]
#[derive(Debug, serde::Deserialize)]
pub struct Positions {
    #[serde(default)]
    pub data: Vec<Position>,
    #[serde(rename = "stat")]
    pub status: Option<String>,
    #[serde(rename = "stCode")]
    pub status_code: Option<i64>,
    #[serde(rename = "tid")]
    pub trace_id: Option<String>,
}
