//! Signals that ask the program to end, for work that has something to put back or to say first.

use crate::exit::Exit;
use crate::failure::Failure;

/// Ctrl-c, and on Unix SIGTERM. From the first one of these on, such a signal no longer ends the process by itself: all that the command does
/// afterwards has to go through [`Stop::unless`].
#[derive(Debug)]
pub struct Stop(Signals);

impl Stop {
    /// Listens from now on.
    pub fn listen() -> Result<Self, Failure> {
        let signals = Signals::listen();
        signals
            .map(Self)
            .map_err(|error| Failure::local(format!("ctrl-c cannot be listened for: {error}")))
    }

    /// Does the work, unless a signal comes first: then the work is dropped, and this says so.
    pub async fn unless<T>(
        &mut self,
        work: impl Future<Output = Result<T, Failure>>,
        stopped: impl Fn() -> Failure,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            () = self.0.come() => Err(stopped()),
            // A prompt may see ctrl-c before the signal is seen here.
            outcome = work => outcome.map_err(|failure| match failure.exit {
                Exit::Interrupted => stopped(),
                _ => failure,
            }),
        }
    }
}

#[cfg(unix)]
#[derive(Debug)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
#[derive(Debug)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn come(&mut self) {
        self.0.recv().await;
    }
}
