//! `GuiOrdId`: the caller's tag, until the order is changed or cancelled.

use crate::clock::unix_seconds;
use crate::exchange::{Event, Order, State, Step};

/// How many digits of the order's number stand in the label of a changed order.
const DIGITS: u64 = 1_000_000;

/// As the books show it now. A cancellation lengthens it, a change puts another one in its place; the asterisks are the vendor's.
pub(super) fn gui_order_id(order: &Order) -> String {
    gui_order_id_after(order, order.steps.iter())
}

/// The same right after these steps.
pub(super) fn gui_order_id_after<'a>(
    order: &Order,
    steps: impl Iterator<Item = &'a Step>,
) -> String {
    let tag = order.request.tag.clone();
    steps.fold(tag, |label, step| match step.event {
        Event::Modified => {
            let digits = order.number % DIGITS;
            format!("{}-{digits:06}-****-ADMINAPI", unix_seconds(step.at))
        }
        // What an order that waits for nothing gives up by itself is no cancellation of the caller's.
        Event::Became(State::Cancelled) if !order.request.immediate && !label.is_empty() => {
            format!("{label}-{}", unix_seconds(step.at))
        }
        _ => label,
    })
}
