//! The market as those see it who listen to it.

use std::sync::Arc;
use std::time::SystemTime;

use super::instrument::{Instrument, Segment};
use super::market::Market;
use super::tape::{Happened, Listener, Tick};

impl Market {
    /// Writes down what happened to an order since the last time, and tells of it.
    pub(super) fn tell(&mut self, number: u64) {
        let mut orders = self.orders.iter_mut();
        let Some(order) = orders.find(|order| order.number == number) else {
            return;
        };
        let new = order.told..order.steps.len();
        order.told = order.steps.len();
        let steps = new.map(|step| Happened {
            order: number,
            step,
        });
        self.journal.add(steps);
        self.tape.orders();
    }

    /// How much has happened to orders so far.
    pub(crate) fn happened(&self) -> usize {
        self.journal.len()
    }

    /// What has happened to orders since then.
    pub(crate) fn happened_since(&self, position: usize) -> &[Happened] {
        self.journal.since(position)
    }

    /// Listens from now on.
    pub(crate) fn listen(&self) -> Listener {
        self.tape.listen()
    }

    /// An instrument or an index, by its segment and its token or name, as a tick would tell of it now.
    pub(crate) fn tick(&self, segment: &str, token: &str, at: SystemTime) -> Option<Tick> {
        let number = token.parse().ok();
        let by_token = number.and_then(|token| self.instrument(token));
        let by_token = by_token.filter(|known| known.segment.code() == segment);
        let by_token = by_token.map(|known| (known, known.token));
        let (instrument, token) = by_token.or_else(|| self.named(segment, token))?;
        Some(Tick {
            number: self.tape.number(),
            instrument: Arc::new(instrument.clone()),
            token,
            at,
        })
    }

    /// An index, with the number by which feeds know it.
    fn named(&self, segment: &str, name: &str) -> Option<(&Instrument, u64)> {
        let mut numbered = self.indices.iter().zip(FIRST_INDEX..);
        numbered.find(|(known, _)| known.segment.code() == segment && known.name == name)
    }

    pub(super) fn quote_index(&mut self, segment: Segment, name: &str, at: SystemTime) {
        let mut numbered = self.indices.iter().zip(FIRST_INDEX..);
        let found = numbered.find(|(known, _)| known.segment == segment && known.name == name);
        if let Some((index, number)) = found {
            self.tape.quote(index, number, at);
        }
    }
}

/// The number of the first index; the others follow.
const FIRST_INDEX: u64 = 26_000;
