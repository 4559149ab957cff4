//! The steps of a login.

use std::error::Error as StdError;
use std::fmt;

use keyfob_core::Error;

/// A step that failed, together with the state it was taken from, so that it can be tried again: with another
/// password, a fresh code, or after a wait.
///
/// `?` turns it into [`Error`] where the state is not wanted.
pub struct Failed<S> {
    /// What went wrong.
    pub error: Error,
    /// The state before the step.
    pub state: Box<S>,
}

impl<S> Failed<S> {
    #[cfg(any(
        feature = "kotak-trade",
        feature = "kotak-neo",
        feature = "quatrix",
        feature = "standard-login"
    ))]
    pub(crate) fn new(state: S, error: Error) -> Self {
        Self {
            error,
            state: Box::new(state),
        }
    }
}

impl<S> From<Failed<S>> for Error {
    fn from(failed: Failed<S>) -> Self {
        failed.error
    }
}

impl<S> fmt::Debug for Failed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<S> fmt::Display for Failed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<S> StdError for Failed<S> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "quatrix",
    feature = "standard-login"
))]
/// Goes on with what a step yielded, or gives the state back.
macro_rules! step {
    ($state:expr, $outcome:expr) => {
        match $outcome {
            Ok(value) => value,
            Err(error) => return Err($crate::step::Failed::new($state, error.into())),
        }
    };
}

#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "quatrix",
    feature = "standard-login"
))]
pub(crate) use step;
