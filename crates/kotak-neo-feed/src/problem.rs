//! What could not be understood.

use std::fmt;

/// What a codec could not understand. It never ends what comes after it in a frame, as far as that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// The frame ends before what it began.
    Truncated,
    /// A length does not fit what it is the length of.
    InvalidLength,
    /// Less rows of an order book than were announced. Those that are whole were taken.
    MissingRows,
    /// SFeed: a message of a code and a level that are not known. It was skipped.
    UnknownMessage {
        /// The code of the message.
        code: u16,
        /// The level.
        level: u8,
    },
    /// HSM: a frame of a type that is not known.
    UnknownFrame {
        /// The type.
        kind: u8,
    },
    /// HSM: a record of a kind that is not known. It was skipped.
    UnknownRecord {
        /// The kind.
        kind: u8,
    },
    /// HSM: an answer that says neither yes nor no.
    UnknownStatus,
    /// HSM: an update of a topic that no snapshot introduced.
    UnknownTopic {
        /// The number of the topic.
        id: u32,
    },
    /// HSM: a topic that is no scrip, index or depth, or has no usable name.
    InvalidTopic,
    /// HSM: more topics than can be subscribed to. The new one was not kept.
    TooManyTopics,
    /// HSM: prices without a usable multiplier and number of decimals, or an update that changes those. Prices that
    /// cannot be told are not told.
    InvalidScale,
    /// SFeed: a divider that is no number above zero. As in the vendor's client, 100 is taken.
    InvalidDivider {
        /// The number of the exchange segment.
        exchange: i8,
    },
    /// SFeed: more trading symbols than can be subscribed to. The new one was not kept.
    TooManySymbols,
    /// Text that is not UTF-8, not JSON, or JSON of another shape.
    InvalidText,
    /// A binary frame where text is due.
    UnexpectedBinary,
    /// A text frame where binary is due.
    UnexpectedText,
}

impl Problem {
    /// A word for metrics and logs: each kind of problem has one.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::InvalidLength => "invalid_length",
            Self::MissingRows => "missing_rows",
            Self::UnknownMessage { .. } => "unknown_message",
            Self::UnknownFrame { .. } => "unknown_frame",
            Self::UnknownRecord { .. } => "unknown_record",
            Self::UnknownStatus => "unknown_status",
            Self::UnknownTopic { .. } => "unknown_topic",
            Self::InvalidTopic => "invalid_topic",
            Self::TooManyTopics => "too_many_topics",
            Self::InvalidScale => "invalid_scale",
            Self::InvalidDivider { .. } => "invalid_divider",
            Self::TooManySymbols => "too_many_symbols",
            Self::InvalidText => "invalid_text",
            Self::UnexpectedBinary => "unexpected_binary",
            Self::UnexpectedText => "unexpected_text",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMessage { code, level } => {
                write!(f, "unknown message {code} of level {level}")
            }
            Self::UnknownFrame { kind } => write!(f, "unknown type of frame {kind}"),
            Self::UnknownRecord { kind } => write!(f, "unknown kind of record {kind}"),
            Self::UnknownTopic { id } => write!(f, "update of the unknown topic {id}"),
            Self::InvalidDivider { exchange } => {
                write!(f, "invalid divider of the exchange segment {exchange}")
            }
            other => {
                for (at, word) in other.label().split('_').enumerate() {
                    write!(f, "{}{word}", if at > 0 { " " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}
