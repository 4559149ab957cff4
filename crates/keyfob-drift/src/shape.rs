//! What a value looks like, in words that do not tell it.

mod date;

use serde_json::{Number, Value};

pub(crate) use self::date::date_pattern;

/// Longer texts are not told apart.
const LONGEST: usize = 64;

/// The shape of a value.
pub(crate) fn shape_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "true or false".to_owned(),
        Value::Number(number) => number_shape(number),
        Value::String(text) => text_shape(text),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn number_shape(number: &Number) -> String {
    if number.is_f64() {
        return match decimals(&number.to_string()) {
            Some(places) => format!("a number with {}", counted(places, "decimal")),
            None => "a number with an exponent".to_owned(),
        };
    }
    "a whole number".to_owned()
}

/// The shape of a text.
pub(crate) fn text_shape(text: &str) -> String {
    let length = text.chars().count();
    if length == 0 {
        return "an empty text".to_owned();
    }
    if text.trim().is_empty() {
        return "a blank text".to_owned();
    }
    if let Some(pattern) = date_pattern(text) {
        return format!("a date like {pattern}");
    }
    if is_uuid(text) {
        return "a UUID".to_owned();
    }
    if length > LONGEST {
        return format!("a text of more than {LONGEST} characters");
    }
    if is_number(text) && !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let places = decimals(text).unwrap_or_default();
        return format!("a number as text with {}", counted(places, "decimal"));
    }
    let all = |is: fn(char) -> bool| text.chars().all(is);
    let unit = if all(|c| c.is_ascii_digit()) {
        "digit"
    } else if all(char::is_alphabetic) {
        "letter"
    } else if all(char::is_alphanumeric) {
        return format!("a text of {length} letters and digits");
    } else {
        "character"
    };
    format!("a text of {}", counted(length, unit))
}

/// The shape of a name, for the place of a name that may be data.
pub(crate) fn name_shape(name: &str) -> String {
    let shape = text_shape(name);
    let bare = shape.trim_start_matches("a text of ");
    format!("{{{bare}}}")
}

/// Whether it is a number in decimal digits, as prices are sent.
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut parts = digits.splitn(2, '.');
    let whole = parts.next().unwrap_or_default();
    let fraction = parts.next();
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has = !whole.is_empty() || fraction.is_some_and(|part| !part.is_empty());
    has && all(whole) && fraction.is_none_or(all)
}

/// How many digits are behind the point; `None` where there is an exponent.
fn decimals(text: &str) -> Option<usize> {
    if text.contains(['e', 'E']) {
        return None;
    }
    Some(text.split_once('.').map_or(0, |(_, behind)| behind.len()))
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    let hex = text
        .bytes()
        .all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    hex && parts == [8, 4, 4, 4, 12]
}

fn counted(count: usize, unit: &str) -> String {
    match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_have_shapes() {
        for (value, shape) in [
            (json!(null), "null"),
            (json!(true), "true or false"),
            (json!(17), "a whole number"),
            (json!(17.25), "a number with 2 decimals"),
            (json!(1e40), "a number with an exponent"),
            (json!(""), "an empty text"),
            (json!(" "), "a blank text"),
            (json!("7"), "a text of 1 digit"),
            (json!("-17.50"), "a number as text with 2 decimals"),
            (json!("abc"), "a text of 3 letters"),
            (json!("AB123"), "a text of 5 letters and digits"),
            (json!("a@b.c"), "a text of 5 characters"),
            (json!("x".repeat(65)), "a text of more than 64 characters"),
            (json!("2513f132-e8ce-4f5d-b5df-fb620c821c51"), "a UUID"),
            (json!("2026-01-05"), "a date like YYYY-00-00"),
            (json!([]), "an empty list"),
            (json!([1]), "a list"),
            (json!({}), "an empty object"),
            (json!({"a": 1}), "an object"),
        ] {
            assert_eq!(shape_of(&value), shape, "{value}");
        }
    }

    #[test]
    fn names_that_may_be_data_have_shapes_too() {
        assert_eq!(name_shape("9876543210"), "{10 digits}");
        assert_eq!(name_shape("a@b.c"), "{5 characters}");
    }

    #[test]
    fn numbers_are_told_from_other_texts() {
        for text in ["0", "-1", "+1.50", ".5", " 12 ", "1."] {
            assert!(is_number(text), "{text:?}");
        }
        for text in ["", ".", "-", "1e5", "1,000", "NaN", "1.2.3"] {
            assert!(!is_number(text), "{text:?}");
        }
    }
}
