//! How others learn of changes: of prices as they happen, and of orders from a journal that nobody misses anything of.

use std::sync::Arc;
use std::time::SystemTime;

use tokio::sync::{broadcast, watch};

use super::instrument::Instrument;

/// How many changes of prices a listener may lag behind before it is told that it missed some.
const ROOM: usize = 4096;

/// An instrument or an index right after a change.
#[derive(Clone)]
pub(crate) struct Tick {
    /// Grows by one with each change.
    pub(crate) number: u64,
    pub(crate) instrument: Arc<Instrument>,
    /// The instrument's number, or that of the index.
    pub(crate) token: u64,
    pub(crate) at: SystemTime,
}

impl Tick {
    /// Indices are not traded, and have no number of an instrument.
    pub(crate) fn is_index(&self) -> bool {
        self.instrument.token == 0
    }
}

/// A step of an order.
#[derive(Clone, Copy)]
pub(crate) struct Happened {
    pub(crate) order: u64,
    /// Which of the order's steps.
    pub(crate) step: usize,
}

/// Every step of every order, in the order in which they happened.
#[derive(Default)]
pub(crate) struct Journal(Vec<Happened>);

/// Who listens. Clones are heard by the same listeners.
#[derive(Clone)]
pub(crate) struct Tape {
    ticks: broadcast::Sender<Tick>,
    orders: watch::Sender<()>,
    number: u64,
}

/// What a listener waits for.
pub(crate) struct Listener {
    pub(crate) ticks: broadcast::Receiver<Tick>,
    /// Changes when the journal has grown.
    pub(crate) orders: watch::Receiver<()>,
}

impl Default for Tape {
    fn default() -> Self {
        Self {
            ticks: broadcast::Sender::new(ROOM),
            orders: watch::Sender::new(()),
            number: 0,
        }
    }
}

impl Tape {
    /// Tells of an instrument's figures.
    pub(super) fn quote(&mut self, instrument: &Instrument, token: u64, at: SystemTime) {
        self.number += 1;
        if self.ticks.receiver_count() == 0 {
            return;
        }
        // An error means that the last listener has left meanwhile.
        let _ = self.ticks.send(Tick {
            number: self.number,
            instrument: Arc::new(instrument.clone()),
            token,
            at,
        });
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Says that the journal has grown.
    pub(super) fn orders(&self) {
        self.orders.send_replace(());
    }

    /// Listens from now on.
    pub(super) fn listen(&self) -> Listener {
        Listener {
            ticks: self.ticks.subscribe(),
            orders: self.orders.subscribe(),
        }
    }
}

impl Journal {
    pub(super) fn add(&mut self, happened: impl Iterator<Item = Happened>) {
        self.0.extend(happened);
    }

    pub(super) fn since(&self, position: usize) -> &[Happened] {
        self.0.get(position..).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
