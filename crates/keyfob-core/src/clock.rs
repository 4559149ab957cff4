//! What time it is.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::time::Instant;

/// What time it is, for everything that ends at a time: tokens, one-time codes, `Retry-After`. The system's clock by default.
///
/// Waits do not ask it: they are tokio's, which counts steadily and which tests pause.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::from_fn(SystemTime::now)
    }

    /// Any other clock.
    pub fn from_fn(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// A clock that shows this time now and goes as tokio's does, so that a test that pauses tokio's time pauses this one.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use keyfob_core::Clock;
    ///
    /// let clock = Clock::starting_at(UNIX_EPOCH);
    /// tokio::time::sleep(Duration::from_secs(3600)).await;
    /// assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(3600));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn starting_at(time: SystemTime) -> Self {
        let began = Instant::now();
        Self::from_fn(move || time + began.elapsed())
    }

    /// The time now.
    pub fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
