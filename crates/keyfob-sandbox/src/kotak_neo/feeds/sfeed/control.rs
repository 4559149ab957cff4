//! The JSON by which SFeed is steered.

use serde_json::{Map, Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::packets::{self, Level};
use crate::exchange::Tick;

const LOGGED_IN: u16 = 1119;
/// What a refusal looks like is guessed: neither of the two codes that the vendor's client takes for a success.
const REFUSED: u16 = 1118;
const SUBSCRIBED: u16 = 1109;
/// What the vendor answers to too many subscriptions is guessed; its client never gets there.
const TOO_MANY: u16 = 1110;

/// The first frame.
pub(super) struct Hello {
    pub(super) user: String,
    /// The id of the trade session.
    pub(super) auth: String,
}

impl Hello {
    pub(super) fn read(json: &Value) -> Option<Self> {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        Some(Self {
            user: text("user")?,
            auth: text("auth")?,
        })
    }
}

pub(super) struct Event {
    /// Its name.
    pub(super) kind: &'static str,
    pub(super) way: Way,
    /// `segment|token` each.
    pub(super) names: Vec<String>,
    pub(super) wants_symbols: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Way {
    Subscribe(Level),
    Unsubscribe(Level),
    Snapshot(Level),
    SubscribeStatus,
    UnsubscribeStatus,
}

impl Event {
    pub(super) fn read(json: &Value) -> Option<Self> {
        let name = json.get("event")?.as_str()?;
        let (kind, way) = EVENTS.iter().find(|(known, _)| *known == name)?;
        let names = json.get("inputtoken").and_then(Value::as_str);
        let names = names.into_iter().flat_map(|names| names.split(','));
        let wants_symbols = json.get("ack_symbol").and_then(Value::as_bool);
        Some(Self {
            kind,
            way: *way,
            names: names.map(str::to_owned).collect(),
            wants_symbols: wants_symbols.unwrap_or_default(),
        })
    }
}

const EVENTS: &[(&str, Way)] = &[
    ("subscribeScrips", Way::Subscribe(Level::Touch)),
    ("subscribeScripsLite", Way::Subscribe(Level::Mini)),
    ("subscribeDepth", Way::Subscribe(Level::Depth)),
    ("subscribeFullDepth", Way::Subscribe(Level::FullDepth)),
    ("subscribeIndices", Way::Subscribe(Level::Index)),
    ("unsubscribeScrips", Way::Unsubscribe(Level::Touch)),
    ("unsubscribeScripsLite", Way::Unsubscribe(Level::Mini)),
    ("unsubscribeDepth", Way::Unsubscribe(Level::Depth)),
    ("unsubscribeFullDepth", Way::Unsubscribe(Level::FullDepth)),
    ("unsubscribeIndices", Way::Unsubscribe(Level::Index)),
    ("snapshotScrips", Way::Snapshot(Level::Touch)),
    ("snapshotScripsLite", Way::Snapshot(Level::Mini)),
    ("snapshotDepth", Way::Snapshot(Level::Depth)),
    ("snapshotIndices", Way::Snapshot(Level::Index)),
    ("subscribeExchange", Way::SubscribeStatus),
    ("unsubscribeExchange", Way::UnsubscribeStatus),
];

pub(super) fn login_answer(ok: bool, fallback: bool) -> Message {
    if !ok {
        let refusal = json!({"message_code": REFUSED, "message": "Authentication Failed"});
        return Message::text(refusal.to_string());
    }
    let format = if fallback {
        "native_fallback"
    } else {
        "native_batch"
    };
    let exchanges = packets::SEGMENTS.iter().map(|segment| {
        let exchange = json!({
            "value": packets::exchange(*segment),
            "divider": packets::divider(*segment),
        });
        (segment.code().to_owned(), exchange)
    });
    let exchanges: Map<_, _> = exchanges.collect();
    let answer = json!({"message_code": LOGGED_IN, "format": format, "exchanges": exchanges});
    Message::text(answer.to_string())
}

/// The symbols of those that are known.
pub(super) fn acknowledged(found: &[(String, Tick)]) -> Message {
    let symbols = found.iter().map(|(name, tick)| {
        let symbol = tick.instrument.trading_symbol.as_str();
        (name.clone(), symbol.into())
    });
    let symbols: Map<_, _> = symbols.collect();
    let answer = json!({"message_code": SUBSCRIBED, "trading_symbols": symbols});
    Message::text(answer.to_string())
}

pub(super) fn too_many() -> Message {
    let answer = json!({"message_code": TOO_MANY, "message": "subscription limit exceeded"});
    Message::text(answer.to_string())
}
