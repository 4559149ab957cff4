//! Kotak Neo, a file for each subject.

mod after_market;
mod books;
mod changes;
mod client;
mod enrolment;
mod exits;
pub(crate) mod feeds;
mod forms;
mod gateway;
mod generations;
mod locks;
mod market_data;
mod odd_books;
mod otp;
mod password;
mod qr;
mod quotes;
mod refusals;
mod scrip_master;
mod tags;
mod totp;
