//! An order book of many rows.

use std::hint::black_box;

use keyfob::kotak_neo::types::OrderBookAnswer;
use keyfob_core::fuzz;

use crate::by_hand::OrderBook;
use crate::{Outcome, Side};

const ORDER: &str = include_str!("answers/order.json");

/// Decodes it so many times, with the search for a fault that every answer has.
pub async fn repeat(side: Side, rows: u32, times: u32) -> Outcome {
    let json = book(rows);
    for _ in 0..times {
        match side {
            Side::Facade => {
                let api = &keyfob::kotak_neo::API;
                let answer: OrderBookAnswer =
                    fuzz::receive(api, "get_order_book", 200, json.as_bytes()).await?;
                check(rows, black_box(answer).data.len())?;
            }
            Side::ByHand => {
                let answer: OrderBook = serde_json::from_str(&json)?;
                check(rows, black_box(answer).data.len())?;
            }
        }
    }
    Ok(())
}

fn check(rows: u32, read: usize) -> Outcome {
    match read == usize::try_from(rows)? {
        true => Ok(()),
        false => Err(format!("{read} rows of {rows}").into()),
    }
}

/// Rows that differ in the number of the order.
fn book(rows: u32) -> String {
    let rows: Vec<_> = (0..rows)
        .map(|row| {
            ORDER
                .trim_end()
                .replace("250101000000001", &format!("25010100{row:07}"))
        })
        .collect();
    format!(
        r#"{{"stat":"Ok","stCode":200,"data":[{}]}}"#,
        rows.join(",")
    )
}
