use std::time::Duration;

use crate::world::World;

/// The switches of Kotak Trade.
pub struct Controls<'a> {
    world: &'a World,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world }
    }

    /// Makes session init send clients to the second origin, which from then on is the only one that
    /// serves anything but session init; the first refuses with fault code 900901. Off at first.
    pub fn redirect_to_second_host(&self, on: bool) {
        self.world.kotak_trade().redirect = on;
    }

    /// Lets at most `logins` password logins through in any `window` of sandbox time.
    pub fn limit_logins(&self, logins: usize, window: Duration) {
        self.world.kotak_trade().limit.set(logins, window);
    }
}
