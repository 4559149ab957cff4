//! Somebody who is asked for a code.

use std::fmt;

use keyfob_core::{BoxFuture, Error, Secret};

/// Somebody who is asked for a code, or a program that knows.
pub(crate) struct Prompt(Box<dyn Fn() -> BoxFuture<'static, Result<Secret, Error>> + Send + Sync>);

impl Prompt {
    pub(crate) fn new<F, R>(ask: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        Self(Box::new(move || Box::pin(ask())))
    }

    pub(crate) async fn ask(&self) -> Result<Secret, Error> {
        (self.0)().await
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prompt")
    }
}
