//! `keyfob watch`

use std::io::stdout;
use std::time::Duration;

use clap::Args;

use super::Context;
use crate::failure::Failure;
use crate::instrument::neo_symbol;
use crate::session::{self, Session};
use crate::vendor::Vendor;
use crate::watch::feeds::{Feeds, Show};
use crate::watch::json_lines::JsonLines;
use crate::watch::plain::Plain;
use crate::watch::screen::Screen;

#[derive(Debug, Args)]
pub struct Arguments {
    /// SEGMENT:TOKEN, or SEGMENT:NAME of an index, such as nse_cm:1001 or 'nse_cm:Nifty 50'; without any, the orders are watched
    instruments: Vec<String>,
    /// Watch the orders, too
    #[arg(long)]
    orders: bool,
    /// A line for each event, as where the output is no terminal
    #[arg(long)]
    plain: bool,
    /// End after so many seconds
    #[arg(long = "for", value_name = "SECONDS")]
    seconds: Option<u64>,
}

pub async fn run(context: &Context, arguments: Arguments) -> Result<(), Failure> {
    let instruments = arguments.instruments.iter();
    let instruments: Vec<_> = instruments
        .map(|text| neo_symbol(text))
        .collect::<Result<_, _>>()?;
    let Session::Neo(session) = session::open(&context.home, Vendor::KotakNeo).await? else {
        return Err(Failure::usage("feeds are Kotak Neo's alone"));
    };
    let with_orders = arguments.orders || instruments.is_empty();
    let output = context.output;
    // Before the screen is taken, so that what goes wrong here is told on what was there before.
    let opened = Feeds::open(&session, &instruments, with_orders).await;
    let mut feeds = opened.map_err(|error| Failure::from(error).at(Vendor::KotakNeo.name()))?;
    let seconds = arguments.seconds;
    match (output.is_json(), output.is_live() && !arguments.plain) {
        (true, _) => until_ended(&mut feeds, JsonLines::new(stdout()), seconds).await,
        (false, false) => until_ended(&mut feeds, Plain::new(stdout()), seconds).await,
        (false, true) => until_ended(&mut feeds, Screen::open()?, seconds).await,
    }
}

async fn until_ended(
    feeds: &mut Feeds,
    shown: impl Show,
    seconds: Option<u64>,
) -> Result<(), Failure> {
    let time = async {
        match seconds {
            Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        outcome = feeds.show(shown) => outcome.map_err(|failure| failure.at(Vendor::KotakNeo.name())),
        () = time => Ok(()),
        // Watching has no end of its own: this is how it is ended.
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}
