//! The sandbox, seen through a plain HTTP client.

// Clippy takes only functions marked as tests for tests; the helpers here are none the less.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod exchange;
mod failures;
mod harness;
mod kotak_neo;
mod kotak_neo_market;
mod kotak_neo_trading;
mod kotak_trade;
mod kotak_trade_books;
mod kotak_trade_orders;
mod quatrix_automation;
mod quatrix_diff;
mod quatrix_downloads;
mod quatrix_files;
mod quatrix_inbox;
mod quatrix_key_requests;
mod quatrix_login;
mod quatrix_mfa;
mod quatrix_moves;
mod quatrix_people;
mod quatrix_pgp_keys;
mod quatrix_previews;
mod quatrix_project_rights;
mod quatrix_projects;
mod quatrix_reset;
mod quatrix_returns;
mod quatrix_second_factor;
mod quatrix_shares;
mod quatrix_site;
mod quatrix_ssh_keys;
mod quatrix_tracked_shares;
mod quatrix_tracking;
mod quatrix_upload_limits;
mod quatrix_uploads;
mod quatrix_user;
mod quatrix_widgets;
mod server;
mod trader;
