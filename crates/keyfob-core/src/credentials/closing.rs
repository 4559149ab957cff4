//! The end of a session: only its logout is sent any more.

use std::fmt;
use std::time::Duration;

use super::Credentials;

/// How long a logout waits for calls that are being sent.
const LONGEST_SEND: Duration = Duration::from_secs(10);

/// Credentials that only a logout may still send. They are forgotten when this is dropped.
#[must_use = "the credentials are forgotten when this is dropped"]
pub struct Closing<'a>(Option<&'a Credentials>);

impl<'a> Closing<'a> {
    pub(super) fn new(credentials: &'a Credentials) -> Self {
        Self(Some(credentials))
    }

    /// Waits until the calls that had begun are sent, ten seconds at most, which is how long a connection may take to stand; then for
    /// the logout. When it fails the credentials are kept, so that it can be tried again; no other call may send them.
    /// When this is dropped before, they are forgotten.
    ///
    /// # Errors
    /// Those of the logout.
    pub async fn end<T, E>(mut self, logout: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        if let Some(credentials) = self.0 {
            // A call that takes longer has its connection, so what it sends is sent already.
            let _ = tokio::time::timeout(LONGEST_SEND, credentials.all_sent()).await;
        }
        let outcome = logout.await;
        if outcome.is_err() {
            self.0 = None;
        }
        outcome
    }
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        if let Some(credentials) = self.0 {
            credentials.clear();
        }
    }
}

impl fmt::Debug for Closing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closing")
    }
}
