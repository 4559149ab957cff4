use serde_json::json;

use super::*;
use crate::embedded;

/// What serde derives.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    #[serde(rename = "jData", with = "embedded")]
    data: Vec<u8>,
    #[serde(default, with = "embedded")]
    more: Vec<u8>,
    #[serde(default)]
    rows: Vec<u8>,
    side: String,
    tag: Option<String>,
}

struct Read(Order);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = &["jData", "more", "rows", "side", "tag"];
        let (
            NeededAs::<embedded::Form, _>(data, _),
            (
                SparedAs::<embedded::Form, _>(more, _),
                (Spared(rows), (Needed(side), (Needed(tag), ()))),
            ),
        ) = read(deserializer, "Order", names)?;
        Ok(Self(Order {
            data,
            more,
            rows,
            side,
            tag,
        }))
    }
}

#[test]
fn what_is_read_and_refused_is_as_serde_derives_it() {
    for text in [
        r#"{"jData":"[1]","more":"[2]","rows":[3],"side":"B","tag":"x"}"#,
        r#"{"tag":null,"side":"B","jData":"[1]"}"#,
        r#"{"side":"B"}"#,
        r#"{"jData":"[1]"}"#,
        r#"{"jData":"[1]","side":"B","side":"S"}"#,
        r#"{"jData":"[1]","side":"B","other":1}"#,
        r#"{"jData":"[1]","side":null}"#,
        r#"{"jData":[1],"side":"B"}"#,
        r#"{"jData":"[1]","side":"B","rows":null}"#,
        r#"{"jData":"[1]","side":"B""#,
        "{}",
        "7",
    ] {
        let derived = serde_json::from_str::<Order>(text).map_err(|error| error.to_string());
        let read = serde_json::from_str::<Read>(text).map_err(|error| error.to_string());
        assert_eq!(read.map(|read| read.0), derived, "{text}");
    }
}

#[test]
fn it_is_read_from_other_things_than_texts() {
    let value = json!({"jData": "[1]", "side": "B"});
    let Read(order) = serde_json::from_value(value).unwrap();
    assert_eq!((order.data, order.side), (vec![1], "B".to_owned()));
    let reader = &br#"{"j\u0044ata":"[1]","side":"B"}"#[..];
    let Read(order) = serde_json::from_reader(reader).unwrap();
    assert_eq!(order.data, [1]);
}
