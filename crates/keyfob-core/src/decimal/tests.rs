//! Decimals on the wire, digit by digit.

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    #[serde(with = "number")]
    price: Decimal,
    #[serde(default, with = "number_option")]
    stop: Option<Decimal>,
    #[serde(default, with = "number_list")]
    steps: Vec<Decimal>,
    #[serde(with = "text")]
    limit: Decimal,
    #[serde(default, with = "text_option")]
    trigger: Option<Decimal>,
    #[serde(default, with = "text_list")]
    legs: Vec<Decimal>,
}

/// A float would make `0.1` of these digits, or lose the last ones.
const DIGITS: [&str; 6] = [
    "0.1",
    "0",
    "-7",
    "0.0500",
    "123456789012345678.0123456789",
    "0.1000000000000000055511151231",
];

#[test]
fn every_digit_survives_in_every_form() {
    for digits in DIGITS {
        let json = format!(
            r#"{{"price":{digits},"stop":{digits},"steps":[{digits}],"limit":"{digits}","trigger":"{digits}","legs":["{digits}"]}}"#
        );
        let order: Order = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&order).unwrap(), json);
        for decimal in [order.price, order.limit, order.legs[0], order.steps[0]] {
            assert_eq!(decimal.to_string(), digits);
        }
    }
}

#[test]
fn either_form_is_read_and_null_is_none() {
    let json =
        r#"{"price":" 10.50 ","stop":null,"steps":["1e2"],"limit":10.50,"trigger":0.1,"legs":[3]}"#;
    let order: Order = serde_json::from_str(json).unwrap();
    assert_eq!(order.price.to_string(), "10.50");
    assert_eq!((order.stop, order.price), (None, order.limit));
    assert_eq!(order.trigger, Some(Decimal::new(1, 1)));
    assert_eq!(order.steps[0].to_string(), "100");
    assert_eq!(order.legs, [Decimal::from(3)]);
    let json = serde_json::to_string(&order).unwrap();
    assert!(json.contains(r#""stop":null"#), "{json}");
}

#[test]
fn what_is_no_decimal_or_would_be_rounded_is_refused() {
    for text in [
        r#""""#,
        r#""ten""#,
        "null",
        "true",
        "[1]",
        "{}",
        r#""1,5""#,
        r#""NaN""#,
        "0.12345678901234567890123456789",
    ] {
        let mut reader = serde_json::Deserializer::from_str(text);
        assert!(number::deserialize(&mut reader).is_err(), "{text}");
        let mut reader = serde_json::Deserializer::from_str(text);
        let optional = text_option::deserialize(&mut reader);
        assert_eq!(optional.is_err(), text != "null", "{text}");
    }
}

/// `serde_json/arbitrary_precision` would be switched on for the whole program.
#[test]
fn numbers_of_other_values_stay_as_they_are() {
    let value: serde_json::Value = serde_json::from_str("0.10").unwrap();
    assert_eq!(value.to_string(), "0.1", "a feature of serde_json leaked");
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_say_how_they_travel() {
    let mut generator = schemars::SchemaGenerator::default();
    let schema = number_option::json_schema(&mut generator);
    assert_eq!(
        schema.as_value()["type"],
        serde_json::json!(["number", "null"])
    );
    let schema = text::json_schema(&mut generator);
    assert_eq!(schema.as_value()["type"], "string");
}

#[test]
fn a_short_number_is_the_same_as_by_the_librarys_own_reading() {
    for text in [
        "0",
        "0.00",
        "007",
        "10.50",
        "1.",
        ".5",
        "",
        ".",
        "1.2.3",
        "-1",
        "+1",
        "1e2",
        "123456789012345678",
        "1234567890.1234567",
        "1234567890123456789",
        "1 ",
        "1,2",
    ] {
        let shown = |number: Option<Decimal>| number.map(|number| number.to_string());
        let known = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
        assert_eq!(shown(super::exact(text)), shown(known.ok()), "{text}");
    }
}
