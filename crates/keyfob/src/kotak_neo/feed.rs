//! Kotak Neo's feeds, which stay up.

pub mod orders;
