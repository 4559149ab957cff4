//! Kotak Trade, a file for each subject.

mod client;
mod gateway;
mod locks;
mod login;
mod margin;
mod order_kinds;
mod order_members;
mod order_states;
mod positions;
mod quotes;
mod refusals;
mod reports;
mod second_factor;
mod second_host;
mod sessions;
