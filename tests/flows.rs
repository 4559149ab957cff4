//! Every login of every vendor against the sandbox, over real HTTP, the failures included. What client and sandbox said to each
//! other is checked against the specs afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "flows/application_token.rs"]
mod application_token;
#[path = "flows/conform.rs"]
mod conform;
#[path = "flows/instruments.rs"]
mod instruments;
#[path = "flows/kotak_neo.rs"]
mod kotak_neo;
#[path = "flows/kotak_neo_failures.rs"]
mod kotak_neo_failures;
#[path = "flows/kotak_trade.rs"]
mod kotak_trade;
#[path = "flows/kotak_trade_failures.rs"]
mod kotak_trade_failures;
#[path = "flows/order_changes.rs"]
mod order_changes;
#[path = "flows/orders.rs"]
mod orders;
#[path = "flows/places.rs"]
mod places;
#[path = "flows/quatrix.rs"]
mod quatrix;
#[path = "flows/quatrix_calls.rs"]
mod quatrix_calls;
#[path = "flows/quatrix_failures.rs"]
mod quatrix_failures;
#[path = "flows/quatrix_keys.rs"]
mod quatrix_keys;
#[path = "flows/quatrix_projects.rs"]
mod quatrix_projects;
#[path = "flows/quatrix_shares.rs"]
mod quatrix_shares;
#[path = "flows/quatrix_site.rs"]
mod quatrix_site;
#[path = "flows/quatrix_widgets_and_mfa.rs"]
mod quatrix_widgets_and_mfa;
#[path = "flows/quotes.rs"]
mod quotes;
#[path = "flows/segments.rs"]
mod segments;
