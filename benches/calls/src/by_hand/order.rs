//! Orders.

use super::answer;
use super::values::{Count, Nanoseconds, Price, Seconds};
use super::words::{ExchangeSegment, OptionType, OrderStatus, OrderType, Product, Side, Validity};

answer! {
    /// A row of the order book.
    Order {
        tag: Option<String> = "GuiOrdId",
        account_id: Option<String> = "actId",
        algorithm_category: Option<String> = "algCat",
        algorithm_id: Option<String> = "algId",
        algorithm_sequence_number: Option<String> = "algSeqNo",
        app_installation_id: Option<String> = "appInstlId",
        average_price: Price = "avgPrc",
        event_time: Seconds = "boeSec",
        board_lot_quantity: Count = "brdLtQty",
        broker_client_code: Option<String> = "brkClnt",
        classification: Option<String> = "classification",
        cancelled_quantity: Count = "cnlQty",
        cover_order_percent: Count = "coPct",
        default_market_protection: Price = "defMktProV",
        disclosed_quantity: Count = "dscQty",
        disclosed_quantity_percent: Price = "dscQtyPct",
        exchange_confirmation_time: Option<String> = "exCfmTm",
        exchange_order_id: Option<String> = "exOrdId",
        exchange_segment: Option<ExchangeSegment> = "exSeg",
        exchange_user_info: Option<String> = "exUsrInfo",
        expiry_date: Option<String> = "expDt",
        expiry_date_alternate: Option<String> = "expDtSsb",
        filled_quantity: Count = "fldQty",
        general_denominator: Price = "genDen",
        general_numerator: Price = "genNum",
        last_update_time: Option<String> = "hsUpTm",
        instrument_type: Option<String> = "it",
        location_id: Option<String> = "locId",
        lot_size: Count = "lotSz",
        modified_by: Option<String> = "mfdBy",
        minimum_quantity: Count = "minQty",
        market_protection: Price = "mktPro",
        market_protection_flag: Option<String> = "mktProFlg",
        market_protection_percent: Option<String> = "mktProPct",
        multiplier: Price = "multiplier",
        order_number: Option<String> = "nOrdNo",
        no_market_protection_flag: Option<String> = "noMktProFlg",
        order_creation_label: Option<String> = "odCrt",
        option_type: Option<OptionType> = "optTp",
        authorization_status: Option<String> = "ordAutSt",
        order_time: Option<String> = "ordDtTm",
        entry_time: Option<String> = "ordEntTm",
        order_generation_type: Option<String> = "ordGenTp",
        modification_number: Option<String> = "ordModNo",
        order_source: Option<String> = "ordSrc",
        status: Option<OrderStatus> = "ordSt",
        validity_date: Option<String> = "ordValDt",
        price: Price = "prc",
        price_denominator: Price = "prcDen",
        price_numerator: Price = "prcNum",
        order_type: Option<OrderType> = "prcTp",
        precision: Count = "precision",
        product: Option<Product> = "prod",
        quantity: Count = "qty",
        reference_limit_price: Price = "refLmtPrc",
        rejection_reason: Option<String> = "rejRsn",
        request_number: Option<String> = "reqId",
        remarks: Option<String> = "rmk",
        report_type: Option<String> = "rptTp",
        series: Option<String> = "series",
        sip_indicator: Option<String> = "sipInd",
        row_status: Option<OrderStatus> = "stat",
        strike_price: Price = "stkPrc",
        strategy_code: Option<String> = "strategyCode",
        symbol: Option<String> = "sym",
        symbol_order_id: Option<String> = "symOrdId",
        tick_size: Price = "tckSz",
        token: Option<String> = "tok",
        trading_symbol: Option<String> = "trdSym",
        trigger_price: Price = "trgPrc",
        side: Option<Side> = "trnsTp",
        timestamp: Option<String> = "uSec",
        unfilled_quantity: Count = "unFldSz",
        update_received_time: Nanoseconds = "updRecvTm",
        user_id: Option<String> = "usrId",
        vendor_code: Option<String> = "vendorCode",
        validity: Option<Validity> = "vldt",
    }
}

/// The answer around them.
#[allow(dead_code)]
#[derive(Debug, serde::Deserialize)]
pub struct OrderBook {
    #[serde(default)]
    pub data: Vec<Order>,
    #[serde(rename = "stat")]
    pub status: Option<String>,
    #[serde(rename = "stCode")]
    pub status_code: Option<i64>,
    #[serde(rename = "tid")]
    pub trace_id: Option<String>,
}
