//! What every handler of this vendor shares.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use super::state::State;
use crate::accounts::QuatrixAccount;
use crate::context::Context;
use crate::lock::lock;

pub(crate) type Shared = Arc<App>;

pub(crate) struct App {
    pub(super) context: Context,
    state: Mutex<State>,
}

impl App {
    pub(crate) fn new(context: Context, accounts: &[QuatrixAccount]) -> Self {
        Self {
            context,
            state: Mutex::new(State::new(accounts)),
        }
    }

    /// Forgets everything, and knows these users.
    pub(crate) fn reset(&self, accounts: &[QuatrixAccount]) {
        *self.state() = State::new(accounts);
    }

    pub(super) fn now(&self) -> SystemTime {
        self.context.clock.now()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}
