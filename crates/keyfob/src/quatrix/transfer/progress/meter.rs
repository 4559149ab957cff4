//! Who tells what goes on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use super::{Event, Progress, Way};
use crate::quatrix::transfer::Resume;

pub(in crate::quatrix::transfer) fn channel() -> (Teller, Progress) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let teller = Teller(Some(Arc::new(Told {
        sender,
        count: AtomicU64::new(0),
    })));
    (teller, Progress(receiver))
}

/// Who tells, if anybody listens.
#[derive(Debug, Clone, Default)]
pub(in crate::quatrix::transfer) struct Teller(Option<Arc<Told>>);

#[derive(Debug)]
struct Told {
    sender: mpsc::UnboundedSender<Event>,
    count: AtomicU64,
}

impl Teller {
    pub(in crate::quatrix::transfer) fn skipped(&self, name: &str) {
        if let Some(told) = &self.0 {
            let name = name.to_owned();
            let _ = told.sender.send(Event::Skipped { name });
        }
    }

    pub(in crate::quatrix::transfer) fn start(
        &self,
        name: &str,
        way: Way,
        done: u64,
        total: Option<u64>,
    ) -> Arc<Meter> {
        let transfer = match &self.0 {
            Some(told) => told.count.fetch_add(1, Ordering::Relaxed),
            None => 0,
        };
        let meter = Meter {
            teller: self.clone(),
            transfer,
            total,
            step: (total.unwrap_or(0) / 200).max(64 * 1024),
            state: Mutex::new((done, done)),
        };
        let name = name.to_owned();
        meter.tell(Event::Started {
            transfer,
            name,
            way,
            done,
            total,
        });
        Arc::new(meter)
    }
}

/// The progress of one transfer.
#[derive(Debug)]
pub(in crate::quatrix::transfer) struct Meter {
    teller: Teller,
    transfer: u64,
    total: Option<u64>,
    step: u64,
    /// The most that was reached, and what of it was told.
    state: Mutex<(u64, u64)>,
}

impl Meter {
    pub(in crate::quatrix::transfer) fn reached(&self, done: u64) {
        // Told under the lock, so that a chunk's attempt that is not quite dead yet cannot step in between.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (top, told) = *state;
        let top = top.max(done);
        let tell = top >= told.saturating_add(self.step) || (top > told && Some(top) == self.total);
        *state = (top, if tell { top } else { told });
        if tell {
            self.tell(Event::Moved {
                transfer: self.transfer,
                done: top,
                total: self.total,
            });
        }
    }

    pub(in crate::quatrix::transfer) fn arrived(&self, resume: &Resume) {
        if self.teller.0.is_some() {
            self.tell(Event::Arrived {
                transfer: self.transfer,
                resume: Box::new(resume.clone()),
            });
        }
    }

    pub(in crate::quatrix::transfer) fn again(&self, from: u64) {
        self.tell(Event::Again {
            transfer: self.transfer,
            from,
        });
    }

    /// Tells how it ended.
    pub(in crate::quatrix::transfer) fn end<E: std::fmt::Display>(&self, outcome: Result<u64, &E>) {
        let transfer = self.transfer;
        self.tell(match outcome {
            Ok(size) => Event::Finished { transfer, size },
            Err(error) => Event::Failed {
                transfer,
                why: error.to_string(),
            },
        });
    }

    fn tell(&self, event: Event) {
        if let Some(told) = &self.teller.0 {
            // Nobody listens any more: nobody is told.
            let _ = told.sender.send(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_again_is_not_told_again() {
        const STEP: u64 = 64 * 1024;
        let (teller, Progress(mut events)) = channel();
        let meter = teller.start("a", Way::Up, 0, Some(4 * STEP));
        for reached in [1, 2 * STEP, STEP, 2 * STEP, 2 * STEP + 1, 4 * STEP, STEP] {
            meter.reached(reached);
        }
        let mut told = Vec::new();
        while let Ok(event) = events.try_recv() {
            if let Event::Moved { done, .. } = event {
                told.push(done);
            }
        }
        assert_eq!(told, [2 * STEP, 4 * STEP]);
    }
}
