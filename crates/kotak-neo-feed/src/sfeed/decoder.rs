//! The state of a line: dividers of prices, and trading symbols.

use std::num::NonZeroU64;

use serde_json::{Map, Value};

use crate::json::words;
use crate::sfeed::Control;
use crate::sfeed::control::{object, whole};
use crate::sfeed::message::{HEADER, Message};
use crate::sfeed::symbols::Symbols;
use crate::{Problem, Segment, Sink};

/// Takes what an exchange without a divider has. Source: the vendor's client.
const DEFAULT_DIVIDER: NonZeroU64 = NonZeroU64::new(100).unwrap();

/// Decodes the frames of one line. What it knows ends with the line: begin the next with a new one.
pub struct Decoder {
    /// By the number of the exchange segment, as an unsigned byte.
    dividers: Box<[NonZeroU64; 256]>,
    symbols: Symbols,
    authenticated: bool,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder for a new line.
    pub fn new() -> Self {
        Self {
            dividers: Box::new([DEFAULT_DIVIDER; 256]),
            symbols: Symbols::default(),
            authenticated: false,
        }
    }

    /// Decodes a text frame; `None` where it is not understood.
    pub fn text(&mut self, text: &str, sink: &mut impl Sink) -> Option<Control> {
        let Some(message) = object(text) else {
            sink.problem(Problem::InvalidText);
            return None;
        };
        let code = message.get("message_code").and_then(whole);
        Some(match code {
            Some(1117 | 1119) => self.login(&message, sink),
            Some(1109) => self.subscribed(&message, sink),
            _ if !self.authenticated => Control::Refused {
                message: words(&message),
            },
            _ => Control::Other { code },
        })
    }

    /// Decodes a binary frame: messages one after the other.
    pub fn binary(&mut self, frame: &[u8], sink: &mut impl Sink) {
        let mut left = frame;
        while !left.is_empty() {
            let Some(length) = left.first_chunk().map(|two| u16::from_le_bytes(*two)) else {
                return sink.problem(Problem::Truncated);
            };
            let length = usize::from(length);
            if length < HEADER {
                // Where the next message begins cannot be known.
                return sink.problem(Problem::InvalidLength);
            }
            let Some((message, rest)) = left.split_at_checked(length) else {
                return sink.problem(Problem::Truncated);
            };
            if let Some(message) = Message::new(message) {
                self.message(message, sink);
            }
            left = rest;
        }
    }

    #[inline]
    fn message(&mut self, message: Message<'_>, sink: &mut impl Sink) {
        let exchange = usize::from(message.exchange.cast_unsigned());
        let divider = *self.dividers.get(exchange).unwrap_or(&DEFAULT_DIVIDER);
        message.decode(divider, &mut self.symbols, sink);
    }

    fn login(&mut self, message: &Map<String, Value>, sink: &mut impl Sink) -> Control {
        if message.get("format").and_then(Value::as_str) == Some("native_fallback") {
            return Control::Downgraded;
        }
        self.dividers.fill(DEFAULT_DIVIDER);
        self.authenticated = true;
        let mut exchanges = 0;
        for (name, facts) in message
            .get("exchanges")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let told = facts.get("value").and_then(whole);
            let id = match told {
                Some(id) => i8::try_from(id).ok(),
                None => Segment::from_text(name).and_then(|segment| segment.id()),
            };
            let Some(id) = id else { continue };
            let Some(divider) = facts.get("divider") else {
                continue;
            };
            let number = whole(divider).and_then(|number| u64::try_from(number).ok());
            let Some(divider) = number.and_then(NonZeroU64::new) else {
                sink.problem(Problem::InvalidDivider { exchange: id });
                continue;
            };
            if let Some(place) = self.dividers.get_mut(usize::from(id.cast_unsigned())) {
                *place = divider;
                exchanges += 1;
            }
        }
        Control::Authenticated { exchanges }
    }

    fn subscribed(&mut self, message: &Map<String, Value>, sink: &mut impl Sink) -> Control {
        let mut symbols = 0;
        for (instrument, symbol) in message
            .get("trading_symbols")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let (Ok(instrument), Some(symbol)) = (instrument.parse(), symbol.as_str()) else {
                sink.problem(Problem::InvalidText);
                continue;
            };
            if self.symbols.insert(instrument, symbol) {
                symbols += 1;
            } else {
                sink.problem(Problem::TooManySymbols);
            }
        }
        Control::Subscribed { symbols }
    }
}
