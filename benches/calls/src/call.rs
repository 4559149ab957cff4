//! Calls one after the other.

use clap::ValueEnum;

use crate::{Outcome, Side, by_hand, facade};

/// An operation with a small answer.
#[derive(Clone, Copy, ValueEnum)]
pub enum Case {
    /// Quatrix: a GET with a token and an answer of four numbers.
    Usage,
    /// Kotak Neo: a GET with two tokens and an answer of one row.
    Positions,
    /// Kotak Neo: a form with JSON inside, and an answer of ninety amounts.
    Limits,
    /// Kotak Neo: a form with JSON inside, which is an order.
    PlaceOrder,
}

/// Makes so many.
pub async fn repeat(side: Side, case: Case, port: u16, calls: u32) -> Outcome {
    match side {
        Side::Facade => {
            let client = facade::Client::new(port)?;
            for _ in 0..calls {
                client.call(case).await?;
            }
        }
        Side::ByHand => {
            let client = by_hand::Client::new(port)?;
            for _ in 0..calls {
                client.call(case).await?;
            }
        }
    }
    Ok(())
}
