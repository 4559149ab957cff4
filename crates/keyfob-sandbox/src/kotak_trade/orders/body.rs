//! The bodies, as they come. The blocks of trailing, bracket and other products are read and not played.

use serde::Deserialize;

use crate::exchange::{JsonAmount, Side};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct NewOrder {
    pub(super) instrument_token: u64,
    pub(super) transaction_type: TransactionType,
    pub(super) quantity: i64,
    pub(super) price: JsonAmount,
    pub(super) product: Option<String>,
    pub(super) validity: Option<String>,
    pub(super) variety: Option<String>,
    pub(super) disclosed_quantity: Option<i64>,
    pub(super) trigger_price: Option<JsonAmount>,
    pub(super) tag: Option<String>,
    tslo: Option<Trailing>,
    tslonew: Option<Trailing>,
    bracket: Option<Bracket>,
    bracketnew: Option<Bracket>,
    gtc: Option<GoodTillCancelled>,
    ctd: Option<Conversion>,
    cod: Option<CallOfTheDay>,
    smart_order_routing: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ExistingOrder {
    pub(super) order_id: String,
    pub(super) quantity: Option<i64>,
    pub(super) price: Option<JsonAmount>,
    pub(super) disclosed_quantity: Option<i64>,
    pub(super) trigger_price: Option<JsonAmount>,
    pub(super) validity: Option<String>,
    /// A client is known that sends these two, and the vendor takes them.
    #[serde(rename = "product")]
    _product: Option<String>,
    #[serde(rename = "variety")]
    _variety: Option<String>,
    tslo: Option<Trailing>,
    tslonew: Option<Trailing>,
    bracket: Option<Bracket>,
    bracketnew: Option<Bracket>,
    gtc: Option<GoodTillCancelled>,
    ctd: Option<Conversion>,
    cod: Option<CallOfTheDay>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum TransactionType {
    Buy,
    Sell,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailing {
    #[serde(rename = "orderIndicator")]
    _indicator: Option<i64>,
    #[serde(rename = "spread")]
    _spread: Option<JsonAmount>,
    #[serde(rename = "trailingPrice")]
    _step: Option<JsonAmount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bracket {
    #[serde(rename = "orderIndicator")]
    _indicator: Option<i64>,
    #[serde(rename = "Spread")]
    _spread: Option<JsonAmount>,
    #[serde(rename = "trailingPrice")]
    _step: Option<JsonAmount>,
    #[serde(rename = "bookProfit")]
    _profit: Option<JsonAmount>,
    #[serde(rename = "bookDisclosedQty")]
    _disclosed: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodTillCancelled {
    #[serde(rename = "closeDate")]
    _close: Option<String>,
    #[serde(rename = "gtcOrderNo")]
    _number: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversion {
    #[serde(rename = "ConvertQuantity")]
    _quantity: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallOfTheDay {
    #[serde(rename = "squareOffFlag")]
    _flag: Option<i64>,
    #[serde(rename = "orderNo")]
    _number: Option<String>,
}

impl NewOrder {
    /// Whether a block stands in it that only generic orders have.
    pub(super) fn has_blocks(&self) -> bool {
        self.tslo.is_some()
            || self.tslonew.is_some()
            || self.bracket.is_some()
            || self.bracketnew.is_some()
            || self.gtc.is_some()
            || self.ctd.is_some()
            || self.cod.is_some()
            || self.smart_order_routing.is_some()
    }
}

impl ExistingOrder {
    /// Whether a block stands in it that only generic orders have.
    pub(super) fn has_blocks(&self) -> bool {
        self.tslo.is_some()
            || self.tslonew.is_some()
            || self.bracket.is_some()
            || self.bracketnew.is_some()
            || self.gtc.is_some()
            || self.ctd.is_some()
            || self.cod.is_some()
    }
}

impl From<TransactionType> for Side {
    fn from(side: TransactionType) -> Self {
        match side {
            TransactionType::Buy => Self::Buy,
            TransactionType::Sell => Self::Sell,
        }
    }
}
