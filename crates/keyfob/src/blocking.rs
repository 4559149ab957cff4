//! For programs that are not asynchronous: any call of this crate, waited for.
//!
//! ```no_run
//! use keyfob::blocking::Wait;
//! # #[cfg(feature = "quatrix")]
//! use keyfob::quatrix::Login;
//!
//! # #[cfg(feature = "quatrix")]
//! fn main() -> Result<(), keyfob::Error> {
//!     let login = Login::new("acme.quatrix.it").password("ann@acme.example", "a-password");
//!     let session = login.wait()?.session()?;
//!     let profile = session.client().profile().get().send().wait()?;
//!     println!("{profile:?}");
//!     session.logout().wait()?;
//!     Ok(())
//! }
//! # #[cfg(not(feature = "quatrix"))]
//! # fn main() {}
//! ```
//!
//! [`Wait::wait`] runs the call on the calling thread, and its connections and timers on one thread in the background, which starts with the
//! first call and stays until the program ends. Called from within an asynchronous runtime it holds up that
//! runtime's thread, and may not end before its time-out where the connection lives on that thread: await there.

use std::io;
use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};

/// Connections and timers live here. One thread is enough: what a call computes, it computes on its caller's.
static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("keyfob")
        .enable_all()
        .build()
});

/// Waits for a call.
pub trait Wait: Future + Sized {
    /// Its outcome, once it is there.
    ///
    /// # Panics
    /// If the operating system has no thread or no socket for the runtime, in the call itself.
    fn wait(self) -> Self::Output {
        // Without a runtime the call says so itself.
        let _context = RUNTIME.as_ref().map(Runtime::enter);
        pollster::block_on(self)
    }
}

impl<F: Future> Wait for F {}
