//! The server's answers.

use serde_json::Value;

use crate::Problem;
use crate::reader::Reader;

/// What a frame asks for or answers, besides data.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Control {
    /// The line is accepted.
    Connected {
        /// After how many frames of data the server wants an acknowledgement; 0 for never.
        ack_interval: u64,
    },
    /// The line is refused.
    Refused {
        /// Whether the answer had no fields at all, for which the vendor's client has a message of its own.
        empty: bool,
    },
    /// Now [`acknowledge`](super::acknowledge) is to be sent with this number.
    Acknowledge(u32),
    /// The answer to a subscription.
    Subscription {
        /// Whether it is accepted.
        ok: bool,
    },
    /// The answer to the end of a subscription.
    Unsubscription {
        /// Whether it is accepted.
        ok: bool,
    },
    /// The answer to a snapshot.
    Snapshot {
        /// Whether it is accepted.
        ok: bool,
    },
    /// The answer to a pause.
    Paused {
        /// Whether it is accepted.
        ok: bool,
    },
    /// The answer to the end of a pause.
    Resumed {
        /// Whether it is accepted.
        ok: bool,
    },
    /// The contracts of an option chain.
    OptionChain {
        /// The key that was asked for.
        key: String,
        /// The `data` of the answer's JSON.
        data: Value,
    },
    /// The option chain is refused.
    OptionChainRefused,
}

/// Reads an answer; `kind` is the frame's type.
pub(super) fn answer(kind: u8, frame: Reader<'_>) -> Result<Control, Problem> {
    match kind {
        1 => connection(frame),
        4 => Ok(Control::Subscription { ok: status(frame)? }),
        5 => Ok(Control::Unsubscription { ok: status(frame)? }),
        7 => Ok(Control::Paused { ok: status(frame)? }),
        8 => Ok(Control::Resumed { ok: status(frame)? }),
        9 => Ok(Control::Snapshot { ok: status(frame)? }),
        10 => option_chain(frame),
        kind => Err(Problem::UnknownFrame { kind }),
    }
}

fn connection(mut frame: Reader<'_>) -> Result<Control, Problem> {
    let fields = frame.u8().ok_or(Problem::Truncated)?;
    if fields == 0 {
        return Ok(Control::Refused { empty: true });
    }
    let ok = yes_or_no(field(&mut frame)?)?;
    let interval = if fields > 1 { field(&mut frame)? } else { &[] };
    Ok(if ok {
        Control::Connected {
            ack_interval: number(interval),
        }
    } else {
        Control::Refused { empty: false }
    })
}

fn option_chain(mut frame: Reader<'_>) -> Result<Control, Problem> {
    if !status(frame)? {
        return Ok(Control::OptionChainRefused);
    }
    frame.u8().ok_or(Problem::Truncated)?;
    field(&mut frame)?;
    let key = text(field(&mut frame)?);
    let mut answer: Value =
        serde_json::from_slice(field(&mut frame)?).map_err(|_| Problem::InvalidText)?;
    let data = answer.get_mut("data").ok_or(Problem::InvalidText)?.take();
    Ok(Control::OptionChain { key, data })
}

/// The first field of an answer. An answer without fields says no.
fn status(mut frame: Reader<'_>) -> Result<bool, Problem> {
    match frame.u8().ok_or(Problem::Truncated)? {
        0 => Ok(false),
        _ => yes_or_no(field(&mut frame)?),
    }
}

fn yes_or_no(status: &[u8]) -> Result<bool, Problem> {
    match status {
        b"K" => Ok(true),
        b"N" => Ok(false),
        _ => Err(Problem::UnknownStatus),
    }
}

fn field<'a>(frame: &mut Reader<'a>) -> Result<&'a [u8], Problem> {
    let _number = frame.u8().ok_or(Problem::Truncated)?;
    let length = frame.u16_be().ok_or(Problem::Truncated)?;
    frame.bytes(length.into()).ok_or(Problem::Truncated)
}

/// A big-endian number of any length; what does not fit is as large as can be.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .try_fold(0_u64, |number, byte| {
            Some(number.checked_mul(256)? | u64::from(*byte))
        })
        .unwrap_or(u64::MAX)
}

/// A text of the server. It sends ASCII; what is not UTF-8 is read a byte a character, as the vendor's client reads all.
pub(super) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
