//! A call that is told that its session has ended.

use std::sync::atomic::Ordering;

use reqwest::Request;

use super::{Call, join};
use crate::{Ended, Error, Renewed, Repeat, telemetry};

impl Call<'_> {
    /// Has the session renewed, once for all calls. The request to send again, and whether the session is new; or the error, where the
    /// operation must not be, where nobody can renew the session, or where that failed.
    pub(super) async fn renew(
        &self,
        ended: Ended,
        error: Error,
        again: Option<Box<Request>>,
    ) -> Result<(Box<Request>, Renewed), Error> {
        let handle = self.handle;
        let revision = self.revision.load(Ordering::Relaxed);
        // What puts a secret to the test is a login, and a session that is being logged out is over.
        let is_login = self.operation.security.is_empty() || self.operation.proves.is_some();
        if is_login || handle.credentials().is_closing() {
            return Err(error);
        }
        let renewed = match handle.renewal() {
            Some(renewal) => match self.in_time(renewal.renew(ended, revision)).await {
                Some(renewed) => renewed?,
                None => return Err(error),
            },
            // A late word on credentials that have been replaced meanwhile.
            None if handle.credentials().revision() != revision => Renewed::Already,
            None => return Err(error),
        };
        if renewed == Renewed::NotPossible {
            return Err(error.renewed(false));
        }
        self.held
            .admits(self.operation, &handle.credentials().held())?;
        let may_repeat =
            self.operation.repeat != Repeat::Never && handle.settings().retry.attempts > 1;
        match again.filter(|_| may_repeat) {
            Some(mut request) => {
                let sent = request.url();
                let path = self.base.and_then(|base| sent.path().get(base..));
                if let Some(path) = path {
                    // Another login may have been told another host.
                    let base = handle.servers().allowed_base(self.operation)?;
                    *request.url_mut() = join(&base, path, sent.query()).0;
                }
                telemetry::resent(handle.api().name, self.operation.id, &error, None);
                Ok((request, renewed))
            }
            None => Err(error.renewed(true)),
        }
    }

    /// What comes of a renewal; `None` where it outlasts a call that is not sent again: that one was refused, and a call that is out of time
    /// would read as if it might have been carried out.
    async fn in_time<T>(&self, renewal: impl Future<Output = T>) -> Option<T> {
        if self.operation.repeat != Repeat::Never || self.minds_progress {
            return Some(renewal.await);
        }
        let total = self.handle.settings().timeouts.total;
        let left = total.saturating_sub(self.started.elapsed());
        tokio::time::timeout(left, renewal).await.ok()
    }
}
