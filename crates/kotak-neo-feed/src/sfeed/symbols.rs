//! Names that messages do not have in full: trading symbols, and those of indices.

use std::collections::HashMap;
use std::sync::Arc;

use crate::sfeed::MAX_SUBSCRIPTIONS;
use crate::table::Table;
use crate::{Instrument, Segment, Token};

/// The length of an index's name in its message.
pub(super) const INDEX_NAME: usize = 21;

/// Symbols of instruments that were unsubscribed from stay, so there may be more than can be subscribed to.
const MAX_SYMBOLS: usize = 8 * MAX_SUBSCRIPTIONS;

const MAX_SYMBOL_LEN: usize = 100;

const MAX_INDICES: usize = 1024;

/// The trading symbols of a line.
#[derive(Default)]
pub(super) struct Symbols {
    by_number: Table<u64, Arc<str>>,
    by_name: HashMap<Instrument, Arc<str>>,
    indices: Table<u64, Index>,
}

/// The names of an index, kept so that its next message needs no allocation.
#[derive(Clone)]
pub(super) struct Index {
    raw: [u8; INDEX_NAME],
    pub(super) name: Option<Arc<str>>,
    pub(super) symbol: Option<Arc<str>>,
}

impl Symbols {
    /// Keeps what a subscription's answer says of `instrument`; `false` where it cannot be kept.
    pub(super) fn insert(&mut self, instrument: Instrument, symbol: &str) -> bool {
        if symbol.len() > MAX_SYMBOL_LEN {
            return false;
        }
        let full = self.by_number.len() + self.by_name.len() >= MAX_SYMBOLS;
        match (instrument.segment.id(), &instrument.token) {
            (Some(exchange), Token::Number(number)) => {
                let key = key(exchange, *number);
                if full && !self.by_number.contains_key(&key) {
                    return false;
                }
                self.by_number.insert(key, symbol.into());
            }
            _ => {
                if full && !self.by_name.contains_key(&instrument) {
                    return false;
                }
                self.by_name.insert(instrument, symbol.into());
            }
        }
        self.indices.clear();
        true
    }

    /// The symbol of an instrument.
    #[inline]
    pub(super) fn of(&self, exchange: i8, token: u32) -> Option<Arc<str>> {
        self.by_number.get(&key(exchange, token)).cloned()
    }

    /// The names of an index, whose message has `raw`. Its symbol is told by its number or by its name.
    pub(super) fn index(&mut self, exchange: i8, token: u32, raw: [u8; INDEX_NAME]) -> Index {
        let key = key(exchange, token);
        if let Some(known) = self.indices.get(&key).filter(|known| known.raw == raw) {
            return known.clone();
        }
        let name = text(&raw);
        let symbol = self.of(exchange, token).or_else(|| {
            let named = Instrument {
                segment: Segment::from_id(exchange),
                token: Token::from_text(name.as_deref()?)?,
            };
            self.by_name.get(&named).cloned()
        });
        let index = Index { raw, name, symbol };
        if self.indices.len() < MAX_INDICES || self.indices.contains_key(&key) {
            self.indices.insert(key, index.clone());
        }
        index
    }
}

/// A text of fixed length, filled up with zeros; `None` where it is empty. What is not UTF-8 is replaced.
pub(super) fn text(raw: &[u8]) -> Option<Arc<str>> {
    let text = raw.split(|byte| *byte == 0).next()?;
    let text = String::from_utf8_lossy(text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

#[inline]
fn key(exchange: i8, token: u32) -> u64 {
    u64::from(exchange.cast_unsigned()) << 32 | u64::from(token)
}
