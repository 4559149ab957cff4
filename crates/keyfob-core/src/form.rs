//! Bodies of forms.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The media type.
pub(crate) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// Why a value cannot be written as a form.
pub(crate) const REFUSED: &str = "has a member that is neither text nor a number";

/// Writes an object as a form: texts, numbers and flags as they are, what is null not at all.
///
/// A list is its name once for each item: the style `form` of OpenAPI.
pub(crate) fn encode(body: &(impl Serialize + ?Sized)) -> Option<String> {
    // Decimals and times are raw JSON, which this serializer does not know.
    serde_urlencoded::to_string(body)
        .ok()
        .or_else(|| encode_json(&serde_json::to_string(body).ok()?))
}

fn encode_json(json: &str) -> Option<String> {
    let mut pairs = Pairs::default();
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.deserialize_map(&mut pairs).ok()?;
    match pairs.is_refused {
        true => None,
        false => serde_urlencoded::to_string(pairs.written).ok(),
    }
}

/// The names and values of a form, digit by digit as they stand in JSON.
#[derive(Default)]
struct Pairs {
    written: Vec<(String, String)>,
    name: String,
    is_refused: bool,
}

impl Pairs {
    fn add(&mut self, json: &str, is_item: bool) {
        match json.as_bytes().first() {
            Some(b'n') => {}
            Some(b'"') => match serde_json::from_str(json) {
                Ok(text) => self.written.push((self.name.clone(), text)),
                Err(_) => self.is_refused = true,
            },
            Some(b'[') if !is_item => {
                let mut reader = serde_json::Deserializer::from_str(json);
                self.is_refused |= reader.deserialize_seq(&mut *self).is_err();
            }
            Some(b'[' | b'{') | None => self.is_refused = true,
            Some(_) => self.written.push((self.name.clone(), json.to_owned())),
        }
    }
}

impl<'de> Visitor<'de> for &mut Pairs {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            self.name = name;
            let value = map.next_value::<&RawValue>()?;
            self.add(value.get(), false);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(item) = seq.next_element::<&RawValue>()? {
            self.add(item.get(), true);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        #[derive(Serialize)]
        struct Order<'a> {
            name: &'a str,
            price: &'a RawValue,
        }
        let price = RawValue::from_string("0.10000000000000000001".to_owned()).unwrap();
        let order = Order {
            name: "a b&",
            price: &price,
        };
        assert_eq!(
            encode(&order).as_deref(),
            Some("name=a+b%26&price=0.10000000000000000001")
        );
    }

    #[test]
    fn lists_are_repeated_and_nothing_is_left_out() {
        let body = json!({"a": ["x", 1, true], "b": null, "c": [], "d": "\u{e9}\n"});
        assert_eq!(encode(&body).as_deref(), Some("a=x&a=1&a=true&d=%C3%A9%0A"));
    }

    #[test]
    fn what_has_no_form_is_refused() {
        for body in [
            json!({"a": {"b": 1}}),
            json!({"a": [[1]]}),
            json!([1]),
            json!("a"),
        ] {
            assert_eq!(encode(&body), None, "{body}");
        }
    }
}
