//! JSON as far as the types promise to keep it.

use serde_json::{Map, Number, Value};

/// Without what the types do not tell apart: a member that is null, an empty list or an empty object, and one that is
/// missing; `1.0` and `1`.
pub fn canon(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(canon).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, member)| (name.clone(), canon(member)));
            Value::Object(
                members
                    .filter(|(_, member)| !is_nothing(member))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Number(number) => Value::Number(whole(number).unwrap_or_else(|| number.clone())),
        other => other.clone(),
    }
}

/// Whether it is null, or has neither members nor rows.
pub fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A number with a fraction of zeros as the integer that it is, as long as that is exact.
fn whole(number: &Number) -> Option<Number> {
    let float = number.as_f64().filter(|_| number.is_f64())?;
    (float.fract() == 0.0 && float.abs() < 2_f64.powi(53)).then(|| Number::from(float as i64))
}

/// A scalar as text, without quotes.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
