//! What goes on, as a stream of events.

mod meter;

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use tokio::sync::mpsc;

use super::Resume;

pub(super) use meter::{Meter, Teller, channel};

/// What goes on. Each transfer has a number of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A file is under way.
    Started {
        /// The transfer's number.
        transfer: u64,
        /// The file's name.
        name: String,
        /// Up or down.
        way: Way,
        /// The bytes that need not move because they did before.
        done: u64,
        /// The file's size, if it is known.
        total: Option<u64>,
    },
    /// Bytes moved: about 200 times a file, and never fewer than before. Of an upload these are bytes that were handed to the
    /// network, of which some may be sent again.
    Moved {
        /// The transfer's number.
        transfer: u64,
        /// The bytes so far.
        done: u64,
        /// The file's size, if it is known.
        total: Option<u64>,
    },
    /// A chunk of an upload arrived, or its upload began. Who keeps the last one can go on after a crash, or after an upload that
    /// was dropped.
    Arrived {
        /// The transfer's number.
        transfer: u64,
        /// From where it can go on.
        resume: Box<Resume>,
    },
    /// After a failure it goes on from here.
    Again {
        /// The transfer's number.
        transfer: u64,
        /// The first byte that moves now.
        from: u64,
    },
    /// The file is there, whole.
    Finished {
        /// The transfer's number.
        transfer: u64,
        /// The file's size.
        size: u64,
    },
    /// It stopped.
    Failed {
        /// The transfer's number.
        transfer: u64,
        /// Why.
        why: String,
    },
    /// A file was left as it is.
    Skipped {
        /// The file's name.
        name: String,
    },
}

/// Up to the vendor, or down from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the vendor.
    Up,
    /// From the vendor.
    Down,
}

/// The events as they come; also a [`Stream`]. Whether anybody looks at them changes nothing else.
#[derive(Debug)]
pub struct Progress(mpsc::UnboundedReceiver<Event>);

impl Progress {
    /// The next event; `None` when no transfer can come any more.
    pub async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }
}

impl Stream for Progress {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.0.poll_recv(context)
    }
}
