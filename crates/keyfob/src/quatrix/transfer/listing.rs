//! What lies in a folder, row by row: of each only what a transfer needs is kept.

use std::fmt;

use keyfob_core::OpenEnum;
use quatrix::types::FileType;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Error;
use super::metadata::Metadata;
use super::remote::{Kind, Remote};

/// What lies in a folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) children: Vec<Remote>,
    /// Rows without a name, an id or a type, or that cannot be read: by what is known of them.
    pub(super) odd: Vec<String>,
    /// Whether there was a list at all.
    listed: bool,
    kind: Option<OpenEnum<FileType>>,
    size: Option<i64>,
}

impl Listing {
    /// Only a list, or a folder that says it is empty, proves that nothing else lies in it.
    pub(super) fn proven(self, folder_id: &str) -> Result<Self, Error> {
        if self
            .kind
            .as_ref()
            .is_some_and(|kind| *kind == FileType::File)
        {
            let what = format!("`{folder_id}` is a file, not a folder");
            return Err(keyfob_core::Error::invalid_input(what).into());
        }
        let is_folder = self.kind.is_some() && Kind::of(self.kind.as_ref()) == Kind::Folder;
        if self.listed || (is_folder && self.size == Some(0)) {
            return Ok(self);
        }
        Err(Error::incomplete("file_metadata_get", "content"))
    }

    fn row(&mut self, text: &RawValue) {
        match serde_json::from_str::<Metadata>(text.get()).map(Remote::child) {
            Ok(Ok(remote)) => self.children.push(remote),
            Ok(Err((id, name))) => {
                let mut known = [name, id].into_iter().flatten();
                let known = known.find(|text| !text.is_empty());
                self.odd.push(known.unwrap_or_else(|| "?".to_owned()));
            }
            Err(_) => self.odd.push("?".to_owned()),
        }
    }
}

impl<'de> Deserialize<'de> for Listing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Folder)
    }
}

struct Folder;

impl<'de> Visitor<'de> for Folder {
    type Value = Listing;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a folder")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Listing, A::Error> {
        let mut listing = Listing::default();
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "content" => members.next_value_seed(Rows(&mut listing))?,
                "type" => {
                    let raw = members.next_value::<Box<RawValue>>()?;
                    listing.kind = serde_json::from_str(raw.get()).ok();
                }
                "size" => {
                    let raw = members.next_value::<Box<RawValue>>()?;
                    listing.size = raw.get().trim_matches('"').parse().ok();
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(listing)
    }
}

/// The rows, one in memory at a time.
struct Rows<'a>(&'a mut Listing);

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of files and folders")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        self.0.listed = true;
        while let Some(row) = rows.next_element::<Box<RawValue>>()? {
            self.0.row(&row);
        }
        Ok(())
    }

    /// No list, and so no proof that nothing lies there.
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Listing, Error> {
        let listing: Listing = serde_json::from_str(text).expect("an object");
        listing.proven("id")
    }

    #[test]
    fn a_row_that_cannot_be_used_costs_only_itself() {
        let listing = read(
            r#"{"type": "D", "content": [
                {"id": "1", "name": "a", "type": "F", "size": "3", "x": {}},
                {"id": "2", "type": "F"}, {"name": "b"}, {"id": "3", "name": ""}, {}, null, 7, [], {"id": 5, "name": 6, "type": "D"},
                {"id": "7", "name": "untyped"}]}"#,
        );
        let listing = listing.unwrap();
        let names: Vec<_> = listing.children.iter().map(|child| &child.name).collect();
        assert_eq!(names, ["a", "6"]);
        assert_eq!(listing.children[0].size, Some(3));
        assert_eq!(listing.odd, ["2", "b", "3", "?", "?", "?", "?", "untyped"]);
    }

    /// Were the rows those of the typed client, they would be times in seconds, and this none.
    #[test]
    fn times_of_an_odd_unit_are_kept() {
        let listing = read(
            r#"{"content": [{"id": "1", "name": "a", "type": "F", "size": 3, "modified_ms": 1571234567123}]}"#,
        );
        let time = listing.unwrap().children[0].mtime.unwrap();
        assert_eq!(time.to_string(), "1571234567.123000");
    }

    #[test]
    fn an_answer_that_is_no_listing_does_not_count_as_an_empty_folder() {
        for none in [
            "{}",
            r#"{"code": 400, "msg": "no"}"#,
            r#"{"type": "D", "size": 7}"#,
            r#"{"type": "D", "content": null}"#,
            r#"{"type": "F", "size": 0, "content": []}"#,
        ] {
            assert!(read(none).is_err(), "{none}");
        }
        for empty in [r#"{"content": []}"#, r#"{"type": "S", "size": 0}"#] {
            assert!(read(empty).unwrap().children.is_empty(), "{empty}");
        }
    }
}
