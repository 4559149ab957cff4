//! Watches a session: its calls as metrics for Prometheus, and as spans in the log.
//!
//! ```sh
//! cargo run -p keyfob --example metrics
//! cargo run -p keyfob --example metrics -- --live
//! ```
//!
//! The first runs with a sandbox, which fails once on the way. `--live` looks at the account that these environment variables
//! tell: `KEYFOB_KOTAK_NEO_DASHBOARD_TOKEN`, `_TOTP_SECRET`, `_MOBILE`, `_UCC` and `_MPIN`.
//!
//! A program needs `keyfob` with its feature `metrics`, and the crates `metrics`, `metrics-exporter-prometheus` and
//! `tracing-subscriber`.

#[path = "accounts/kotak_neo.rs"]
mod accounts;

use std::error::Error as StdError;
use std::time::Duration;

use clap::Parser;
use keyfob::Error;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::g3::Login;
use keyfob_sandbox::{Failure, When};
use metrics_exporter_prometheus::{
    BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use tokio::time::sleep;
use tracing_subscriber::fmt::format::FmtSpan;

pub(crate) use accounts::Account;

/// The limits that OpenTelemetry advises for the durations of requests.
const SECONDS: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// Watches a session at Kotak Neo.
#[derive(Parser)]
struct Arguments {
    /// Goes to the real vendor.
    #[arg(long)]
    live: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let arguments = Arguments::parse();
    log();
    let exporter = install()?;
    let account = Account::choose(arguments.live).await?;
    stumble(&account);
    run(&account).await?;
    // What a program answers to `GET /metrics`.
    println!("{}", exporter.render());
    Ok(())
}

/// Every span with its fields when it ends, and the time that it took.
fn log() {
    tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(std::io::stderr)
        .init();
}

/// Measures from now on: before the first login, which describes the metrics to the recorder.
fn install() -> Result<PrometheusHandle, Box<dyn StdError>> {
    let recorder = recorder()?;
    let exporter = recorder.handle();
    metrics::set_global_recorder(recorder)?;
    let upkeep = exporter.clone();
    tokio::spawn(async move {
        loop {
            sleep(Duration::from_secs(5)).await;
            upkeep.run_upkeep();
        }
    });
    Ok(exporter)
}

/// Durations become histograms, and names end as Prometheus advises: in `_seconds` and `_total`.
pub fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let durations = Matcher::Suffix("duration".to_owned());
    let builder = PrometheusBuilder::new().with_recommended_naming(true);
    let builder = builder.set_buckets_for_metric(durations, &SECONDS)?;
    Ok(builder.build_recorder())
}

/// The sandbox does not answer the next call for the order book.
pub fn stumble(account: &Account) {
    let operation = When::operation("kotak-neo", "get_order_book");
    if let (Some(sandbox), Ok(when)) = (&account.sandbox, operation) {
        sandbox.fail_next(when, Failure::Dropped);
    }
}

/// Logs in, looks, and logs out.
pub async fn run(account: &Account) -> Result<(), Error> {
    let session = log_in(account).await?;
    let outcome = look(&session).await;
    let logout = session.logout().await;
    outcome?;
    Ok(logout?)
}

/// By a code of the authenticator and the MPIN.
async fn log_in(account: &Account) -> Result<Session, Error> {
    let login = Login::new(account.dashboard_token.clone());
    let login = login.with_settings(account.settings.clone());
    let code = account.authenticator.code();
    let view = login.totp(&account.mobile, &account.ucc, code).await?;
    Ok(view.mpin(account.mpin.clone()).await?)
}

async fn look(session: &Session) -> Result<(), Error> {
    let orders = session.orders().await?;
    let positions = session.positions().await?;
    println!("{} orders, {} positions", orders.len(), positions.len());
    Ok(())
}
