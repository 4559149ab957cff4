//! The states of an order in the vendor's words. After-market orders have words of their own until they come to the market.

use crate::exchange::{Event, Order, State};

/// As the book says it.
pub(super) fn now(order: &Order) -> &'static str {
    match order.state {
        State::AfterMarket | State::Cancelled => at(order, order.steps.len().saturating_sub(1)),
        other => state_name(other),
    }
}

/// As the history says it of one of the order's steps.
pub(in crate::kotak_neo) fn at(order: &Order, step: usize) -> &'static str {
    let Some(event) = order.steps.get(step).map(|step| step.event) else {
        return state_name(order.state);
    };
    let mut before = order.steps.iter().take(step).map(|step| step.event);
    match event {
        Event::Received => "put order req received",
        Event::Modified => "modified",
        Event::PartlyFilled => "traded",
        Event::Became(State::AfterMarket) if before.any(|event| event == Event::Modified) => {
            "modify after market order req received"
        }
        Event::Became(State::Cancelled) if last_state(before) == Some(State::AfterMarket) => {
            "cancelled after market order"
        }
        Event::Became(state) => state_name(state),
    }
}

/// The last state among these events.
fn last_state(events: impl Iterator<Item = Event>) -> Option<State> {
    let states = events.filter_map(|event| match event {
        Event::Became(state) => Some(state),
        _ => None,
    });
    states.last()
}

fn state_name(state: State) -> &'static str {
    match state {
        State::AfterMarket => "after market order req received",
        State::TriggerPending => "trigger pending",
        State::Open => "open",
        State::Complete => "complete",
        State::Cancelled => "cancelled",
        State::Rejected => "rejected",
    }
}
