//! A real sandbox over real sockets, whose time is that of a test's paused clock.
//!
//! It runs on a thread and a runtime of its own. The paused clock runs ahead whenever the test's runtime has nothing to do, so it is held while a
//! request is on its way, and before each request the sandbox's clock is put to what the test's shows.

use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, SystemTime};

use keyfob::reqwest::header::HeaderMap;
use keyfob::{Attempt, AttemptEnd, Clock, Hook, Settings};
use keyfob_sandbox::Sandbox;
use tokio::sync::oneshot;
use tokio::time::Instant;

pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(3600);

#[derive(Clone)]
pub struct Stand(Arc<Shared>);

struct Shared {
    sandbox: Arc<Sandbox>,
    began: Instant,
    /// The sandbox's time when the test began.
    started_at: SystemTime,
    /// While one of these is there, the paused clock stands still.
    holds: Mutex<Vec<mpsc::Sender<()>>>,
    sent: Mutex<Vec<Sent>>,
    /// Dropped, it ends the sandbox's runtime.
    _stop: oneshot::Sender<()>,
}

/// A request that was sent.
#[derive(Clone, Copy)]
pub struct Sent {
    /// How long after the beginning.
    pub at: Duration,
    pub operation: &'static str,
}

impl Stand {
    pub fn start() -> Self {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                tell.send(Arc::new(Sandbox::start().await.unwrap()))
                    .unwrap();
                let _ = stopped.await;
            });
        });
        let sandbox = told.recv().unwrap();
        Self(Arc::new(Shared {
            began: Instant::now(),
            started_at: sandbox.clock().now(),
            sandbox,
            holds: Mutex::default(),
            sent: Mutex::default(),
            _stop: stop,
        }))
    }

    /// With the sandbox's time as the paused clock shows it.
    pub fn sandbox(&self) -> &Sandbox {
        let clock = self.0.sandbox.clock();
        let now = self.0.started_at + self.elapsed();
        clock.advance(now.duration_since(clock.now()).unwrap_or_default());
        &self.0.sandbox
    }

    pub fn settings(&self) -> Settings {
        Settings::default()
            .with_origin(self.0.sandbox.url())
            .with_clock(Clock::starting_at(self.0.started_at))
            .with_hook(self.clone())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.began.elapsed()
    }

    /// All that was sent so far.
    pub fn sent(&self) -> Vec<Sent> {
        self.0.sent.lock().unwrap().clone()
    }

    /// How often this was sent.
    pub fn count(&self, operation: &str) -> usize {
        let sent = self.0.sent.lock().unwrap();
        sent.iter().filter(|one| one.operation == operation).count()
    }
}

impl Hook for Stand {
    fn before(&self, attempt: &Attempt<'_>, _: &mut HeaderMap) {
        self.sandbox();
        self.0.sent.lock().unwrap().push(Sent {
            at: self.elapsed(),
            operation: attempt.operation(),
        });
        let (hold, held) = mpsc::channel::<()>();
        // A paused clock does not run ahead while a blocking task runs, and this one does until the sender is dropped.
        tokio::task::spawn_blocking(move || held.recv());
        self.0.holds.lock().unwrap().push(hold);
    }

    fn after(&self, _: &Attempt<'_>, _: &AttemptEnd<'_>) {
        self.0.holds.lock().unwrap().pop();
    }
}

/// The time until the next call: every 10 to 40 minutes.
pub fn until_next_call() -> Duration {
    MINUTE.mul_f64(10.0 + 30.0 * fastrand::f64())
}
