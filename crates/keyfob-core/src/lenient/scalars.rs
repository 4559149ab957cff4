//! Values of another JSON type than they should be.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::plain::Plain;

/// Decodes a value as it is, or converted; `None` if neither will do.
#[inline]
pub(super) fn convert<T: DeserializeOwned>(value: Plain<'_>) -> Option<T> {
    // serde would take a list for an object, member by member in the order in which the type has them.
    let is_misread = value.text.starts_with('[') && is_object::<T>();
    if !is_misread && let Ok(value) = T::deserialize(value) {
        return Some(value);
    }
    reread(value.text)
}

/// Decodes a value of another JSON type.
#[cold]
fn reread<T: DeserializeOwned>(text: &str) -> Option<T> {
    // As most that are not there are written.
    if text == "\"\"" {
        return T::deserialize(Plain::of("null")).ok();
    }
    let readings = readings(text);
    readings
        .iter()
        .find_map(|text| T::deserialize(Plain::of(text)).ok())
}

/// Whether the type is that of an object: it takes an object without members, and no text.
pub(crate) fn is_object<T: DeserializeOwned>() -> bool {
    serde_json::from_str::<T>("{}").is_ok() && serde_json::from_str::<T>("\"\"").is_err()
}

/// The same scalar as JSON of other types, best first.
fn readings(text: &str) -> Vec<Cow<'_, str>> {
    if let Ok(string) = serde_json::from_str::<String>(text) {
        let plain = string.trim();
        if plain.is_empty() {
            return vec!["null".into()];
        }
        let mut readings = vec![
            plain.to_owned(),
            whole(plain).to_owned(),
            plain.to_ascii_lowercase(),
        ];
        readings.extend(without_groups(plain));
        return readings.into_iter().map(Cow::Owned).collect();
    }
    match text {
        "0" => vec!["\"0\"".into(), "false".into()],
        "1" => vec!["\"1\"".into(), "true".into()],
        "true" => vec!["\"true\"".into(), "1".into()],
        "false" => vec!["\"false\"".into(), "0".into()],
        _ if text.starts_with(['{', '[']) => Vec::new(),
        number => vec![whole(number).into(), format!("\"{number}\"").into()],
    }
}

/// A number without a fraction of zeros.
fn whole(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
        _ => number,
    }
}

/// A number without the commas between its groups of digits, of three as in `1,234.50` or of two as in `12,34,567`, without a plus
/// sign, and without zeros before it.
fn without_groups(number: &str) -> Option<String> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number =
        is_grouped(whole) && is_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let plain = whole.replace(',', "");
    let plain = match plain.trim_start_matches('0') {
        "" => "0",
        plain => plain,
    };
    is_number.then(|| match fraction.bytes().all(|b| b == b'0') {
        true => format!("{sign}{plain}"),
        false => format!("{sign}{plain}.{fraction}"),
    })
}

/// Digits alone, or in groups: up to three, then twos or threes, three at last.
fn is_grouped(whole: &str) -> bool {
    if !is_digits(&whole.replace(',', "")) {
        return false;
    }
    let mut lengths = whole.split(',').map(str::len);
    let (first, last) = (lengths.next(), lengths.next_back());
    match (first, last) {
        (_, None) => true,
        (Some(1..=3), Some(3)) => lengths.all(|length| (2..=3).contains(&length)),
        _ => false,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert<T: DeserializeOwned>(text: &str) -> Option<T> {
        super::convert(Plain::of(text))
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [
            ("1,234", Some(1234)),
            ("12,34,567", Some(1_234_567)),
            ("-1,234.00", Some(-1234)),
            ("+7", Some(7)),
            ("007", Some(7)),
            ("1,23", None),
            ("1,2345", None),
            ("1234,567", None),
            (",123", None),
            ("1,,234", None),
            ("1.234,5", None),
            ("", None),
            ("-", None),
            (".", None),
        ] {
            let json = serde_json::Value::from(text).to_string();
            assert_eq!(convert::<i64>(&json), number, "{text}");
        }
        assert_eq!(convert::<f64>("\"1,234.50\""), Some(1234.5));
        assert_eq!(convert::<f64>("\".5\""), Some(0.5));
    }

    #[test]
    fn a_text_stays_as_it_is() {
        assert_eq!(convert::<String>("\" 1,234 \"").as_deref(), Some(" 1,234 "));
    }
}
