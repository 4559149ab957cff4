//! The body of one chunk: its bytes as they are read, never all at once.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::pieces::Pieces;
use super::progress::Meter;

/// The body of one chunk.
pub(super) struct ChunkBody {
    from: From,
    /// Where in the file the next byte lies, and where the chunk ends.
    at: u64,
    end: u64,
    meter: Arc<Meter>,
    fault: Fault,
}

enum From {
    File(Pieces),
    /// Bytes in memory.
    Held(VecDeque<Bytes>),
}

/// Why the body ended too early: the HTTP library only says that it did.
#[derive(Clone, Default)]
pub(super) struct Fault(Arc<Mutex<Option<io::Error>>>);

impl Fault {
    pub(super) fn take(&self) -> Option<io::Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, error: io::Error) -> io::Error {
        let kind = error.kind();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        kind.into()
    }
}

impl ChunkBody {
    pub(super) fn of_file(file: Arc<File>, at: u64, length: u64, meter: Arc<Meter>) -> Self {
        Self::new(From::File(Pieces::new(file)), at, length, meter)
    }

    pub(super) fn held(pieces: VecDeque<Bytes>, at: u64, length: u64, meter: Arc<Meter>) -> Self {
        Self::new(From::Held(pieces), at, length, meter)
    }

    fn new(from: From, at: u64, length: u64, meter: Arc<Meter>) -> Self {
        Self {
            from,
            at,
            end: at.saturating_add(length),
            meter,
            fault: Fault::default(),
        }
    }

    pub(super) fn fault(&self) -> Fault {
        self.fault.clone()
    }

    fn left(&self) -> u64 {
        self.end.saturating_sub(self.at)
    }
}

impl http_body::Body for ChunkBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = self.get_mut();
        // A file that grew since is sent as long as it was.
        let left = usize::try_from(this.left()).unwrap_or(usize::MAX);
        if left == 0 {
            return Poll::Ready(None);
        }
        let piece = match &mut this.from {
            From::File(pieces) => ready!(pieces.poll_read(context, this.at, left)),
            From::Held(pieces) => Ok(pieces.pop_front().unwrap_or_default()),
        };
        let piece = match piece {
            Ok(piece) if piece.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            other => other,
        };
        Poll::Ready(Some(match piece {
            Ok(piece) => {
                this.at = this.at.saturating_add(piece.len() as u64);
                this.meter.reached(this.at);
                Ok(Frame::data(piece))
            }
            Err(error) => Err(this.fault.set(error)),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    /// Known, so that it goes as the `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}
