//! Each kind of schema on both sides: converted, wrapped into a spec, linted, generated, and its examples checked.

mod compositions;
mod names;
mod plain;
mod scale;
mod secrets;
mod spec;
mod uses;
mod versions;
