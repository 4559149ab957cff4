use std::time::Duration;

use super::feeds::Feeds;
#[cfg(feature = "control")]
use super::feeds::settings::Settings as FeedSettings;
use super::odd_book::OddBook;
use crate::kotak_neo::app::App;

/// The switches of Kotak Neo, and what its users receive outside the API.
pub struct Controls<'a> {
    app: &'a App,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app }
    }

    /// The one-time password last sent to anybody: stands for reading the text message.
    pub fn last_otp(&self) -> Option<String> {
        self.app.state().last_otp.clone()
    }

    /// The one-time token of this client's latest QR code: stands for scanning it.
    pub fn last_ott(&self, ucc: &str) -> Option<String> {
        self.app.state().otts.get(ucc).map(|ott| ott.value.clone())
    }

    /// Takes authenticator codes that were taken before, so that tests need not wait for the next; off at first.
    pub fn allow_used_codes(&self, on: bool) {
        self.app.state().authenticator.reuse = on;
    }

    /// Lets at most `logins` first login steps through in any `window` of sandbox time.
    pub fn limit_logins(&self, logins: usize, window: Duration) {
        self.app.state().limit.set(logins, window);
    }

    /// Lets any number of logins through again.
    pub fn lift_login_limit(&self) {
        self.app.state().limit.lift();
    }

    /// Ends every session, and tells how many there were: their next calls are refused as those of an ended session. Logins
    /// under way go on. Connections to the feeds that are logged in are closed.
    pub fn end_sessions(&self) -> usize {
        let now = self.app.now();
        let mut state = self.app.state();
        let ended = state.open_sessions(now);
        state.trades.clear();
        self.app.feeds.end_sessions(None);
        ended
    }

    /// The three feeds.
    pub fn feeds(&self) -> Feeds<'_> {
        Feeds::new(&self.app.feeds)
    }

    /// How many sessions are there now, by sandbox time.
    pub fn open_sessions(&self) -> usize {
        self.app.state().open_sessions(self.app.now())
    }

    /// How many logins have led to a session since the start or the last reset, in any generation.
    pub fn logins(&self) -> u64 {
        self.app.state().logins
    }

    #[cfg(feature = "control")]
    pub(crate) fn feed_settings(&self) -> FeedSettings {
        self.app.feeds.settings()
    }

    #[cfg(feature = "control")]
    pub(crate) fn login_limit(&self) -> Option<(usize, Duration)> {
        self.app.state().limit.rule()
    }

    #[cfg(feature = "control")]
    pub(crate) fn book_delay(&self) -> Duration {
        self.app.state().book_delay
    }

    #[cfg(feature = "control")]
    pub(crate) fn odd_book(&self) -> Option<OddBook> {
        self.app.state().odd_book
    }

    #[cfg(feature = "control")]
    pub(crate) fn allows_used_codes(&self) -> bool {
        self.app.state().authenticator.reuse
    }

    /// Lets this much sandbox time pass until a new order shows in the order book, in its history and by its number; none to
    /// begin with. Users report up to four seconds.
    pub fn delay_book(&self, delay: Duration) {
        self.app.state().book_delay = delay;
    }

    /// Answers order books, histories, trade books, positions and holdings with something else, until `None` is set.
    pub fn answer_books_with(&self, odd: Option<OddBook>) {
        self.app.state().odd_book = odd;
    }
}
