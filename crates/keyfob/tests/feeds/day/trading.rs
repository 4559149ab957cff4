//! Somebody who trades all day.

use std::time::Duration;

use fastrand::Rng;
use keyfob::Decimal;
use keyfob::kotak_neo::Session;
use keyfob::trading::{Contract, Order, Segment, Side};

use crate::stand::Stand;

/// The share of which 50 can be had at one price, so that orders are filled in parts.
const SHARE: u64 = 1002;

/// Somebody who trades.
pub struct Trading<'a> {
    pub session: &'a Session,
    pub stand: &'a Stand,
    pub rng: &'a mut Rng,
    pub price: i64,
}

impl Trading<'_> {
    pub async fn trade(&mut self) {
        // Two steps at one moment cannot be told apart by anybody.
        self.stand
            .sandbox
            .clock()
            .advance(Duration::from_millis(self.rng.u64(1..900)));
        match self.rng.u8(..8) {
            0..=2 => {
                let price = Decimal::from(self.price + self.rng.i64(-3..3));
                let quantity = self.rng.u64(1..180);
                let order = Order::limit(Side::Buy, self.share(), quantity, price);
                // The session may just have ended; then it is not there.
                let _ = self.session.place(order).await;
            }
            3..=5 => {
                self.price = (self.price + self.rng.i64(-2..3)).clamp(235, 265);
                self.stand.sandbox.exchange().set_price(SHARE, self.price);
            }
            change => {
                let Ok(orders) = self.session.orders().await else {
                    return;
                };
                let open: Vec<_> = orders.iter().filter(|order| order.is_open()).collect();
                let Some(order) = self.rng.choice(open) else {
                    return;
                };
                if change == 6 {
                    let _ = self.session.cancel(order).await;
                } else {
                    let price = order.price.unwrap() - Decimal::ONE;
                    let _ = self.session.modify(order.change().price(price)).await;
                }
            }
        }
    }

    fn share(&self) -> Contract {
        Contract::new(Segment::NseCash, "THINCO-EQ").token(SHARE)
    }
}
