//! The way from the task behind a feed to its reader, and to those who wait for an order.

use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use super::OrderEvent;
use super::watch::{OpenFeed, OrderWatch};

/// Tells the reader, who may be slow: what happens to orders is never left out, so that it waits without a bound. An account's orders
/// of a day are few.
pub(super) struct EventSender {
    events: UnboundedSender<OrderEvent>,
    /// Those who wait for an order are told as long as the feed is open.
    open: OpenFeed,
}

impl EventSender {
    pub(super) fn new(events: UnboundedSender<OrderEvent>, watch: &Arc<OrderWatch>) -> Self {
        Self {
            events,
            open: OpenFeed::new(watch),
        }
    }

    pub(super) fn send(&self, event: OrderEvent) {
        if let OrderEvent::Order(order) = &event {
            self.open.told(&order.number);
        }
        // The reader may be gone, which `closed` tells.
        let _ = self.events.send(event);
    }

    /// Waits until nobody reads any more.
    pub(super) async fn closed(&self) {
        self.events.closed().await;
    }
}
