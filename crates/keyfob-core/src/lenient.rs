//! Tolerant decoding of answers.
//!
//! A vendor that sends a number where it sent a string, a null, or something else altogether must not take the rest of the
//! answer with it. The generator makes every type of an answer decode through [`object`], member by member. What can be
//! converted without loss is; what cannot is left out. A member that comes twice counts as it came last.
//!
//! Two things are not tolerated: an answer that nests deeper than [`DEEPEST`], and lists whose rows would take far more memory
//! than the vendor sent bytes. Both end the decoding with an error.

#[cfg(feature = "decimal")]
mod decimals;
mod habit;
mod json;
mod members;
mod order;
mod pick;
mod plain;
mod raw;
mod rows;
mod scalars;
mod spans;
mod state;
mod text;
#[cfg(feature = "time")]
mod timestamps;
mod walk;

pub use members::{Members, object};
pub use rows::{Read, entries, entries_by, read_list, read_map, read_value, rows, rows_by};

pub(crate) use json::{Json, trimmed};
pub(crate) use pick::{at, members_of};
pub(crate) use plain::read_sound;
#[cfg(any(feature = "decimal", feature = "time"))]
pub(crate) use raw::Raw;
pub(crate) use rows::most_memory;
pub(crate) use scalars::is_object;
pub(crate) use spans::{Spans, knowing};
pub(crate) use state::{Proof, Report, within};
#[cfg(feature = "time")]
pub(crate) use text::inner;
pub(crate) use walk::members_in;

/// How deep an answer may nest.
pub const DEEPEST: usize = 64;
