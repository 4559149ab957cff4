//! A market that moves by itself: a small step of a random price at a time, the same steps for the same seed.

use std::time::Duration;

use rust_decimal::Decimal;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::instrument::Instrument;
use super::market::{Market, SharedMarket};
use crate::clock::Clock;

/// How a market moves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Movement {
    /// How many prices change in a second.
    pub(crate) per_second: u32,
    pub(crate) seed: u64,
}

/// How often it is looked at what is due, at most.
const PULSE: Duration = Duration::from_millis(10);

/// Moves prices until the sandbox stops.
pub(crate) async fn run(
    movement: Movement,
    market: SharedMarket,
    clock: Clock,
    mut stopped: watch::Receiver<bool>,
) {
    let mut random = Random(movement.seed);
    let mut pulse = interval(PULSE);
    pulse.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let begun = Instant::now();
    let mut done = 0_u128;
    loop {
        tokio::select! {
            _ = pulse.tick() => {}
            // An error means that the sandbox is gone.
            _ = stopped.wait_for(|stop| *stop) => return,
        }
        let due = begun.elapsed().as_millis() * u128::from(movement.per_second) / 1000;
        let mut market = market.lock();
        while done < due {
            market.move_one(&mut random, &clock);
            done += 1;
        }
    }
}

impl Market {
    fn move_one(&mut self, random: &mut Random, clock: &Clock) {
        let all = self.instruments.len() + self.indices.len();
        let Some(chosen) = random.below(all) else {
            return;
        };
        let up = random.below(2) == Some(1);
        if let Some(instrument) = self.instruments.values().nth(chosen) {
            let (token, price) = (instrument.token, step(instrument, up));
            self.set_price(token, price, clock.now());
        } else if let Some(index) = self.indices.get(chosen - self.instruments.len()) {
            let (segment, name) = (index.segment, index.name.clone());
            let figure = step(index, up);
            self.set_index(segment, &name, figure, clock.now());
        }
    }
}

/// A tick up or down; at the edge of the band, back into it.
fn step(instrument: &Instrument, up: bool) -> Decimal {
    let tick = Decimal::new(5, 2);
    let (low, high) = instrument.band;
    let (above, below) = (instrument.last + tick, instrument.last - tick);
    match up {
        true if above <= high => above,
        false if below >= low => below,
        true => below,
        false => above,
    }
}

/// SplitMix64: enough for prices, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this; none below 0.
    fn below(&mut self, end: usize) -> Option<usize> {
        let end = u64::try_from(end).ok()?;
        usize::try_from(self.next().checked_rem(end)?).ok()
    }
}
