//! Placing, changing and cancelling.

use std::time::SystemTime;

use rust_decimal::Decimal;

use super::market::Market;
use super::matching;
use super::order::{Change, Event, Order, OrderKind, Request, State};
use super::refusal::{Refusal, check_live};
use crate::india_time;

/// The exchange numbers its orders itself.
const FIRST_EXCHANGE_NUMBER: u64 = 1_100_000_000_000_000;
/// The serial part of an order number; the day stands before it.
const SERIALS_A_DAY: u64 = 1_000_000_000;

impl Market {
    /// Takes an order and fills what can be filled; returns its number.
    pub(crate) fn place(
        &mut self,
        owner: &str,
        request: Request,
        now: SystemTime,
    ) -> Result<u64, Refusal> {
        self.check(&request)?;
        self.afford(owner, &request, request.quantity, None)?;
        let first = if request.after_market {
            State::AfterMarket
        } else if request.kind.is_stop() {
            State::TriggerPending
        } else {
            State::Open
        };
        let number = self.enter(owner, request, first, now);
        self.match_order(number, now);
        self.tell(number);
        Ok(number)
    }

    /// Takes an order that is refused only afterwards: it is in the book, rejected.
    pub(crate) fn reject(
        &mut self,
        owner: &str,
        request: Request,
        why: Refusal,
        now: SystemTime,
    ) -> u64 {
        let number = self.enter(owner, request, State::Rejected, now);
        if let Some(order) = self.order_mut(owner, number) {
            order.reason = why.text().to_owned();
        }
        self.tell(number);
        number
    }

    pub(crate) fn modify(
        &mut self,
        owner: &str,
        number: u64,
        change: &Change,
        now: SystemTime,
    ) -> Result<&Order, Refusal> {
        let order = self.order(owner, number).ok_or(Refusal::UnknownOrder)?;
        check_live(order)?;
        let request = changed(&order.request, change);
        if same(&request, &order.request) {
            return Err(Refusal::Unchanged);
        }
        self.check(&request)?;
        let (filled, state) = (order.filled, order.state);
        if request.quantity <= filled {
            return Err(Refusal::Quantity);
        }
        self.afford(owner, &request, request.quantity - filled, Some(number))?;
        if let Some(order) = self.order_mut(owner, number) {
            order.request = request;
            order.note(Event::Modified, None, now);
            let state = match state {
                State::AfterMarket => state,
                _ if order.request.kind.is_stop() && state == State::TriggerPending => state,
                _ if order.request.kind.is_stop() && filled == 0 => State::TriggerPending,
                _ => State::Open,
            };
            order.note(Event::Became(state), None, now);
        }
        self.match_order(number, now);
        self.tell(number);
        self.order(owner, number).ok_or(Refusal::UnknownOrder)
    }

    pub(crate) fn cancel(
        &mut self,
        owner: &str,
        number: u64,
        now: SystemTime,
    ) -> Result<&Order, Refusal> {
        let order = self.order_mut(owner, number).ok_or(Refusal::UnknownOrder)?;
        check_live(order)?;
        matching::take_back(order, now);
        self.tell(number);
        self.order(owner, number).ok_or(Refusal::UnknownOrder)
    }

    /// Ends a cover or bracket order: what waits is cancelled, what was filled is sold or bought back.
    pub(crate) fn exit(
        &mut self,
        owner: &str,
        number: u64,
        now: SystemTime,
    ) -> Result<(), Refusal> {
        let order = self.order(owner, number).ok_or(Refusal::UnknownOrder)?;
        if order.state == State::Rejected || order.request.variety == EXITED {
            return Err(Refusal::Gone);
        }
        let (live, filled) = (order.state.is_live(), order.filled);
        let mut back = order.request.clone();
        if live {
            self.cancel(owner, number, now)?;
        } else if filled == 0 {
            return Err(Refusal::Gone);
        }
        if let Some(order) = self.order_mut(owner, number) {
            order.request.variety = EXITED.to_owned();
        }
        if filled > 0 {
            back.side = back.side.opposite();
            back.kind = OrderKind::Market;
            back.quantity = filled;
            back.disclosed = 0;
            back.price = Decimal::ZERO;
            back.trigger = Decimal::ZERO;
            back.variety = EXITED.to_owned();
            back.tag = String::new();
            self.place(owner, back, now)?;
        }
        Ok(())
    }

    fn afford(
        &self,
        owner: &str,
        request: &Request,
        quantity: i64,
        without: Option<u64>,
    ) -> Result<(), Refusal> {
        let before = self.funds_with(owner, None, without);
        let after = self.funds_with(owner, Some((request, quantity)), without);
        // Whoever is in the red may still close what is open.
        if after.used > before.used && after.available() < Decimal::ZERO {
            return Err(Refusal::Margin);
        }
        Ok(())
    }

    fn enter(&mut self, owner: &str, request: Request, first: State, now: SystemTime) -> u64 {
        self.placed += 1;
        let mut order = Order {
            number: india_time::day_number(now) * SERIALS_A_DAY + self.placed,
            exchange_number: FIRST_EXCHANGE_NUMBER + self.placed,
            owner: owner.to_owned(),
            request,
            filled: 0,
            cancelled: 0,
            state: first,
            reason: String::new(),
            steps: Vec::new(),
            spent: Decimal::ZERO,
            told: 0,
        };
        order.note(Event::Received, None, now);
        order.note(Event::Became(first), None, now);
        let number = order.number;
        self.orders.push(order);
        number
    }

    fn order_mut(&mut self, owner: &str, number: u64) -> Option<&mut Order> {
        let mut orders = self.orders.iter_mut();
        orders.find(|order| order.owner == owner && order.number == number)
    }
}

const EXITED: &str = "SQUAREOFF";

fn changed(request: &Request, change: &Change) -> Request {
    let mut new = request.clone();
    new.quantity = change.quantity.unwrap_or(new.quantity);
    new.price = change.price.unwrap_or(new.price);
    new.trigger = change.trigger.unwrap_or(new.trigger);
    new.disclosed = change.disclosed.unwrap_or(new.disclosed);
    new.kind = change.kind.unwrap_or(new.kind);
    new.immediate = change.immediate.unwrap_or(new.immediate);
    new
}

fn same(one: &Request, other: &Request) -> bool {
    let figures = |r: &Request| {
        (
            r.quantity,
            r.price,
            r.trigger,
            r.disclosed,
            r.kind,
            r.immediate,
        )
    };
    figures(one) == figures(other)
}
