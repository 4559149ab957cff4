//! Spec in, client crate out.
pub mod finding;
pub mod load;
