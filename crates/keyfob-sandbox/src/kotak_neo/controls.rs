use std::time::Duration;

use super::odd_book::OddBook;
use crate::world::World;

/// The switches of Kotak Neo, and what its users receive outside the API.
pub struct Controls<'a> {
    world: &'a World,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world }
    }

    /// The one-time password last sent to anybody: stands for reading the text message.
    pub fn last_otp(&self) -> Option<String> {
        self.world.kotak_neo().last_otp.clone()
    }

    /// The one-time token of this client's latest QR code: stands for scanning it.
    pub fn last_ott(&self, ucc: &str) -> Option<String> {
        self.world
            .kotak_neo()
            .otts
            .get(ucc)
            .map(|ott| ott.value.clone())
    }

    /// Lets at most `logins` first login steps through in any `window` of sandbox time.
    pub fn limit_logins(&self, logins: usize, window: Duration) {
        self.world.kotak_neo().limit.set(logins, window);
    }

    /// Lets this much sandbox time pass until a new order shows in the order book, in its history and by its number; none to
    /// begin with. Users report up to four seconds.
    pub fn delay_book(&self, delay: Duration) {
        self.world.kotak_neo().book_delay = delay;
    }

    /// Answers order books, histories, trade books, positions and holdings with something else, until `None` is set.
    pub fn answer_books_with(&self, odd: Option<OddBook>) {
        self.world.kotak_neo().odd_book = odd;
    }
}
