//! Logged-in clients of both Kotak APIs that know nothing but HTTP.

mod jdata;
mod neo;
mod trade;

pub(crate) use jdata::{asked, changed, encoded, order};
pub(crate) use neo::{Neo, gateway_token, oauth};
pub(crate) use trade::{Trade, new_order};
