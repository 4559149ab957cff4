//! An order as it is after a change.

mod read;

use keyfob_core::{Decimal, OpenEnum};
use kotak_neo::types;
use kotak_neo_feed::orders as feed;
use time::OffsetDateTime;

pub(super) use self::read::named;
use super::state::OrderState;
use crate::trading::{Contract, OrderStatus, OrderType, Product, Side};

/// Where an update came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Found {
    /// The feed pushed it.
    Feed,
    /// The order book or the list of positions had it after a gap.
    Book,
    /// The order's history had it after a gap.
    History,
}

/// An order as it is after a change of it. Each state of an order is told once.
///
/// Of a word that is not known the vendor's text is kept; it is empty where the vendor tells none.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OrderUpdate {
    /// Its number.
    pub number: String,
    /// Where this came from.
    pub found: Found,
    /// Where it stands.
    pub status: OpenEnum<OrderStatus>,
    /// What it is of.
    pub contract: Contract,
    /// Whether it buys or sells.
    pub side: OpenEnum<Side>,
    /// The product.
    pub product: OpenEnum<Product>,
    /// At which price it trades.
    pub order_type: OpenEnum<OrderType>,
    /// How many units were ordered.
    pub quantity: i64,
    /// How many of them are filled.
    pub filled_quantity: i64,
    /// How many of them may still be filled; 0 once nothing changes any more.
    pub pending_quantity: i64,
    /// The average price in rupees of what is filled; none if nothing is.
    pub average_price: Option<Decimal>,
    /// The limit in rupees; none if it has none. The vendor's documents of the feed do not name it, so that an update of the feed may
    /// have none where the order has one.
    pub price: Option<Decimal>,
    /// When the vendor received the change (`updRecvTm`); none where it does not tell it (G1).
    pub updated_at: Option<OffsetDateTime>,
    /// What the vendor says of a rejection.
    pub rejection_reason: Option<String>,
    pub(super) state: OrderState,
    pub(super) raw: RawOrder,
}

/// The vendor's own message or row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RawOrder {
    /// A message of the feed.
    Feed(Box<feed::OrderUpdate>),
    /// A row of the order book.
    Book(Box<types::Order>),
    /// A row of the order's history.
    History(Box<types::OrderHistoryEntry>),
}

impl OrderUpdate {
    /// Whether it may still be filled. Of a status that is not known nothing is said: it is neither open nor final.
    pub fn is_open(&self) -> bool {
        self.status.known().is_some_and(OrderStatus::is_open)
    }

    /// Whether nothing changes any more: it is filled, cancelled or rejected.
    pub fn is_final(&self) -> bool {
        self.status.known().is_some_and(OrderStatus::is_final)
    }

    /// The vendor's own message or row.
    pub fn raw(&self) -> &RawOrder {
        &self.raw
    }
}
