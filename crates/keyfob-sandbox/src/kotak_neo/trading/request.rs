//! The members of place, as they come.

use serde::Deserialize;

use super::super::fault::Fault;
use super::jdata;
use crate::exchange::{Market, Refusal, Request};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceOrder {
    #[serde(rename = "am")]
    after_market: String,
    #[serde(rename = "dq")]
    disclosed: String,
    #[serde(rename = "es")]
    segment: String,
    #[serde(rename = "mp")]
    market_protection: String,
    #[serde(rename = "pc")]
    product: String,
    #[serde(rename = "pf")]
    _portfolio: Option<String>,
    #[serde(rename = "pr")]
    price: String,
    #[serde(rename = "pt")]
    kind: String,
    #[serde(rename = "qt")]
    quantity: String,
    #[serde(rename = "rt")]
    validity: String,
    #[serde(rename = "tp")]
    trigger: String,
    #[serde(rename = "ts")]
    symbol: String,
    #[serde(rename = "tt")]
    side: String,
    #[serde(rename = "ig")]
    pub(super) tag: Option<String>,
    #[serde(rename = "tk")]
    _token: Option<String>,
    #[serde(rename = "sot")]
    _square_off_type: Option<String>,
    #[serde(rename = "slt")]
    _stop_loss_type: Option<String>,
    #[serde(rename = "slv")]
    _stop_loss_value: Option<String>,
    #[serde(rename = "sov")]
    _square_off_value: Option<String>,
    #[serde(rename = "lat")]
    _last_traded_price: Option<String>,
    #[serde(rename = "tlt")]
    _trailing: Option<String>,
    #[serde(rename = "tsv")]
    _trailing_value: Option<String>,
    #[serde(rename = "os")]
    _source: Option<String>,
}

impl PlaceOrder {
    pub(super) fn request(&self, market: &Market) -> Result<Request, Fault> {
        jdata::segment(&self.segment)?;
        jdata::product(&self.product)?;
        jdata::count(&self.market_protection)?;
        let after_market = jdata::flag(&self.after_market)?;
        let instrument = market.by_symbol(&self.segment, &self.symbol);
        let instrument = instrument.ok_or(Refusal::UnknownInstrument)?;
        Ok(Request {
            token: instrument.token,
            side: jdata::side(&self.side)?,
            product: self.product.clone(),
            kind: jdata::kind(&self.kind)?,
            immediate: jdata::immediate(&self.validity)?,
            after_market,
            quantity: jdata::quantity(&self.quantity)?,
            disclosed: jdata::count(&self.disclosed)?,
            price: jdata::price(&self.price)?,
            trigger: jdata::price(&self.trigger)?,
            tag: self.tag.clone().unwrap_or_default(),
            variety: if after_market { "AMO" } else { "REGULAR" }.to_owned(),
        })
    }
}
