#![doc = include_str!("../README.md")]

mod examples;
pub mod merge;
mod names;
pub mod report;
mod schemas;
mod skeleton;
pub mod source;
pub mod yaml;

pub use skeleton::{LoginKind, UnknownLogin, skeleton};
