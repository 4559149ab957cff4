//! How long calls wait before they are sent.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use tokio::time::Instant;

use super::emit::{ENABLED, WAIT_DURATION, record};

/// Why a call waits.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// An attempt failed, and is made again a little later.
    Retry,
    /// It would come too fast after others, or the vendor has said "too many".
    RateLimit,
}

impl WaitReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::RateLimit => "rate_limit",
        }
    }
}

/// Waits, and measures for how long. What is ready at once was no wait.
#[doc(hidden)]
pub async fn waiting<F: Future>(
    api: &'static str,
    operation: &'static str,
    reason: WaitReason,
    wait: F,
) -> F::Output {
    if !ENABLED {
        return wait.await;
    }
    let began = Instant::now();
    let mut wait = pin!(wait);
    let at_once = poll_fn(|context| match wait.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    });
    if let Some(output) = at_once.await {
        return output;
    }
    let output = wait.await;
    let labels = [
        ("keyfob.api", Some(api.into())),
        ("keyfob.operation", Some(operation.into())),
        ("keyfob.wait.reason", Some(reason.as_str().into())),
    ];
    record(WAIT_DURATION, began.elapsed(), labels);
    output
}
