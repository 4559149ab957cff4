//! The same calls and types as a program has them that is written for them alone, on reqwest and serde_json.

mod client;
mod instruments;
mod limits;
mod order;
mod position;
mod requests;
mod values;
mod words;

pub use client::Client;
pub use instruments::Index;
pub use order::OrderBook;

/// A type of an answer: fields with their types and their names on the wire. Any may be left out.
macro_rules! answer {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty = $wire:literal,)* }) => {
        $(#[$doc])*
        #[allow(dead_code)]
        #[derive(Debug, serde::Deserialize)]
        pub struct $name {
            $(#[serde(rename = $wire, default)] pub $field: $type,)*
        }
    };
}

use answer;
