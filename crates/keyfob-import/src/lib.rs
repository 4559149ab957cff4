#![doc = include_str!("../README.md")]

pub mod merge;
pub mod report;
pub mod source;
pub mod yaml;
