//! A market that moves by itself: a small step of a random price at a time, the same steps for the same seed.

use std::time::{Duration, SystemTime};

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
    let (mut random, mut movable) = (Random(movement.seed), Movable::default());
    let mut pulse = interval(PULSE.max(Duration::from_secs(1) / movement.per_second.max(1)));
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
            movable.move_one(&mut market, &mut random, clock.now());
            done += 1;
        }
    }
}

/// What there is to move. Tokens are kept, since a map has no numbered places.
#[derive(Default)]
struct Movable {
    tokens: Vec<u64>,
}

impl Movable {
    fn move_one(&mut self, market: &mut Market, random: &mut Random, now: SystemTime) {
        if self.tokens.len() != market.instruments.len() {
            self.tokens = market.instruments.keys().copied().collect();
        }
        let all = self.tokens.len() + market.indices.len();
        let Some(chosen) = random.below(all) else {
            return;
        };
        let up = random.below(2) == Some(1);
        if let Some(token) = self.tokens.get(chosen) {
            let price = market.instrument(*token).map(|known| step(known, up));
            if let Some(price) = price {
                market.set_price(*token, price, now);
            }
        } else if let Some(index) = market.indices.get(chosen - self.tokens.len()) {
            let (segment, name) = (index.segment, index.name.clone());
            let figure = step(index, up);
            market.set_index(segment, &name, figure, now);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::instrument::Segment;

    fn prices(seed: u64) -> Vec<Decimal> {
        let (mut market, mut random) = (Market::default(), Random(seed));
        let mut movable = Movable::default();
        for _ in 0..2000 {
            movable.move_one(&mut market, &mut random, SystemTime::UNIX_EPOCH);
        }
        let all = market.instruments.values().chain(&market.indices);
        all.map(|known| known.last).collect()
    }

    #[test]
    fn the_same_seed_moves_the_same_prices_and_every_one_of_them() {
        assert_eq!(prices(7), prices(7));
        assert_ne!(prices(7), prices(8));
        let market = Market::default();
        let before = market.instruments.values().chain(&market.indices);
        let moved = before.zip(prices(7)).filter(|(one, now)| one.last != *now);
        assert!(moved.count() >= 13);
    }

    #[test]
    fn a_price_at_the_edge_of_its_band_comes_back() {
        let mut one = Instrument::share(1, Segment::NseCash, "ONE", 100);
        one.last = one.band.1;
        assert!(step(&one, true) < one.last);
        one.last = one.band.0;
        assert!(step(&one, false) > one.last);
    }
}
