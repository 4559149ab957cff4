//! The end of a session, for all its clones.

use keyfob_core::{Error, Handle};

use crate::step::{Failed, step};

/// Sends the call that logs out, and no other call any more. Credentials are forgotten, and whoever renews the session is told, unless the
/// call fails: then the session is given back.
pub(crate) async fn log_out<S, T>(
    session: S,
    handle: Handle,
    operation: &'static str,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<(), Failed<S>> {
    // Also for who does not wait for the end: the credentials are forgotten then, too.
    let mut told = Told(Some(&handle));
    let outcome = handle.credentials().close_for(operation).end(call).await;
    if outcome.is_err() {
        told.0 = None;
    }
    drop(told);
    step!(session, outcome);
    Ok(())
}

/// Tells whoever renews the session that it was logged out, when it is dropped.
struct Told<'a>(Option<&'a Handle>);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if let Some(handle) = self.0 {
            handle.logged_out();
        }
    }
}
