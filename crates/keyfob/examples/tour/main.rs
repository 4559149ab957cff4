//! A tour of every login of every vendor, over real HTTP, against a sandbox that this program starts.
//!
//! `--live VENDOR` walks one flow against the real vendor instead, with the credentials that the vendor's environment
//! variables hold; the documentation of each vendor's module lists them.

mod kotak_neo;
mod kotak_trade;
mod live;
mod quatrix;
mod report;

use std::process::ExitCode;

use clap::Parser;
use keyfob::Error;
use keyfob_sandbox::Sandbox;

use report::Report;

/// Every login of every vendor, against a sandbox.
#[derive(Parser)]
struct Args {
    /// Goes to the real vendor, with the credentials in the environment: kotak-trade, kotak-neo or quatrix.
    #[arg(long, value_name = "VENDOR")]
    live: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let mut report = Report::default();
    let outcome = match args.live {
        Some(vendor) => live::walk(&vendor, &mut report).await,
        None => tour(&mut report).await,
    };
    println!("{report}");
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the tour ended early: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn tour(report: &mut Report) -> Result<(), Error> {
    let sandbox = Sandbox::start()
        .await
        .map_err(|error| Error::settings(format!("no sandbox: {error}")))?;
    println!("A sandbox plays the three vendors at {}\n", sandbox.url());
    kotak_trade::walk(&sandbox, report).await?;
    kotak_neo::walk(&sandbox, report).await?;
    quatrix::walk(&sandbox, report).await?;
    sandbox.shutdown().await;
    Ok(())
}
