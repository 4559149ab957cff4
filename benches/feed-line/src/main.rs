//! What a market feed of 3,000 instruments costs the program that reads it, over real sockets on loopback.
//!
//! ```sh
//! cargo xtask bench feed-line
//! ```
//!
//! A second process plays the server, so that the figures are the client's alone. Each row says what was asked for and what was measured;
//! a bare WebSocket that drops what it reads is there to compare with. Linux only.

mod bare;
mod figures;
mod flood;
mod frames;
mod paced;
mod process;
mod server;

use std::error::Error;
use std::time::Duration;

use clap::{Parser, Subcommand};
use peak_alloc::PeakAlloc;

use process::Server;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// How many instruments are subscribed to: all that SFeed takes.
const INSTRUMENTS: u32 = 3000;

/// How often each is quoted in a second.
const UPDATES: u32 = 10;

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measures a market feed.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    role: Option<Role>,
    /// How long each row at the market's pace is measured.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many hours of quotes are sent as fast as they are taken.
    #[arg(long, default_value_t = 1.0)]
    hours: f64,
}

#[derive(Subcommand)]
enum Role {
    /// Plays the server.
    #[command(hide = true)]
    Serve,
}

#[tokio::main]
async fn main() -> Outcome {
    let arguments = Arguments::parse();
    match arguments.role {
        Some(Role::Serve) => server::serve().await,
        None => measure(&arguments).await,
    }
}

/// Prints the figures; an error where one of them is not within its limit.
async fn measure(arguments: &Arguments) -> Outcome {
    let server = Server::start().await?;
    let length = Duration::from_secs(arguments.seconds);
    let rate = INSTRUMENTS * UPDATES;
    println!("{INSTRUMENTS} instruments, {UPDATES} quotes of each a second, {rate} in all\n");
    let mut within = paced::measure(server.address, length).await?;
    println!();
    within &= flood::measure(server.address, arguments.hours).await?;
    match within {
        true => Ok(()),
        false => Err("a figure is beyond its limit".into()),
    }
}
