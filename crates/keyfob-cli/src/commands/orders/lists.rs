//! The books: orders and positions.

use keyfob::Decimal;
use keyfob::trading::{BookOrder, Contract, Position};
use serde::Serialize;

use super::Which;
use crate::commands::Context;
use crate::commands::status::moment;
use crate::failure::Failure;
use crate::output::{number, or_blank, text, texts};
use crate::session::{self, Session};

/// An order as it is shown.
#[derive(Serialize)]
struct OrderRow {
    number: String,
    placed_at: Option<String>,
    instrument: String,
    segment: Option<&'static str>,
    token: Option<String>,
    side: String,
    order_type: String,
    product: String,
    status: String,
    quantity: i64,
    filled_quantity: i64,
    #[serde(serialize_with = "texts")]
    price: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    trigger_price: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    average_price: Option<Decimal>,
    tag: Option<String>,
    rejection_reason: Option<String>,
}

/// A position as it is shown.
#[derive(Serialize)]
struct PositionRow {
    instrument: String,
    segment: Option<&'static str>,
    token: Option<String>,
    product: String,
    net_quantity: i64,
    bought_quantity: i64,
    #[serde(serialize_with = "texts")]
    bought_amount: Option<Decimal>,
    sold_quantity: i64,
    #[serde(serialize_with = "texts")]
    sold_amount: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    average_price: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    last_price: Option<Decimal>,
}

impl<Raw> From<&BookOrder<Raw>> for OrderRow {
    fn from(order: &BookOrder<Raw>) -> Self {
        let place = Place::of(&order.contract);
        Self {
            number: order.number.clone(),
            placed_at: order.placed_at.map(|time| moment(time.into())),
            instrument: place.instrument,
            segment: place.segment,
            token: place.token,
            side: order.side.to_string(),
            order_type: order.order_type.to_string(),
            product: order.product.to_string(),
            status: order.status.to_string(),
            quantity: order.quantity,
            filled_quantity: order.filled_quantity,
            price: order.price,
            trigger_price: order.trigger_price,
            average_price: order.average_price.map(|price| price.round_dp(4)),
            tag: order.tag.clone(),
            rejection_reason: order.rejection_reason.clone(),
        }
    }
}

impl<Raw> From<&Position<Raw>> for PositionRow {
    fn from(position: &Position<Raw>) -> Self {
        let place = Place::of(&position.contract);
        Self {
            instrument: place.instrument,
            segment: place.segment,
            token: place.token,
            product: position.product.to_string(),
            net_quantity: position.net_quantity(),
            bought_quantity: position.bought_quantity,
            bought_amount: Some(position.bought_amount),
            sold_quantity: position.sold_quantity,
            sold_amount: Some(position.sold_amount),
            average_price: position.average_price().map(|price| price.round_dp(4)),
            last_price: position.last_price,
        }
    }
}

/// What a row is of.
struct Place {
    instrument: String,
    segment: Option<&'static str>,
    token: Option<String>,
}

impl Place {
    fn of(contract: &Contract) -> Self {
        Self {
            instrument: contract.to_string(),
            segment: contract.segment.map(keyfob::trading::Segment::code),
            token: contract.token.clone(),
        }
    }
}

/// The orders of the day.
pub async fn list(context: &Context, which: Which) -> Result<(), Failure> {
    let vendor = context.broker(which.vendor)?;
    let rows: Vec<OrderRow> = match session::open(&context.home, vendor).await? {
        Session::Trade(session) => rows(&session.orders().await.map_err(at(vendor))?),
        Session::Neo(session) => rows(&session.orders().await.map_err(at(vendor))?),
        Session::Quatrix(_) => Vec::new(),
    };
    let columns = [
        text("Order"),
        text("Placed"),
        text("Side"),
        text("Instrument"),
        number("Filled"),
        number("Of"),
        number("Limit"),
        number("Average"),
        text("Product"),
        text("Status"),
        text("Tag"),
    ];
    let cells = |row: &OrderRow| {
        vec![
            row.number.clone(),
            or_blank(row.placed_at.as_ref()),
            row.side.clone(),
            row.instrument.clone(),
            row.filled_quantity.to_string(),
            row.quantity.to_string(),
            or_blank(row.price),
            or_blank(row.average_price.map(|price| price.round_dp(2))),
            row.product.clone(),
            row.status.clone(),
            or_blank(row.tag.as_ref()),
        ]
    };
    context
        .output
        .rows(&columns, &rows, cells, "no orders today")
}

/// What is held.
pub async fn positions(context: &Context, which: Which) -> Result<(), Failure> {
    let vendor = context.broker(which.vendor)?;
    let rows: Vec<PositionRow> = match session::open(&context.home, vendor).await? {
        Session::Trade(session) => rows(&session.positions().await.map_err(at(vendor))?),
        Session::Neo(session) => rows(&session.positions().await.map_err(at(vendor))?),
        Session::Quatrix(_) => Vec::new(),
    };
    let columns = [
        text("Instrument"),
        text("Product"),
        number("Net"),
        number("Average"),
        number("Bought"),
        number("Paid"),
        number("Sold"),
        number("Got"),
    ];
    let cells = |row: &PositionRow| {
        vec![
            row.instrument.clone(),
            row.product.clone(),
            row.net_quantity.to_string(),
            or_blank(row.average_price.map(|price| price.round_dp(2))),
            row.bought_quantity.to_string(),
            or_blank(row.bought_amount),
            row.sold_quantity.to_string(),
            or_blank(row.sold_amount),
        ]
    };
    context.output.rows(&columns, &rows, cells, "no positions")
}

fn rows<'a, T, R: From<&'a T>>(book: &'a [T]) -> Vec<R> {
    book.iter().map(R::from).collect()
}

/// An error of this vendor.
pub(super) fn at<E: Into<Failure>>(vendor: crate::vendor::Vendor) -> impl Fn(E) -> Failure {
    move |error| error.into().at(vendor.name())
}
