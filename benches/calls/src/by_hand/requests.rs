//! Requests, and the answer to an order.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Quatrix: what is used of the storage.
#[allow(dead_code)]
#[derive(Debug, Deserialize)]
pub struct Usage {
    pub user_used: Option<i64>,
    pub user_limit: Option<i64>,
    #[serde(rename = "acc_used")]
    pub account_used: Option<i64>,
    #[serde(rename = "acc_limit")]
    pub account_limit: Option<i64>,
}

/// A form whose one field is JSON.
#[derive(Serialize)]
pub struct Form<'a> {
    #[serde(rename = "jData")]
    pub data: &'a str,
}

/// Of what the limits are wanted.
#[derive(Serialize)]
pub struct LimitsRequest<'a> {
    #[serde(rename = "exch")]
    pub exchange: &'a str,
    #[serde(rename = "prod")]
    pub product: &'a str,
    #[serde(rename = "seg")]
    pub segment: &'a str,
}

/// An order to place. Numbers go as text.
#[derive(Serialize)]
pub struct PlaceOrder<'a> {
    #[serde(rename = "am")]
    pub after_market: &'a str,
    #[serde(rename = "dq", serialize_with = "text")]
    pub disclosed_quantity: Decimal,
    #[serde(rename = "es")]
    pub exchange_segment: &'a str,
    #[serde(rename = "ig")]
    pub tag: Option<String>,
    #[serde(rename = "mp", serialize_with = "text")]
    pub market_protection: Decimal,
    #[serde(rename = "os")]
    pub order_source: Option<String>,
    #[serde(rename = "pc")]
    pub product: &'a str,
    #[serde(rename = "pr", serialize_with = "text")]
    pub price: Decimal,
    #[serde(rename = "pt")]
    pub order_type: &'a str,
    #[serde(rename = "qt", serialize_with = "text")]
    pub quantity: Decimal,
    #[serde(rename = "rt")]
    pub validity: &'a str,
    #[serde(rename = "tp", serialize_with = "text")]
    pub trigger_price: Decimal,
    #[serde(rename = "ts")]
    pub trading_symbol: String,
    #[serde(rename = "tt")]
    pub side: &'a str,
}

fn text<S: serde::Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

/// The number of an order.
#[allow(dead_code)]
#[derive(Debug, Deserialize)]
pub struct Placed {
    #[serde(rename = "nOrdNo")]
    pub order_number: Option<String>,
    #[serde(rename = "stat")]
    pub status: Option<String>,
    #[serde(rename = "stCode")]
    pub status_code: Option<i64>,
    #[serde(rename = "tid")]
    pub trace_id: Option<String>,
}
