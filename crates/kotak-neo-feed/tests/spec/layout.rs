//! Bytes of a message by its `x-layout` alone.

use serde_json::{Map, Value};

/// The bytes of a message of this document that holds these fields. Fields of one `value` and lengths need not be named.
///
/// # Panics
/// Where a field is absent, is not in the layout, or does not fit.
pub(crate) fn encode(message: &Value, fields: &Value) -> Vec<u8> {
    let layout = &message["x-layout"];
    let mut encoder = Encoder {
        big: match layout["byte-order"].as_str() {
            Some("big") => true,
            Some("little") => false,
            other => panic!("byte-order: {other:?}"),
        },
        records: &message["x-records"],
        bytes: Vec::new(),
        lengths: Vec::new(),
    };
    let mut named = members(fields);
    encoder.fields(&layout["fields"], &mut named);
    assert!(named.is_empty(), "not in the layout: {named:?}");
    encoder.finish()
}

/// The least and the greatest number of a type; `None` where it is no whole number.
pub(crate) fn range(kind: &str) -> Option<(i128, i128)> {
    let (signed, rest) = match (kind.strip_prefix('u'), kind.strip_prefix('i')) {
        (Some(rest), _) => (false, rest),
        (_, Some(rest)) => (true, rest),
        _ => return None,
    };
    let bits: u32 = rest
        .parse()
        .ok()
        .filter(|bits| [8, 16, 32, 64].contains(bits))?;
    Some(match signed {
        true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        false => (0, (1 << bits) - 1),
    })
}

fn members(fields: &Value) -> Map<String, Value> {
    fields
        .as_object()
        .unwrap_or_else(|| panic!("no members: {fields}"))
        .clone()
}

struct Encoder<'a> {
    big: bool,
    records: &'a Value,
    bytes: Vec<u8>,
    /// Where a length stands, its type, and whether it counts itself and what is before it.
    lengths: Vec<(usize, String, bool)>,
}

impl<'a> Encoder<'a> {
    fn fields(&mut self, layout: &Value, named: &mut Map<String, Value>) {
        let count = named.get("field_count").and_then(Value::as_u64);
        for field in layout.as_array().unwrap() {
            let name = text(field, "name");
            let is_absent = match (field.get("if"), field["from-count"].as_u64()) {
                (Some(_), _) => !named.contains_key(name),
                (_, Some(from)) => count.unwrap_or(0) < from,
                _ => false,
            };
            if !is_absent {
                self.field(field, named);
            }
        }
    }

    fn field(&mut self, field: &Value, named: &mut Map<String, Value>) {
        let (name, kind) = (text(field, "name"), text(field, "type"));
        if let Some(counts) = field["counts"].as_str() {
            assert!(["all", "rest"].contains(&counts), "{field}");
            let from_start = counts == "all";
            self.lengths
                .push((self.bytes.len(), kind.to_owned(), from_start));
            return self.number(kind, 0);
        }
        if kind == "block" {
            let fields = match field.get("choice") {
                // The members of a choice are those of the list's item.
                Some(_) => &self.kind(named)["fields"],
                None => &field["fields"],
            };
            let start = self.prefixed(field);
            self.fields(fields, named);
            return self.close(start, field);
        }
        let value = match (named.remove(name), field.get("value")) {
            (Some(given), Some(fixed)) => {
                let is_free = field["selects"] == false;
                assert!(is_free || given == *fixed, "{name} is {fixed}");
                given
            }
            (Some(given), None) => given,
            (None, Some(fixed)) => fixed.clone(),
            (None, None) => panic!("{name} is absent"),
        };
        self.value(field, kind, &value, named);
    }

