//! Which states of the orders were told, so that each is told once and in order.

use std::collections::{HashMap, VecDeque};

use super::Found;
use super::state::OrderState;

/// How many orders that are final are remembered, the newest; an account has far fewer a day. What is forgotten would be told once
/// more if the vendor still had it.
const FINAL_ORDERS: usize = 100_000;

/// How many told states of an order that is open are remembered, the newest.
const STATES: usize = 64;

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
    /// The states that were told, the newest last. Before an end none is needed.
    states: Vec<OrderState>,
    /// How many of them, the last ones, have the newest time.
    newest: usize,
    /// The most that was filled in any state.
    filled: i64,
    has_ended: bool,
}

impl Tracker {
    /// Whether a state is another one than those that were told last. A row of the book without a time may be late all the same, which
    /// the history tells.
    pub(super) fn is_new(&self, number: &str, state: &OrderState) -> bool {
        match self.orders.get(number) {
            None => true,
            Some(told) if told.has_ended => state.filled > told.filled,
            Some(told) => state.is_new(told.newest()),
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
        if told.may_be_late(&state) {
            return false;
        }
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
        let (states, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        // Where the vendor gives several states one time, or none, their place in the history tells which were before.
        let told = self.orders.get(number);
        let known = told.map_or(0, |told| told.reaches(&states));
        let new = states.into_iter().zip(rows).skip(known);
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
        if state.is_final() {
            self.states.clear();
        } else if self.states.len() == STATES {
            self.states.remove(0);
        }
        self.filled = self.filled.max(state.filled);
        self.has_ended |= state.is_final();
        self.states.push(state);
        let newest = if same_time { self.newest + 1 } else { 1 };
        self.newest = newest.min(self.states.len());
    }

    /// The states with the newest time, the newest last.
    fn newest(&self) -> &[OrderState] {
        let (_, newest) = self.states.split_at(self.states.len() - self.newest);
        newest
    }

    /// Whether this is a row of the book that says what was told before, with no time to tell that it has become so again. The book may
    /// be seconds late.
    fn may_be_late(&self, state: &OrderState) -> bool {
        let last = self.states.last();
        let by_time = last.and_then(|last| state.changed_at.zip(last.changed_at));
        let mut told = self.states.iter();
        state.found == Found::Book && by_time.is_none() && told.any(|told| state.is_same(told))
    }

    /// How many rows of a history lead to the newest of the told states that it has. A history may be late, and lack the last ones: then
    /// it has a state less often than it was told.
    fn reaches(&self, history: &[OrderState]) -> usize {
        let is_one = |row: &OrderState, told: &OrderState, by_word: bool| {
            row.is_same(told) && (!by_word || row.status == told.status)
        };
        let places = (0..self.states.len()).rev();
        let mut place = places.filter_map(|at| {
            let told = self.states.get(at)?;
            // The word itself tells more than one that is like it.
            let by_word = history.iter().any(|row| is_one(row, told, true));
            let place = history.iter().rposition(|row| is_one(row, told, by_word))?;
            let row = history.get(place)?;
            let up_to = self.states.iter().take(at + 1);
            let times_told = up_to.filter(|told| is_one(row, told, by_word)).count();
            let rows = history.iter();
            let times_had = rows.filter(|row| is_one(row, told, by_word)).count();
            (times_had >= times_told).then_some(place + 1)
        });
        place.next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
