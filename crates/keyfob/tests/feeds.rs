//! Kotak Neo's feeds against the sandbox: over real connections, with every kind of failure.

#[path = "feeds/failures.rs"]
mod failures;
#[path = "feeds/market.rs"]
mod market;
#[path = "feeds/session.rs"]
mod session;
#[path = "feeds/stand.rs"]
mod stand;
