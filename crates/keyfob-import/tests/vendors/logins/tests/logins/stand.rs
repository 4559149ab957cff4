//! A vendor in the sandbox, whose clock is the client's.

use std::time::Duration;

use keyfob::{Clock, Settings};
use keyfob_sandbox::examples::{ExampleAccount, ExampleServer};

pub const HOUR: Duration = Duration::from_secs(3600);

/// A vendor with secrets that can be found again.
pub async fn start(vendor: &str) -> ExampleServer {
    let mut account = ExampleAccount::default();
    account.client_secret = "S3CR3T-client: +/é".to_owned();
    account.password = "S3CR3T-password".to_owned();
    account.refresh_token = "S3CR3T-refresh".to_owned();
    account.token = "S3CR3T-token".to_owned();
    account.api_key = "S3CR3T-key".to_owned();
    let builder = ExampleServer::vendor_builder(vendor).unwrap();
    builder.account(account).start().await.unwrap()
}

/// Settings by which a client calls this server, and by which time passes for both.
pub fn settings(server: &ExampleServer) -> Settings {
    let clock = server.clock();
    Settings::default()
        .with_origin(server.url())
        .with_clock(Clock::from_fn(move || clock.now()))
}

/// The calls that were sent, without those for tokens: their paths and statuses.
pub fn calls(server: &ExampleServer) -> Vec<(String, Option<u16>)> {
    let all = server.exchanges().into_iter();
    let calls = all.filter(|exchange| !exchange.path.ends_with("/oauth/token"));
    calls
        .map(|exchange| (exchange.path.clone(), exchange.status()))
        .collect()
}
