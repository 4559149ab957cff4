//! Writing an object member by member, as the generated types do, and reading those of requests ([`strict`]).
//!
//! serde's own derive writes the same; it takes a third of the time in which a client compiles.

#[doc(hidden)]
pub mod strict;

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::Other;
#[doc(hidden)]
pub use crate::enumeration::{read as read_enumeration, write as write_enumeration};

/// An object that is being written. The first error is kept, and ends it.
#[doc(hidden)]
pub struct Members<S: Serializer>(Result<S::SerializeMap, S::Error>);

/// How a value is written and read that has a form of its own on the wire: a decimal, a point in time, JSON in a text.
#[doc(hidden)]
pub trait Form<T> {
    /// Writes it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads it.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// A value that may be nothing, and is left out then.
#[doc(hidden)]
pub trait Omitted {
    /// Whether it is nothing.
    fn is_omitted(&self) -> bool;
}

impl<T> Omitted for Option<T> {
    fn is_omitted(&self) -> bool {
        self.is_none()
    }
}

impl<T> Omitted for Vec<T> {
    fn is_omitted(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Omitted for BTreeMap<K, V> {
    fn is_omitted(&self) -> bool {
        self.is_empty()
    }
}

impl Omitted for Map<String, Value> {
    fn is_omitted(&self) -> bool {
        self.is_empty()
    }
}

/// Begins an object.
#[doc(hidden)]
pub fn write<S: Serializer>(serializer: S) -> Members<S> {
    Members(serializer.serialize_map(None))
}

impl<S: Serializer> Members<S> {
    /// A member that is always there.
    pub fn member<T: Serialize>(&mut self, name: &'static str, value: &T) {
        let Ok(map) = &mut self.0 else { return };
        if let Err(error) = map.serialize_entry(name, value) {
            self.0 = Err(error);
        }
    }

    /// A member that is left out where it is nothing.
    pub fn some<T: Serialize + Omitted>(&mut self, name: &'static str, value: &T) {
        if !value.is_omitted() {
            self.member(name, value);
        }
    }

    /// A member with a form of its own that is always there.
    pub fn member_as<F: Form<T>, T>(&mut self, name: &'static str, value: &T) {
        let written: Written<'_, F, T> = Written(value, std::marker::PhantomData);
        self.member(name, &written);
    }

    /// A member with a form of its own that is left out where it is nothing.
    pub fn some_as<F: Form<T>, T: Omitted>(&mut self, name: &'static str, value: &T) {
        if !value.is_omitted() {
            self.member_as::<F, T>(name, value);
        }
    }

    /// The members that are not described.
    pub fn other(&mut self, other: &Other) {
        for (name, value) in other.iter() {
            let Ok(map) = &mut self.0 else { return };
            if let Err(error) = map.serialize_entry(name, value) {
                self.0 = Err(error);
            }
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first that there was.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// A value and its form.
struct Written<'a, F, T>(&'a T, std::marker::PhantomData<F>);

impl<F: Form<T>, T> Serialize for Written<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(self.0, serializer)
    }
}

/// The form of the values that a module's own `serialize` writes and `deserialize` reads.
#[cfg(any(feature = "decimal", feature = "time"))]
macro_rules! form {
    ($($of:ty),+) => {
        /// How it is written and read as a member.
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum Form {}

        $(
            impl crate::members::Form<$of> for Form {
                fn write<S: Serializer>(value: &$of, serializer: S) -> Result<S::Ok, S::Error> {
                    serialize(value, serializer)
                }

                fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$of, D::Error> {
                    deserialize(deserializer)
                }
            }
        )+
    };
}

#[cfg(any(feature = "decimal", feature = "time"))]
pub(crate) use form;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Order {
        tag: Option<&'static str>,
        rows: Vec<u8>,
        other: Other,
    }

    impl Serialize for Order {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut members = write(serializer);
            members.member("always", &self.tag);
            members.some("tag", &self.tag);
            members.some("rows", &self.rows);
            members.other(&self.other);
            members.end()
        }
    }

    fn order(tag: Option<&'static str>, rows: Vec<u8>) -> Order {
        let other = Map::from_iter([("new".to_owned(), json!(7))]);
        Order {
            tag,
            rows,
            other: other.into(),
        }
    }

    #[test]
    fn what_is_nothing_is_left_out_where_it_may_be() {
        let text = |order: &Order| serde_json::to_string(order).unwrap();
        assert_eq!(text(&order(None, vec![])), r#"{"always":null,"new":7}"#);
        assert_eq!(
            text(&order(Some("a"), vec![1])),
            r#"{"always":"a","tag":"a","rows":[1],"new":7}"#
        );
    }

    #[test]
    fn the_first_error_ends_it() {
        struct Refused;
        impl Serialize for Refused {
            fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("first"))
            }
        }
        let mut text = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut text);
        let mut members = write(&mut serializer);
        members.member("a", &Refused);
        members.member("b", &1);
        assert_eq!(members.end().unwrap_err().to_string(), "first");
        assert!(!String::from_utf8(text).unwrap().contains('b'));
    }
}
