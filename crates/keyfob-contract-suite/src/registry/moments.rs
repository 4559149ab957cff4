//! Points in time that are sent as parameters.

use keyfob_core::OffsetDateTime;
use serde::{Deserialize, Deserializer};

macro_rules! moments {
    ($($(#[$doc:meta])* $name:ident $reader:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name(OffsetDateTime);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                keyfob_core::timestamp::$reader::deserialize(deserializer).map(Self)
            }
        }

        impl From<$name> for OffsetDateTime {
            fn from(moment: $name) -> Self {
                moment.0
            }
        }

        impl From<&$name> for OffsetDateTime {
            fn from(moment: &$name) -> Self {
                moment.0
            }
        }
    )*};
}

moments! {
    /// A point in time that is sent as a parameter, in seconds.
    Moment seconds;
    /// A point in time that is sent as a parameter, in milliseconds.
    MomentInMilliseconds milliseconds;
    /// A point in time that is sent as a parameter, in nanoseconds.
    MomentInNanoseconds nanoseconds;
}
