//! What HSM is subscribed to.

use std::fmt;

use crate::{Instrument, Segment, Token};

/// A kind of topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicKind {
    /// `sf`: the quote of an instrument with its best bid and offer.
    Scrip,
    /// `if`: the value of an index.
    Index,
    /// `dp`: five levels of an order book a side.
    Depth,
}

impl TopicKind {
    /// The vendor's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scrip => "sf",
            Self::Index => "if",
            Self::Depth => "dp",
        }
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        match text {
            "sf" => Some(Self::Scrip),
            "if" => Some(Self::Index),
            "dp" => Some(Self::Depth),
            _ => None,
        }
    }
}

/// A topic: what of which instrument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic {
    /// What.
    pub kind: TopicKind,
    /// Of which instrument or index.
    pub instrument: Instrument,
}

impl Topic {
    /// Reads `sf|nse_cm|11536`.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let (kind, instrument) = text.split_once('|')?;
        let (segment, token) = instrument.split_once('|')?;
        Some(Self {
            kind: TopicKind::from_text(kind)?,
            instrument: Instrument {
                segment: Segment::from_text(segment)?,
                token: Token::from_text(token)?,
            },
        })
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.kind.as_str(), self.instrument)
    }
}
