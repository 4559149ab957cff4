//! The exchange's rules, seen through Kotak Neo, a file for each subject.

mod both_apis;
mod clock;
mod controls;
mod fills;
mod money;
mod waiting;
