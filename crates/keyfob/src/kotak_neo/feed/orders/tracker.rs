//! Which states of the orders were told, so that each is told once and in order.

use std::collections::{HashMap, VecDeque};

use super::state::OrderState;

/// How many orders that are final are remembered, the newest; an account has far fewer a day. What is forgotten would be told once
/// more if the vendor still had it.
const FINAL_ORDERS: usize = 100_000;

/// What was told of the orders, by their numbers. It does no I/O and has no clock.
///
/// Feed, order book and history tell the same states in their own time: the feed pushes a state again when it connects anew, the book
/// has it as well, and may have it late. Of an order that was never told everything is new; then only what comes after the last state
/// that was told. A state that comes to light after a later one was told is passed over, unless it tells of a fill: after its end an
/// order has no other state, but of what was filled nothing is kept back.
#[derive(Debug, Default)]
pub(super) struct Tracker {
    orders: HashMap<String, Told>,
    /// Numbers of those that are final, the oldest first.
    finals: VecDeque<String>,
}

/// What was told of an order.
#[derive(Debug, Default)]
struct Told {
    /// The states with the newest time, the newest last. Those before them are not needed.
    states: Vec<OrderState>,
    /// The most that was filled in any state.
    filled: i64,
    has_ended: bool,
}

impl Tracker {
    /// Whether a state is yet to be told.
    pub(super) fn is_new(&self, number: &str, state: &OrderState) -> bool {
        match self.orders.get(number) {
            None => true,
            Some(told) if told.has_ended => state.filled > told.filled,
            Some(told) => state.is_new(&told.states),
        }
    }

    /// Takes a state for told; whether it was yet to be.
    pub(super) fn take(&mut self, number: &str, state: OrderState) -> bool {
        if !self.is_new(number, &state) {
            return false;
        }
        let told = match self.orders.get_mut(number) {
            Some(told) => told,
            None => self.orders.entry(number.to_owned()).or_default(),
        };
        let had_ended = told.has_ended;
        told.push(state);
        if told.has_ended && !had_ended {
            self.note_final(number);
        }
        true
    }

    /// The rows of one order's history, the oldest first, that are yet to be told. They are taken for told.
    pub(super) fn take_history<T>(
        &mut self,
        number: &str,
        rows: impl IntoIterator<Item = (OrderState, T)>,
    ) -> Vec<T> {
        let mut rows: Vec<_> = rows.into_iter().collect();
        let last = self.orders.get(number).and_then(|told| told.states.last());
        // Where the vendor gives several states one time, or none, their place in the history tells which were before.
        let known = last.and_then(|last| rows.iter().rposition(|(row, _)| row.is_same(last)));
        rows.drain(..known.map_or(0, |at| at + 1));
        let new = rows.into_iter();
        new.filter_map(|(state, row)| self.take(number, state).then_some(row))
            .collect()
    }

    fn note_final(&mut self, number: &str) {
        self.finals.push_back(number.to_owned());
        if self.finals.len() > FINAL_ORDERS
            && let Some(oldest) = self.finals.pop_front()
        {
            self.orders.remove(&oldest);
        }
    }
}

impl Told {
    fn push(&mut self, state: OrderState) {
        let last = self.states.last();
        let same_time = state.changed_at.is_some()
            && last.is_some_and(|last| last.changed_at == state.changed_at);
        if !same_time || state.is_final() {
            self.states.clear();
        }
        self.filled = self.filled.max(state.filled);
        self.has_ended |= state.is_final();
        self.states.push(state);
    }
}

#[cfg(test)]
mod tests;
