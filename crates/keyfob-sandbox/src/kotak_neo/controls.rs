use std::time::Duration;

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
}
