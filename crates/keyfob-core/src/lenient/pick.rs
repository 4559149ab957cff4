//! Single members of a JSON text, without building the rest of it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The text at a JSON pointer. Of members with the same name the last one counts, as it does for the decoders.
pub(crate) fn at<'a>(json: &'a str, pointer: &str) -> Option<&'a str> {
    let path = pointer.strip_prefix('/').map(|path| path.split('/'));
    path.into_iter()
        .flatten()
        .try_fold(json, |json, name| match json.as_bytes().first()? {
            b'[' => item(json, name.parse().ok()?),
            _ => members_of(json, &[name]).into_iter().next().flatten(),
        })
}

/// The members of an object that have these names in any case, in the order of the names.
pub(crate) fn members_of<'a>(json: &'a str, names: &[&str]) -> Vec<Option<&'a str>> {
    let mut found = vec![None; names.len()];
    let mut reader = serde_json::Deserializer::from_str(json);
    // What stands before a syntax error counts: a fault whose end is cut off is a fault.
    let _ = Pick {
        names,
        found: &mut found,
    }
    .deserialize(&mut reader);
    found
}

fn item(json: &str, index: usize) -> Option<&str> {
    let mut reader = serde_json::Deserializer::from_str(json);
    Nth(index).deserialize(&mut reader).ok()?
}

struct Pick<'n, 'f, 'a> {
    names: &'n [&'n str],
    found: &'f mut Vec<Option<&'a str>>,
}

impl<'a> DeserializeSeed<'a> for Pick<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Pick<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Place(self.names))? {
            match place.and_then(|place| self.found.get_mut(place)) {
                Some(found) => *found = Some(map.next_value::<&RawValue>()?.get()),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The place that a name has among these, in any case.
struct Place<'n>(&'n [&'n str]);

impl<'a> DeserializeSeed<'a> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let mut names = self.0.iter();
        Ok(names.position(|wanted| wanted.eq_ignore_ascii_case(name)))
    }
}

struct Nth(usize);

impl<'a> DeserializeSeed<'a> for Nth {
    type Value = Option<&'a str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Nth {
    type Value = Option<&'a str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let found = seq.next_element::<&RawValue>()?.map(RawValue::get);
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers() {
        let json = r#"{"a":{"b":[{"c":1},{"c":"x"}]},"d":1,"d":2,"\u0065":3}"#;
        for (pointer, found) in [
            ("/a/b/1/c", Some("\"x\"")),
            ("/a/b/0", Some("{\"c\":1}")),
            ("/d", Some("2")),
            ("/e", Some("3")),
            ("/a/b/2/c", None),
            ("/a/x", None),
            ("/d/x", None),
            ("", Some(json)),
        ] {
            assert_eq!(at(json, pointer), found, "{pointer}");
        }
        assert_eq!(at("[1", "/x"), None);
        assert_eq!(
            at(r#"{"stat":"Not_Ok","data":[{"#, "/stat"),
            Some("\"Not_Ok\"")
        );
    }
}
