//! Updates from what feed, book and history say.

use keyfob_core::{Enumeration, OpenEnum};
use kotak_neo::types;
use kotak_neo_feed::orders as feed;
use time::OffsetDateTime;

use super::{Found, OrderUpdate, RawOrder};
use crate::kotak_neo::feed::orders::state::OrderState;
use crate::kotak_neo::orders::{product, status};
use crate::trading::{Contract, Filled, Vendor, known, lot, positive, said, word};

/// What the rows of book and history have in common, which are of two types: the update that one of them tells.
macro_rules! of_row {
    ($raw:ident, $found:ident, $cancelled:expr, $tick_size:expr) => {{
        let state = OrderState {
            status: $raw.status.clone()?,
            quantity: $raw.quantity?,
            filled: $raw.filled_quantity?,
            cancelled: $cancelled,
            price: $raw.price,
            changed_at: nanoseconds($raw.update_received_time),
            found: Found::$found,
        };
        let contract = Contract {
            segment: known($raw.exchange_segment.as_ref()),
            trading_symbol: said($raw.trading_symbol.as_ref()),
            symbol: said($raw.symbol.as_ref()),
            token: said($raw.token.as_ref()),
            tick_size: $tick_size,
            lot_size: lot($raw.lot_size),
            freeze_quantity: None,
            token_of: Some(Vendor::Neo),
        };
        Some(Self {
            number: said($raw.order_number.as_ref())?,
            side: word($raw.side.as_ref(), |theirs| theirs.try_into().ok()),
            product: word($raw.product.as_ref(), product),
            order_type: word($raw.order_type.as_ref(), |theirs| theirs.try_into().ok()),
            average_price: positive($raw.average_price),
            price: positive($raw.price),
            updated_at: $raw.update_received_time,
            rejection_reason: said($raw.rejection_reason.as_ref()),
            ..Self::of_state(state, contract, RawOrder::$found(Box::new($raw)))
        })
    }};
}

impl OrderUpdate {
    /// A message of the feed; none if it has no number, state or quantity, or does not tell what is filled.
    pub(in super::super) fn of_feed(raw: Box<feed::OrderUpdate>) -> Option<Self> {
        use types::OrderStatus::{AfterMarketCancelled, Cancelled, Rejected};
        let quantity = raw.quantity?;
        let status = OpenEnum::of(raw.status.as_deref()?.trim());
        // What was taken back is not open any more, and not filled either.
        let is_taken_back = matches!(
            status,
            OpenEnum::Known(Cancelled | Rejected | AfterMarketCancelled)
        );
        let unfilled = raw.unfilled_quantity.filter(|_| !is_taken_back);
        let filled = raw.filled_quantity;
        let state = OrderState {
            status,
            quantity,
            filled: filled.or_else(|| quantity.checked_sub(unfilled?))?,
            cancelled: None,
            price: raw.price,
            changed_at: raw.received_at_nanos.filter(|it| *it > 0),
            found: Found::Feed,
        };
        let contract = Contract {
            segment: known(Some(&named::<types::ExchangeSegment>(
                raw.exchange_segment.as_ref(),
            ))),
            trading_symbol: said(raw.trading_symbol.as_ref()),
            symbol: said(raw.symbol.as_ref()),
            token: said(raw.token.as_ref()),
            token_of: Some(Vendor::Neo),
            ..Contract::default()
        };
        let side: OpenEnum<types::Side> = named(raw.transaction_type.as_ref());
        let kind: OpenEnum<types::OrderType> = named(raw.price_type.as_ref());
        let updated_at = state.changed_at.map(i128::from);
        let updated_at = updated_at.map(OffsetDateTime::from_unix_timestamp_nanos);
        Some(Self {
            number: said(raw.order_number.as_ref())?,
            side: word(Some(&side), |theirs| theirs.try_into().ok()),
            product: word(Some(&named(raw.product.as_ref())), product),
            order_type: word(Some(&kind), |theirs| theirs.try_into().ok()),
            average_price: positive(raw.average_price),
            price: positive(raw.price),
            updated_at: updated_at.and_then(Result::ok),
            rejection_reason: said(raw.rejection_reason.as_ref()),
            ..Self::of_state(state, contract, RawOrder::Feed(raw))
        })
    }

    /// A row of the order book; none if it has no number, state or quantity.
    pub(in super::super) fn of_book(raw: types::Order) -> Option<Self> {
        let (cancelled, tick_size) = (raw.cancelled_quantity, positive(raw.tick_size));
        of_row!(raw, Book, cancelled, tick_size)
    }

    /// A row of an order's history; none if it has no number, state or quantity.
    pub(in super::super) fn of_history(raw: types::OrderHistoryEntry) -> Option<Self> {
        of_row!(raw, History, None, None)
    }

    /// What follows from the state; all else is empty.
    fn of_state(state: OrderState, contract: Contract, raw: RawOrder) -> Self {
        let filled = Filled::new(state.quantity, state.filled, state.cancelled);
        let open = state.quantity.saturating_sub(state.filled);
        let open = open.saturating_sub(state.cancelled.unwrap_or_default());
        Self {
            number: String::new(),
            found: state.found,
            status: word(Some(&state.status), |theirs| status(theirs, filled)),
            contract,
            side: OpenEnum::Unknown(String::new()),
            product: OpenEnum::Unknown(String::new()),
            order_type: OpenEnum::Unknown(String::new()),
            quantity: state.quantity,
            filled_quantity: state.filled,
            pending_quantity: if state.is_final() { 0 } else { open.max(0) },
            average_price: None,
            price: None,
            updated_at: None,
            rejection_reason: None,
            state,
            raw,
        }
    }
}

fn nanoseconds(moment: Option<OffsetDateTime>) -> Option<i64> {
    let nanoseconds = moment?.unix_timestamp_nanos();
    // Vendors write 0 where there is none.
    i64::try_from(nanoseconds).ok().filter(|it| *it > 0)
}

/// A word of the vendor's by its text.
pub(in super::super) fn named<T: Enumeration>(text: Option<&String>) -> OpenEnum<T> {
    OpenEnum::of(text.map_or("", |text| text.trim()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What an update of the feed says is filled, where it does not say so itself.
    fn filled(status: &str, unfilled: i64) -> Option<i64> {
        let update = json!({"nOrdNo": "1", "ordSt": status, "qty": 10, "unFldSz": unfilled});
        let serde_json::Value::Object(update) = update else {
            return None;
        };
        let update = OrderUpdate::of_feed(Box::new(feed::OrderUpdate::from(update)))?;
        Some(update.filled_quantity)
    }

    #[test]
    fn what_is_taken_back_is_not_taken_for_filled() {
        assert_eq!(filled("open", 4), Some(6));
        assert_eq!(filled("complete", 0), Some(10));
        for ended in ["rejected", "cancelled", "cancelled after market order"] {
            assert_eq!(filled(ended, 0), None, "{ended}");
        }
    }
}
