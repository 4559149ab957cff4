//! A frame of the server.

use serde_json::{Map, Value};

use super::updates::{OrderUpdate, PositionUpdate};
use crate::Problem;
use crate::json::words;

/// What a frame says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Message {
    /// The line is accepted.
    Connected,
    /// The line is refused.
    Refused {
        /// The vendor's words, shortened to 200 characters; empty where there are none.
        message: String,
    },
    /// The state of an order.
    Order(Box<OrderUpdate>),
    /// The state of a position.
    Position(Box<PositionUpdate>),
    /// The answer to a heartbeat.
    Heartbeat,
    /// Another message.
    Other {
        /// Its `type`; empty where it has none.
        kind: String,
    },
}

/// Reads a text frame.
///
/// # Errors
/// [`Problem::InvalidText`]: it is no JSON object, or an order or position without data.
pub fn parse(text: &str) -> Result<Message, Problem> {
    parse_bytes(text.as_bytes())
}

/// Reads a frame that came as bytes, as the vendor's client does.
///
/// # Errors
/// [`Problem::InvalidText`]: it is no JSON object in UTF-8, or an order or position without data.
pub fn parse_bytes(bytes: &[u8]) -> Result<Message, Problem> {
    let mut message: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|_| Problem::InvalidText)?;
    let kind = message
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Ok(match kind {
        "cn" if message.get("ak").and_then(Value::as_str) == Some("ok") => Message::Connected,
        "cn" => Message::Refused {
            message: words(&message),
        },
        "order" => Message::Order(Box::new(data(&mut message)?.into())),
        "position" => Message::Position(Box::new(data(&mut message)?.into())),
        "hb" => Message::Heartbeat,
        kind => Message::Other {
            kind: kind.chars().take(100).collect(),
        },
    })
}

fn data(message: &mut Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    match message.remove("data") {
        Some(Value::Object(data)) => Ok(data),
        _ => Err(Problem::InvalidText),
    }
}
