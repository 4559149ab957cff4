//! A form with one field, `jData`, that holds JSON. Members nobody knows are refused; those that may be left
//! out may also be null, as the vendor's clients send them.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::fault::Fault;
use crate::call::Call;
use crate::exchange::{Decimal, OrderKind, Side, parse_rupees};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(rename = "jData")]
    data: String,
}

pub(super) fn read<T: DeserializeOwned>(call: &Call) -> Result<T, Fault> {
    let Form { data } = call.form().map_err(|_| Fault::invalid_body())?;
    serde_json::from_str(&data).map_err(|_| Fault::invalid_body())
}

pub(super) fn segment(code: &str) -> Result<(), Fault> {
    match code {
        "nse_cm" | "bse_cm" | "nse_fo" | "bse_fo" | "cde_fo" | "bcs-fo" | "mcx_fo" => Ok(()),
        _ => Err(Fault::order(1006, "invalid exchange")),
    }
}

/// The products of orders.
pub(crate) const PRODUCTS: &[&str] = &["NRML", "CNC", "MIS", "INTRADAY", "CO", "BO", "MTF"];

pub(super) fn product(code: &str) -> Result<(), Fault> {
    if PRODUCTS.contains(&code) {
        Ok(())
    } else {
        Err(Fault::order(1007, "invalid product"))
    }
}

/// Spread and multi-leg orders are not played.
pub(super) fn kind(code: &str) -> Result<OrderKind, Fault> {
    match code {
        "L" => Ok(OrderKind::Limit),
        "MKT" => Ok(OrderKind::Market),
        "SL" => Ok(OrderKind::StopLimit),
        "SL-M" => Ok(OrderKind::StopMarket),
        _ => Err(Fault::order(1007, "invalid price type")),
    }
}

pub(super) fn side(code: &str) -> Result<Side, Fault> {
    match code {
        "B" => Ok(Side::Buy),
        "S" => Ok(Side::Sell),
        _ => Err(Fault::order(1007, "invalid transaction type")),
    }
}

/// Whether what cannot be filled at once is taken back.
pub(super) fn immediate(validity: &str) -> Result<bool, Fault> {
    match validity {
        "DAY" | "GTC" | "EOS" | "GTD" => Ok(false),
        "IOC" => Ok(true),
        _ => Err(Fault::order(1007, "invalid validity")),
    }
}

pub(super) fn flag(text: &str) -> Result<bool, Fault> {
    match text {
        "YES" => Ok(true),
        "NO" => Ok(false),
        _ => Err(Fault::invalid_request()),
    }
}

pub(super) fn quantity(text: &str) -> Result<i64, Fault> {
    let valid = text.parse().ok().filter(|quantity: &i64| *quantity > 0);
    valid.ok_or_else(|| Fault::order(1009, "please provide valid quantity"))
}

/// Quantities that may be zero, but not left empty.
pub(super) fn count(text: &str) -> Result<i64, Fault> {
    text.parse().map_err(|_| Fault::invalid_request())
}

/// The vendor takes `0` for no price, and neither nothing nor `0.0`.
pub(super) fn price(text: &str) -> Result<Decimal, Fault> {
    if text.is_empty() {
        return Err(Fault::invalid_request());
    }
    let valid = parse_rupees(text)
        .filter(|price| text == "0" || *price != Decimal::ZERO || text.ends_with(".00"));
    valid.ok_or_else(|| Fault::order(1009, "please provide valid price"))
}
