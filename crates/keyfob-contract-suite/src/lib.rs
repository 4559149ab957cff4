#![doc = include_str!("../README.md")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod macros;
mod suite;

pub mod arbitrary;
pub mod asked;
pub mod calls;
pub mod changes;
pub mod drift;
pub mod environments;
pub mod examples;
pub mod faults;
pub mod form;
pub mod headers;
pub mod json;
pub mod made;
pub mod mocks;
pub mod openapi;
pub mod paths;
pub mod proof;
pub mod registry;
pub mod schemas;
pub mod spec;
pub mod stage;
pub mod table;
pub mod times;
pub mod tolerance;
pub mod urls;
pub mod variations;
pub mod vendor;
pub mod wire;

#[doc(hidden)]
pub use schemars;
pub use suite::run;
