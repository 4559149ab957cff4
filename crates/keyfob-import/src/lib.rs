#![doc = include_str!("../README.md")]

mod examples;
mod names;
pub mod report;
mod schemas;
pub mod source;
pub mod yaml;
