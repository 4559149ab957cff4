//! Where the market feeds' codecs put what they find.

use crate::{MarketEvent, Problem};

/// Takes what is decoded, in the order of the frame. So a frame of any number of messages needs no list.
///
/// A closure over `Result<MarketEvent, Problem>` is one.
pub trait Sink {
    /// Takes an event.
    fn event(&mut self, event: MarketEvent);

    /// Takes what could not be understood.
    fn problem(&mut self, problem: Problem);
}

impl<F: FnMut(Result<MarketEvent, Problem>)> Sink for F {
    #[inline]
    fn event(&mut self, event: MarketEvent) {
        self(Ok(event));
    }

    #[inline]
    fn problem(&mut self, problem: Problem) {
        self(Err(problem));
    }
}
