//! Rows of the order book as typed orders.

use keyfob_core::{Decimal, Error, OpenEnum};
use kotak_trade::types;

use super::typed::price;
use super::words::{product, segment, status};
use crate::trading::{
    BookOrder, Contract, Filled, OrderType, Product, Row, Segment, Vendor, known, lot, moment,
    said, word,
};

/// A row of the order book.
///
/// # Errors
/// [`Error::Undecodable`] names a main member that cannot be read.
pub(in crate::kotak_trade) fn read_order(
    row: Row,
    raw: types::OrderBookEntry,
) -> Result<BookOrder<types::OrderBookEntry>, Error> {
    let after_market = raw
        .variety
        .as_ref()
        .is_some_and(|it| *it == types::Variety::AfterMarket);
    let product = product(raw.product.as_ref());
    let quantity = row.need("orderQuantity", raw.quantity)?;
    let filled = row.need("filledQuantity", raw.filled_quantity)?;
    let (limit, trigger) = (price(raw.price), price(raw.trigger_price));
    row.need("price", raw.price)?;
    let order_type = order_type_of(&product, raw.price, raw.trigger_price);
    Ok(BookOrder {
        number: row.need("orderId", said(raw.order_number.as_ref()))?,
        contract: contract(
            row.need("instrumentToken", raw.token)?,
            raw.instrument_name.as_ref(),
            raw.lot_size,
            segment(
                raw.exchange.as_ref(),
                derivative(raw.is_derivative.as_ref()),
            ),
        ),
        side: row.need("transactionType", known(raw.side.as_ref()))?,
        order_type,
        product,
        validity: word(raw.validity.as_ref(), |theirs| theirs.try_into().ok()),
        status: word(Some(row.need("status", raw.status.as_ref())?), |theirs| {
            status(
                theirs,
                after_market,
                Filled::new(quantity, filled, raw.cancelled_quantity),
            )
        }),
        quantity,
        filled_quantity: filled,
        cancelled_quantity: raw.cancelled_quantity.unwrap_or_default(),
        disclosed_quantity: raw.disclosed_quantity.unwrap_or_default(),
        tells_disclosed: raw.disclosed_quantity.is_some(),
        price: limit,
        trigger_price: trigger,
        average_price: None,
        tag: said(raw.tag.as_ref()),
        exchange_number: said(raw.exchange_order_id.as_ref()),
        rejection_reason: said(raw.status_message.as_ref()),
        after_market,
        placed_at: moment(raw.order_time.as_deref()),
        updated_at: None,
        raw,
    })
}

/// The vendor names no type: a price of 0 asks for a market order, a trigger waits. That of a cover order is its stop-loss. Of a
/// price that is not told, or is below 0, nothing follows.
fn order_type_of(
    product: &OpenEnum<Product>,
    price: Option<Decimal>,
    trigger: Option<Decimal>,
) -> OpenEnum<OrderType> {
    let told = |price: Option<Decimal>| price.filter(|price| *price >= Decimal::ZERO);
    let (Some(price), Some(trigger)) = (told(price), told(trigger)) else {
        return OpenEnum::Unknown(String::new());
    };
    let waits = !trigger.is_zero() && *product != Product::Cover;
    OpenEnum::Known(match (!price.is_zero(), waits) {
        (true, true) => OrderType::StopLimit,
        (true, false) => OrderType::Limit,
        (false, true) => OrderType::StopMarket,
        (false, false) => OrderType::Market,
    })
}

/// What an instrument's number, symbol and lot make.
pub(in crate::kotak_trade) fn contract(
    token: i64,
    symbol: Option<&String>,
    lot_size: Option<i64>,
    segment: Option<Segment>,
) -> Contract {
    Contract {
        segment,
        symbol: said(symbol),
        lot_size: lot(lot_size),
        token_of: Some(Vendor::Trade),
        ..Contract::of_token(token)
    }
}

pub(in crate::kotak_trade) fn derivative(word: Option<&OpenEnum<types::YesNo>>) -> Option<bool> {
    word?.known().map(|word| word == types::YesNo::Yes)
}
