//! What becomes of orders and positions.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::members::Members;

/// The state of an order. What the vendor does not say is `None`; an empty text is kept as one.
///
/// Source of the names: the vendor's client 3.0.9 and its documents; those marked are guessed from the order book.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderUpdate {
    /// `nOrdNo`: the vendor's number of the order.
    pub order_number: Option<String>,
    /// `exOrdId`: the exchange's.
    pub exchange_order_id: Option<String>,
    /// `ordSt`: the state, like `open`, `complete`, `rejected`, `cancelled`.
    pub status: Option<String>,
    /// `avgPrc`: the average price of what is filled.
    pub average_price: Option<Decimal>,
    /// `prc`: the price of the order (guessed).
    pub price: Option<Decimal>,
    /// `trgPrc`: the price that triggers it (guessed).
    pub trigger_price: Option<Decimal>,
    /// `qty`: the quantity.
    pub quantity: Option<i64>,
    /// `fldQty`: how much of it is filled.
    pub filled_quantity: Option<i64>,
    /// `unFldSz`: how much is not.
    pub unfilled_quantity: Option<i64>,
    /// `trnsTp`: `B` to buy, `S` to sell.
    pub transaction_type: Option<String>,
    /// `prcTp`: the kind of price, like `L` or `MKT`.
    pub price_type: Option<String>,
    /// `prod`: the product, like `CNC`.
    pub product: Option<String>,
    /// `exSeg`: the exchange segment.
    pub exchange_segment: Option<String>,
    /// `sym`: the symbol.
    pub symbol: Option<String>,
    /// `trdSym`: the trading symbol, with its series.
    pub trading_symbol: Option<String>,
    /// `tok`: the instrument's token.
    pub token: Option<String>,
    /// `ordDtTm`: when the order was placed, in India's time, as the vendor writes it.
    pub ordered_at: Option<String>,
    /// `updRecvTm`: when the vendor got this state, in nanoseconds since 1970.
    pub received_at_nanos: Option<i64>,
    /// `boeSec`: when the exchange sent it, in seconds since 1970.
    pub exchange_sent_at: Option<i64>,
    /// `exCfmTm`: when the exchange confirmed the order, in India's time, as the vendor writes it.
    pub exchange_confirmed_at: Option<String>,
    /// `rejRsn`: why it was rejected (guessed).
    pub rejection_reason: Option<String>,
    /// `GuiOrdId`: the tag that the order was placed with, which the vendor changes at times (guessed).
    pub tag: Option<String>,
    /// What else the vendor says, and what could not be read.
    pub other: Map<String, Value>,
}

impl From<Map<String, Value>> for OrderUpdate {
    fn from(data: Map<String, Value>) -> Self {
        let mut data = Members::new(data);
        Self {
            order_number: data.text("nOrdNo"),
            exchange_order_id: data.text("exOrdId"),
            status: data.text("ordSt"),
            average_price: data.decimal("avgPrc"),
            price: data.decimal("prc"),
            trigger_price: data.decimal("trgPrc"),
            quantity: data.whole("qty"),
            filled_quantity: data.whole("fldQty"),
            unfilled_quantity: data.whole("unFldSz"),
            transaction_type: data.text("trnsTp"),
            price_type: data.text("prcTp"),
            product: data.text("prod"),
            exchange_segment: data.text("exSeg"),
            symbol: data.text("sym"),
            trading_symbol: data.text("trdSym"),
            token: data.text("tok"),
            ordered_at: data.text("ordDtTm"),
            received_at_nanos: data.whole("updRecvTm"),
            exchange_sent_at: data.whole("boeSec"),
            exchange_confirmed_at: data.text("exCfmTm"),
            rejection_reason: data.text("rejRsn"),
            tag: data.text("GuiOrdId"),
            other: data.rest(),
        }
    }
}

/// The state of a position. What the vendor does not say is `None`.
///
/// Source of the names: the vendor's client 3.0.9 and its documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PositionUpdate {
    /// `actId`: the account.
    pub account_id: Option<String>,
    /// `sym`: the symbol.
    pub symbol: Option<String>,
    /// `exSeg`: the exchange segment.
    pub exchange_segment: Option<String>,
    /// `prod`: the product.
    pub product: Option<String>,
    /// `flBuyQty`: how much was bought.
    pub filled_buy_quantity: Option<i64>,
    /// `flSellQty`: how much was sold.
    pub filled_sell_quantity: Option<i64>,
    /// `buyAmt`: for how much was bought.
    pub buy_amount: Option<Decimal>,
    /// `sellAmt`: for how much was sold.
    pub sell_amount: Option<Decimal>,
    /// `posFlg`: whether the position is active, in the vendor's words.
    pub position_flag: Option<String>,
    /// `sqrFlg`: whether it may be squared off, in the vendor's words.
    pub square_off_flag: Option<String>,
    /// `lotSz`: the size of a lot.
    pub lot_size: Option<i64>,
    /// `multiplier`: how many units a contract has.
    pub multiplier: Option<Decimal>,
    /// `hsUpTm`: when this changed, as the vendor writes it.
    pub updated_at: Option<String>,
    /// What else the vendor says, and what could not be read.
    pub other: Map<String, Value>,
}

impl From<Map<String, Value>> for PositionUpdate {
    fn from(data: Map<String, Value>) -> Self {
        let mut data = Members::new(data);
        Self {
            account_id: data.text("actId"),
            symbol: data.text("sym"),
            exchange_segment: data.text("exSeg"),
            product: data.text("prod"),
            filled_buy_quantity: data.whole("flBuyQty"),
            filled_sell_quantity: data.whole("flSellQty"),
            buy_amount: data.decimal("buyAmt"),
            sell_amount: data.decimal("sellAmt"),
            position_flag: data.text("posFlg"),
            square_off_flag: data.text("sqrFlg"),
            lot_size: data.whole("lotSz"),
            multiplier: data.decimal("multiplier"),
            updated_at: data.text("hsUpTm"),
            other: data.rest(),
        }
    }
}