    fn value(&mut self, field: &Value, kind: &str, value: &Value, named: &Map<String, Value>) {
        match kind {
            "list" => self.list(field, value, named),
            "text" => {
                let written = value.as_str().unwrap_or_else(|| panic!("{field}: {value}"));
                match field["size"].as_u64() {
                    Some(size) => {
                        let size = usize::try_from(size).unwrap();
                        let end = self.bytes.len() + size;
                        assert!(written.len() <= size, "{field}: {written}");
                        self.bytes.extend(written.bytes());
                        self.bytes.resize(end, 0);
                    }
                    None => {
                        let start = self.prefixed(field);
                        self.bytes.extend(written.bytes());
                        self.close(start, field);
                    }
                }
            }
            "integer" => {
                let start = self.prefixed(field);
                let bytes = value.as_u64().unwrap().to_be_bytes();
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                self.bytes.extend(&bytes[zeros.min(7)..]);
                self.close(start, field);
            }
            "f64" => {
                let bits = value.as_f64().unwrap().to_bits();
                self.number("u64", i128::from(bits));
            }
            _ => {
                let number = value
                    .as_i64()
                    .map(i128::from)
                    .or_else(|| value.as_u64().map(i128::from));
                self.number(kind, number.unwrap_or_else(|| panic!("{field}: {value}")));
            }
        }
    }

    fn list(&mut self, field: &Value, items: &Value, named: &Map<String, Value>) {
        let (items, of) = (items.as_array().unwrap(), field["of"].as_array().unwrap());
        match field["count-in"].as_str() {
            // It stands before: what it says is the caller's.
            Some(count) => assert!(!named.contains_key(count), "{count} stands behind"),
            None => self.number(text(field, "prefix"), items.len().try_into().unwrap()),
        }
        for item in items {
            match (item, of.as_slice()) {
                (Value::Object(item), _) => {
                    let mut item = item.clone();
                    self.fields(&field["of"], &mut item);
                    assert!(item.is_empty(), "not in the layout: {item:?}");
                }
                (Value::Array(values), _) => {
                    assert_eq!(values.len(), of.len(), "{field}");
                    for (field, value) in of.iter().zip(values) {
                        self.value(field, text(field, "type"), value, named);
                    }
                }
                (value, [only]) => self.value(only, text(only, "type"), value, named),
                _ => panic!("{field}: {item}"),
            }
        }
    }

    /// The kind of record that these fields are of: by the value of its first field.
    fn kind(&self, named: &Map<String, Value>) -> &'a Value {
        let records = self.records;
        let kinds = records.as_object().unwrap();
        let fits = |kind: &&Value| named.get("kind") == kind["fields"][0].get("value");
        kinds
            .values()
            .find(fits)
            .unwrap_or_else(|| panic!("{named:?}"))
    }

    /// Leaves room for a length, and says where what it counts begins.
    fn prefixed(&mut self, field: &Value) -> usize {
        self.number(text(field, "prefix"), 0);
        self.bytes.len()
    }

    fn close(&mut self, start: usize, field: &Value) {
        let kind = text(field, "prefix");
        let length = self.bytes.len() - start;
        self.put(start - size(kind), kind, length);
    }

    fn finish(mut self) -> Vec<u8> {
        for (at, kind, from_start) in std::mem::take(&mut self.lengths) {
            let start = if from_start { 0 } else { at + size(&kind) };
            let length = self.bytes.len() - start;
            self.put(at, &kind, length);
        }
        self.bytes
    }

    fn put(&mut self, at: usize, kind: &str, length: usize) {
        let end = self.bytes.len();
        self.number(kind, length.try_into().unwrap());
        let written = self.bytes.split_off(end);
        self.bytes[at..at + written.len()].copy_from_slice(&written);
    }

    fn number(&mut self, kind: &str, number: i128) {
        let (least, greatest) = range(kind).unwrap_or_else(|| panic!("no number: {kind}"));
        assert!(
            (least..=greatest).contains(&number),
            "{number} is no {kind}"
        );
        let bytes = number.to_be_bytes();
        let bytes = &bytes[bytes.len() - size(kind)..];
        match self.big {
            true => self.bytes.extend(bytes),
            false => self.bytes.extend(bytes.iter().rev()),
        }
    }
}

fn size(kind: &str) -> usize {
    kind[1..].parse::<usize>().unwrap() / 8
}

fn text<'a>(field: &'a Value, name: &str) -> &'a str {
    field[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name}: {field}"))
}
