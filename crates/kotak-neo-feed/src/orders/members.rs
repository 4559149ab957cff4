//! Members of a JSON object, read tolerantly: a number may be a text, a text a number.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// An object whose members are taken one by one. What is not taken, or cannot be read, stays.
pub(super) struct Members(Map<String, Value>);

impl Members {
    pub(super) const fn new(object: Map<String, Value>) -> Self {
        Self(object)
    }

    /// A text; a number as it is written.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.take(key, |value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// A whole number, exact: never by way of a float that could have lost digits.
    pub(super) fn whole(&mut self, key: &str) -> Option<i64> {
        self.take(key, |value| match value {
            Value::Number(number) if number.is_i64() => number.as_i64(),
            other => whole(decimal(other)?),
        })
    }

    /// A decimal number.
    pub(super) fn decimal(&mut self, key: &str) -> Option<Decimal> {
        self.take(key, decimal)
    }

    pub(super) fn rest(self) -> Map<String, Value> {
        self.0
    }

    fn take<T>(&mut self, key: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.0.get(key)?;
        let read = read(value);
        if read.is_some() || value.is_null() {
            self.0.remove(key);
        }
        read
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()
}

fn whole(number: Decimal) -> Option<i64> {
    number.is_integer().then(|| number.try_into().ok())?
}
