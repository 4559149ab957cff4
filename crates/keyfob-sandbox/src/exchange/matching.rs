//! The matching rule.
//!
//! An order is filled at the last price when it wants that price or a worse one, and never more of it
//! than the instrument's depth: the rest waits for the next price, the rest of a market order too.

use std::time::SystemTime;

use rust_decimal::Decimal;

use super::instrument::Instrument;
use super::market::Market;
use super::order::{Event, Order, OrderKind, Side, State, Trade};
use super::rupees::Rupees;

const FIRST_TRADE: u64 = 20_000_000;

impl Market {
    /// Sets a price and fills what it fills, oldest orders first. False if nobody knows the instrument.
    pub(crate) fn set_price(&mut self, token: u64, price: Decimal, now: SystemTime) -> bool {
        let Some(instrument) = self.instruments.get_mut(&token) else {
            return false;
        };
        instrument.trade_at(price);
        self.tape.quote(instrument, token, now);
        let waiting = self
            .orders
            .iter_mut()
            .filter(|order| order.request.token == token);
        let mut numbers = Vec::new();
        for order in waiting.filter(|order| order.state.is_live()) {
            if order.state == State::AfterMarket {
                let stop = order.request.kind.is_stop();
                let state = if stop {
                    State::TriggerPending
                } else {
                    State::Open
                };
                order.note(Event::Became(state), None, now);
            }
            numbers.push(order.number);
        }
        for number in numbers {
            self.match_order(number, now);
            self.tell(number);
        }
        true
    }

    pub(super) fn match_order(&mut self, number: u64, now: SystemTime) {
        let Some(order) = self.orders.iter_mut().find(|order| order.number == number) else {
            return;
        };
        let Some(instrument) = self.instruments.get(&order.request.token) else {
            return;
        };
        if order.state == State::TriggerPending && is_triggered(order, instrument) {
            order.note(Event::Became(State::Open), None, now);
        }
        if order.state != State::Open {
            return;
        }
        if wants(order, instrument) && instrument.depth > 0 {
            self.traded += 1;
            let trade = fill(order, instrument, FIRST_TRADE + self.traded, now);
            self.trades.push(trade);
        }
        if order.request.immediate && order.state == State::Open {
            take_back(order, now);
        }
    }
}

/// Cancels what is not filled.
pub(super) fn take_back(order: &mut Order, now: SystemTime) {
    order.cancelled += order.pending();
    order.note(Event::Became(State::Cancelled), None, now);
}

fn is_triggered(order: &Order, instrument: &Instrument) -> bool {
    match order.request.side {
        Side::Buy => instrument.last >= order.request.trigger,
        Side::Sell => instrument.last <= order.request.trigger,
    }
}

fn wants(order: &Order, instrument: &Instrument) -> bool {
    match (order.request.kind, order.request.side) {
        (OrderKind::Market | OrderKind::StopMarket, _) => true,
        (_, Side::Buy) => order.request.price >= instrument.last,
        (_, Side::Sell) => order.request.price <= instrument.last,
    }
}

fn fill(order: &mut Order, instrument: &Instrument, id: u64, now: SystemTime) -> Trade {
    let quantity = order.pending().min(instrument.depth);
    order.filled += quantity;
    order.spent += instrument.last.times(quantity);
    let event = if order.pending() == 0 {
        Event::Became(State::Complete)
    } else {
        Event::PartlyFilled
    };
    order.note(event, Some(id), now);
    Trade {
        id,
        order: order.number,
        owner: order.owner.clone(),
        quantity,
        price: instrument.last,
        at: now,
    }
}
