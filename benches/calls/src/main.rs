//! The same work by Keyfob and by hand, on reqwest and serde_json: calls, answers, lists of instruments.
//!
//! ```sh
//! cargo xtask bench calls
//! ```
//!
//! runs this program under valgrind, with so much work and with twice as much, and compares. Both sides send the same requests to a server
//! in a process of its own, get the same answers, and end with the same values.

mod by_hand;
mod call;
mod decode;
mod facade;
mod instruments;
mod rate;
mod server;

use std::error::Error;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Does some work by Keyfob or by hand.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    work: Work,
}

#[derive(Subcommand)]
enum Work {
    /// Plays the server until its standard input ends; prints its port.
    Serve,
    /// Makes so many calls, one after the other.
    Call {
        side: Side,
        case: call::Case,
        port: u16,
        calls: u32,
    },
    /// Prints how many calls a second each side makes with so many in flight, and the median of their ratios.
    Rate { port: u16, in_flight: u32 },
    /// Decodes an order book of so many rows, so many times.
    Decode { side: Side, rows: u32, times: u32 },
    /// Writes a list of so many instruments.
    Write { file: PathBuf, instruments: u32 },
    /// Reads it into an index.
    Index { side: Side, file: PathBuf },
    /// Prints how many bytes an error and the futures of calls have.
    Sizes,
}

/// Who does the work.
#[derive(Clone, Copy, ValueEnum)]
enum Side {
    Facade,
    ByHand,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    match Arguments::parse().work {
        Work::Serve => server::serve(),
        Work::Call {
            side,
            case,
            port,
            calls,
        } => call::repeat(side, case, port, calls).await,
        Work::Rate { port, in_flight } => rate::compare(port, in_flight).await,
        Work::Decode { side, rows, times } => decode::repeat(side, rows, times).await,
        Work::Write { file, instruments } => instruments::write(&file, instruments),
        Work::Index { side, file } => instruments::index(side, &file),
        Work::Sizes => facade::sizes(),
    }
}
