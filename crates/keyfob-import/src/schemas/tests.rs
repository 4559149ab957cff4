//! Each kind of schema on both sides: converted, wrapped into a spec, linted, generated, and its examples checked.

mod plain;
mod spec;
