//! Fields of a message at random, by its layout.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value, json};

use super::layout::range;

/// Numbers at random (SplitMix64), the same for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[usize::try_from(self.below(items.len() as u64)).unwrap()]
    }

    /// A word of 1 to `longest` letters.
    pub(crate) fn word(&mut self, longest: u64) -> String {
        let letters = 1 + self.below(longest);
        let letter = |_| char::from(b'A' + u8::try_from(self.below(26)).unwrap());
        (0..letters).map(letter).collect()
    }

    /// A value for each field that has not the one value; no two numbers of more than a byte are the same. Lists are
    /// empty, and so are their counts.
    pub(crate) fn fields(&mut self, layout: &Value) -> Map<String, Value> {
        let mut seen = BTreeSet::new();
        let mut fields = Map::new();
        for field in layout["fields"].as_array().unwrap() {
            let is_free = field.get("value").is_none() && field.get("counts").is_none();
            if is_free {
                let value = loop {
                    let value = self.value(field);
                    let is_small = ["u8", "i8"].contains(&field["type"].as_str().unwrap());
                    if is_small || seen.insert(value.to_string()) || value == json!([]) {
                        break value;
                    }
                };
                fields.insert(field["name"].as_str().unwrap().to_owned(), value);
            }
        }
        fields
    }

    /// A value that fits the field.
    pub(crate) fn value(&mut self, field: &Value) -> Value {
        let kind = field["type"].as_str().unwrap();
        match (kind, field["unit"].as_str()) {
            // 2001 to 2033, and now and then none.
            (_, Some("time")) => match self.below(8) {
                0 => json!(0),
                _ => json!(1_000_000_000 + self.below(1_000_000_000)),
            },
            ("f64", _) => json!((self.next() >> 12) as f64 / 64.0),
            ("list", _) => json!([]),
            ("text", _) => json!(self.word(field["size"].as_u64().unwrap_or(20))),
            _ => match field["one-of"].as_array() {
                Some(values) => self.of(values).clone(),
                None => self.number(kind),
            },
        }
    }

    fn number(&mut self, kind: &str) -> Value {
        let (least, greatest) = range(kind).unwrap();
        let width = u128::try_from(greatest - least).unwrap() + 1;
        let number = least + i128::try_from(u128::from(self.next()) % width).unwrap();
        Value::Number(Number::from_i128(number).unwrap())
    }
}
