//! The JSON of the control plane. Read tolerantly: a number may be a text.

use serde_json::{Map, Value};

/// What a text frame says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Control {
    /// The login is accepted (message 1117 or 1119), and the dividers of prices are known.
    Authenticated {
        /// How many exchange segments have a divider.
        exchanges: usize,
    },
    /// The login is accepted, but only with a form of messages that is not this one (`native_fallback`).
    Downgraded,
    /// Another message where the answer to the login is due.
    Refused {
        /// The vendor's words, shortened to 200 characters; empty where there are none.
        message: String,
    },
    /// Instruments are subscribed to (message 1109), and their trading symbols are known.
    Subscribed {
        /// How many symbols it told.
        symbols: usize,
    },
    /// Another message.
    Other {
        /// Its code.
        code: Option<i64>,
    },
}

/// A text frame as JSON; `None` where it is no object.
pub(super) fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(text).ok()
}

/// A whole number, also where it is written as a text or with a point.
pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            // Beyond these, a float is no exact whole number.
            let exact = float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0;
            exact.then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
