//! Watching a market and an account's orders: a live table, a line for each event, or JSON.

pub mod feeds;
pub mod json_lines;
pub mod model;
pub mod plain;
pub mod screen;
#[cfg(test)]
mod tests;
pub mod view;
