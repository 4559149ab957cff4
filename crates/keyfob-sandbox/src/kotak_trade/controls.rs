use std::time::Duration;

use crate::kotak_trade::app::App;

/// The switches of Kotak Trade.
pub struct Controls<'a> {
    app: &'a App,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app }
    }

    /// Makes session init send clients to the second origin, which from then on is the only one that
    /// serves anything but session init; the first refuses with fault code 900901. Off at first.
    pub fn redirect_to_second_host(&self, on: bool) {
        self.app.state().redirect = on;
    }

    /// Lets at most `logins` password logins through in any `window` of sandbox time.
    pub fn limit_logins(&self, logins: usize, window: Duration) {
        self.app.state().limit.set(logins, window);
    }

    /// Lets any number of logins through again.
    pub fn lift_login_limit(&self) {
        self.app.state().limit.lift();
    }

    /// Ends every session, and tells how many there were: their next calls are refused as those of an ended session. Logins
    /// under way go on.
    pub fn end_sessions(&self) -> usize {
        let now = self.app.now();
        let mut state = self.app.state();
        let ended = state.open_sessions(now);
        state.sessions.clear();
        ended
    }

    /// How many sessions are there now, by sandbox time.
    pub fn open_sessions(&self) -> usize {
        self.app.state().open_sessions(self.app.now())
    }

    /// How many logins have led to a session since the start or the last reset.
    pub fn logins(&self) -> u64 {
        self.app.state().logins
    }

    #[cfg(feature = "control")]
    pub(crate) fn login_limit(&self) -> Option<(usize, Duration)> {
        self.app.state().limit.rule()
    }

    #[cfg(feature = "control")]
    pub(crate) fn redirects_to_second_host(&self) -> bool {
        self.app.state().redirect
    }
}
