#![doc = include_str!("../README.md")]

pub mod merge;
pub mod report;
mod skeleton;
pub mod source;
pub mod yaml;

pub use skeleton::{LoginKind, UnknownLogin, skeleton};
