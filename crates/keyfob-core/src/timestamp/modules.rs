//! What serde's `with` and schemars' `schema_with` look for, one module a unit and form.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::number::{
    MILLISECOND, NANOSECOND, SECOND, UnixMilliseconds, UnixNanoseconds, UnixSeconds, fractional,
    spelt, whole, write,
};
use crate::members::form;

macro_rules! modules {
    ($spell:ident($unit:ident), $read:ident, $json:literal, $what:literal, $name:ident, $option:ident, $list:ident) => {
        #[doc = concat!("A point in time as ", $what, " since 1970.")]
        pub mod $name {
            use super::*;

            /// As it stands in a path, a query or a header.
            pub fn text(value: &OffsetDateTime) -> String {
                $spell(value, $unit)
            }

            /// Writes it.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
                write(text(value), serializer)
            }

            /// Reads it from a number, or a text that holds one.
            ///
            /// # Errors
            /// If it is no number, or one of a time after the year 9999.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
                $read::deserialize(deserializer).map(|read| read.0)
            }

            /// Its JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": $json})
            }

            form!(OffsetDateTime);

            pub(super) struct Written<'a>(pub(super) &'a OffsetDateTime);

            impl Serialize for Written<'_> {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serialize(self.0, serializer)
                }
            }
        }

        #[doc = concat!("A point in time as ", $what, " since 1970, where there may be none.")]
        pub mod $option {
            use super::*;

            /// Writes it; null is none.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &Option<OffsetDateTime>, serializer: S) -> Result<S::Ok, S::Error> {
                value.as_ref().map($name::Written).serialize(serializer)
            }

            /// Reads it from a number, or a text that holds one; null is none.
            ///
            /// # Errors
            /// If it is neither null nor a number, or one of a time after the year 9999.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OffsetDateTime>, D::Error> {
                Option::<$read>::deserialize(deserializer).map(|read| read.map(|read| read.0))
            }

            /// Its JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": [$json, "null"]})
            }

            form!(Option<OffsetDateTime>);
        }

        #[doc = concat!("Points in time as ", $what, " since 1970.")]
        pub mod $list {
            use super::*;

            /// Writes them.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(values: &[OffsetDateTime], serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(values.iter().map($name::Written))
            }

            /// Reads them from numbers, or texts that hold them.
            ///
            /// # Errors
            /// If it is no list, or one of them is no number, or one of a time after the year 9999.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<OffsetDateTime>, D::Error> {
                let read = Vec::<$read>::deserialize(deserializer)?;
                Ok(read.into_iter().map(|read| read.0).collect())
            }

            /// Their JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "array", "items": {"type": $json}})
            }

            form!(Vec<OffsetDateTime>);
        }
    };
}

modules!(
    spelt(SECOND),
    UnixSeconds,
    "number",
    "seconds",
    seconds,
    seconds_option,
    seconds_list
);
modules!(
    fractional(SECOND),
    UnixSeconds,
    "number",
    "seconds, always with a fraction,",
    fractional_seconds,
    fractional_seconds_option,
    fractional_seconds_list
);
modules!(
    whole(SECOND),
    UnixSeconds,
    "integer",
    "whole seconds",
    whole_seconds,
    whole_seconds_option,
    whole_seconds_list
);
modules!(
    spelt(MILLISECOND),
    UnixMilliseconds,
    "number",
    "milliseconds",
    milliseconds,
    milliseconds_option,
    milliseconds_list
);
modules!(
    whole(MILLISECOND),
    UnixMilliseconds,
    "integer",
    "whole milliseconds",
    whole_milliseconds,
    whole_milliseconds_option,
    whole_milliseconds_list
);
modules!(
    whole(NANOSECOND),
    UnixNanoseconds,
    "integer",
    "nanoseconds",
    nanoseconds,
    nanoseconds_option,
    nanoseconds_list
);
