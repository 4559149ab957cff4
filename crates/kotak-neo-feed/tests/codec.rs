//! The codecs against recordings of the vendor's clients, against bytes that lie, and against the raw bytes themselves.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "codec/allocations.rs"]
mod allocations;
#[path = "codec/build.rs"]
mod build;
#[path = "codec/hostile.rs"]
mod hostile;
#[path = "codec/hsm.rs"]
mod hsm;
#[path = "codec/hsm_control.rs"]
mod hsm_control;
#[path = "codec/orders.rs"]
mod orders;
#[path = "codec/recorded/mod.rs"]
mod recorded;
#[path = "codec/rotation.rs"]
mod rotation;
#[path = "codec/sent.rs"]
mod sent;
#[path = "codec/sfeed.rs"]
mod sfeed;
#[path = "codec/sfeed_control.rs"]
mod sfeed_control;
#[path = "codec/values.rs"]
mod values;
