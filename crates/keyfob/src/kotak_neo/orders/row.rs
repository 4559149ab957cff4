//! Rows of the order book as typed orders.

use keyfob_core::Error;
use kotak_neo::types;

use super::words::{product, status};
use crate::trading::{
    BookOrder, Contract, Filled, Row, Vendor, known, lot, moment, positive, said, word,
};

/// A row of the order book.
///
/// # Errors
/// [`Error::Undecodable`] names a main member that cannot be read.
pub(in crate::kotak_neo) fn read_order(
    row: Row,
    raw: types::Order,
) -> Result<BookOrder<types::Order>, Error> {
    let quantity = row.need("qty", raw.quantity)?;
    let filled = row.need("fldQty", raw.filled_quantity)?;
    let is_amo = |text: &String| text.trim().eq_ignore_ascii_case("AMO");
    Ok(BookOrder {
        number: row.need("nOrdNo", said(raw.order_number.as_ref()))?,
        contract: Contract {
            segment: known(raw.exchange_segment.as_ref()),
            trading_symbol: Some(row.need("trdSym", said(raw.trading_symbol.as_ref()))?),
            symbol: said(raw.symbol.as_ref()),
            token: said(raw.token.as_ref()),
            tick_size: positive(raw.tick_size),
            lot_size: lot(raw.lot_size),
            freeze_quantity: None,
            token_of: Some(Vendor::Neo),
        },
        side: row.need("trnsTp", known(raw.side.as_ref()))?,
        order_type: word(raw.order_type.as_ref(), |theirs| theirs.try_into().ok()),
        product: word(raw.product.as_ref(), product),
        validity: word(raw.validity.as_ref(), |theirs| theirs.try_into().ok()),
        status: word(Some(row.need("ordSt", raw.status.as_ref())?), |theirs| {
            status(
                theirs,
                Filled::new(quantity, filled, raw.cancelled_quantity),
            )
        }),
        quantity,
        filled_quantity: filled,
        cancelled_quantity: raw.cancelled_quantity.unwrap_or_default(),
        disclosed_quantity: raw.disclosed_quantity.unwrap_or_default(),
        tells_disclosed: raw.disclosed_quantity.is_some(),
        price: positive(raw.price),
        trigger_price: positive(raw.trigger_price),
        average_price: positive(raw.average_price),
        tag: said(raw.tag.as_ref()),
        exchange_number: said(raw.exchange_order_id.as_ref()),
        rejection_reason: said(raw.rejection_reason.as_ref()),
        after_market: raw.order_generation_type.as_ref().is_some_and(is_amo),
        placed_at: moment(raw.order_time.as_deref()),
        updated_at: moment(raw.last_update_time.as_deref()),
        raw,
    })
}
