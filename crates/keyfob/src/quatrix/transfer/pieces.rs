//! The pieces of a file, one after another, in buffers that are used again.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use tokio::task::JoinHandle;

use super::local::read_at;

/// What is read at a time, in bytes: each read is a way to a thread that may wait for the disk, and back.
const PIECE: usize = 256 * 1024;

/// So many pieces wait to be sent at most: the HTTP library asks for the next one while it has less than 400 KiB.
const WAITING: usize = 3;

/// An open file, which others may read elsewhere.
pub(super) struct Pieces {
    file: Arc<File>,
    /// The piece that is read just now.
    reading: Option<JoinHandle<io::Result<Bytes>>>,
    /// The last ones, the oldest first. One that was sent, and that nobody else has any more, is the buffer of a next one: memory that
    /// was used just now costs neither a fault of its page nor zeros.
    last: VecDeque<Bytes>,
}

impl Pieces {
    pub(super) fn new(file: Arc<File>) -> Self {
        Self {
            file,
            reading: None,
            last: VecDeque::new(),
        }
    }

    /// The piece at this place, of `left` bytes at most; an empty one where the file ends. A place is asked for until its piece is there.
    pub(super) fn poll_read(
        &mut self,
        context: &mut Context<'_>,
        at: u64,
        left: usize,
    ) -> Poll<io::Result<Bytes>> {
        let mut reading = match self.reading.take() {
            Some(reading) => reading,
            None => self.begin_to_read(at, left.min(PIECE)),
        };
        let Poll::Ready(piece) = Pin::new(&mut reading).poll(context) else {
            self.reading = Some(reading);
            return Poll::Pending;
        };
        let piece = piece.unwrap_or_else(|error| Err(error.into()))?;
        self.last.push_back(piece.clone());
        Poll::Ready(Ok(piece))
    }

    fn begin_to_read(&mut self, at: u64, wanted: usize) -> JoinHandle<io::Result<Bytes>> {
        let file = Arc::clone(&self.file);
        let mut piece = self.buffer();
        tokio::task::spawn_blocking(move || {
            piece.resize(wanted, 0);
            let read = read_at(&file, &mut piece, at)?;
            piece.truncate(read);
            Ok(piece.freeze())
        })
    }

    /// The oldest piece's memory, if that was sent.
    fn buffer(&mut self) -> BytesMut {
        match self.last.pop_front().map(Bytes::try_into_mut) {
            Some(Ok(buffer)) => return buffer,
            Some(Err(oldest)) if self.last.len() + 1 < WAITING => self.last.push_front(oldest),
            Some(Err(_)) | None => {}
        }
        BytesMut::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of this many bytes of which no two pieces are the same.
    fn file(bytes: usize) -> (Vec<u8>, Arc<File>) {
        let content: Vec<u8> = (0..bytes).map(|at| (at % 251) as u8).collect();
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, &content).unwrap();
        (content, Arc::new(file))
    }

    async fn next(pieces: &mut Pieces, at: usize, left: usize) -> Bytes {
        std::future::poll_fn(|context| pieces.poll_read(context, at as u64, left))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn pieces_that_were_sent_are_the_buffers_of_the_next_ones() {
        let (content, file) = file(20 * PIECE + 7);
        let mut pieces = Pieces::new(file);
        let (mut got, mut buffers) = (Vec::new(), std::collections::HashSet::new());
        while got.len() < content.len() {
            let piece = next(&mut pieces, got.len(), content.len() - got.len()).await;
            buffers.insert(piece.as_ptr());
            got.extend_from_slice(&piece);
        }
        assert_eq!(got, content);
        assert_eq!(buffers.len(), 1);
    }

    #[tokio::test]
    async fn pieces_that_are_still_held_keep_their_bytes() {
        let (content, file) = file(10 * PIECE);
        let mut pieces = Pieces::new(file);
        let mut held = Vec::new();
        for at in (0..content.len()).step_by(PIECE) {
            held.push(next(&mut pieces, at, content.len() - at).await);
        }
        assert_eq!(held.concat(), content);
        assert!(pieces.last.len() <= WAITING);
    }

    #[tokio::test]
    async fn behind_a_short_piece_comes_a_whole_one_and_behind_the_end_an_empty_one() {
        let (content, file) = file(2 * PIECE);
        let mut pieces = Pieces::new(file);
        assert_eq!(next(&mut pieces, 3, 5).await, &content[3..8]);
        assert_eq!(next(&mut pieces, 8, PIECE).await, &content[8..8 + PIECE]);
        assert!(next(&mut pieces, content.len(), 5).await.is_empty());
    }
}
