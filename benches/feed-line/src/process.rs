//! The processes: this one's CPU seconds and memory, and the server's end.

use std::fs;
use std::io::Error;
use std::process::Stdio;

use keyfob::Settings;
use keyfob::kotak_neo::Tokens;
use keyfob::kotak_neo::feed::{Depth, MarketFeed};
use keyfob::kotak_neo::g3::Login;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{INSTRUMENTS, Outcome};

/// The server, in a process of its own. It ends with this one.
pub struct Server {
    _process: Child,
    pub address: Address,
}

/// Where the server listens.
#[derive(Clone, Copy)]
pub struct Address {
    port: u16,
}

impl Server {
    pub async fn start() -> Outcome<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        let port = line.trim().parse()?;
        Ok(Self {
            _process: process,
            address: Address { port },
        })
    }
}

impl Address {
    pub fn url(self, path: &str) -> String {
        format!("ws://127.0.0.1:{}/{path}", self.port)
    }

    /// A market feed from it, with all instruments subscribed to.
    pub async fn feed(self, path: &str) -> Outcome<MarketFeed> {
        let origin = format!("http://127.0.0.1:{}", self.port);
        let login =
            Login::new("dashboard-token").with_settings(Settings::default().with_origin(origin));
        let session = login.resume_from_tokens(Tokens::new("trade-token", "sid"))?;
        let feed = session.market_feed().with_url(self.url(path)).await?;
        let instruments = (1..=INSTRUMENTS).map(|token| format!("nse_cm|{token}"));
        feed.subscribe(Depth::Touch, instruments).await?;
        Ok(feed)
    }
}

/// The CPU seconds of this process, user and system, in nanoseconds' precision.
pub fn cpu_seconds() -> Result<f64, Error> {
    let mut nanoseconds = 0.0;
    for task in fs::read_dir("/proc/self/task")? {
        let told = fs::read_to_string(task?.path().join("schedstat"))?;
        let ran = told
            .split(' ')
            .next()
            .and_then(|ran| ran.parse::<f64>().ok());
        nanoseconds += ran.unwrap_or_default();
    }
    Ok(nanoseconds / 1e9)
}

/// What this process has in memory, in bytes.
pub fn resident() -> Result<usize, Error> {
    let told = fs::read_to_string("/proc/self/statm")?;
    let pages = told
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    Ok(pages.unwrap_or_default() * 4096)
}
