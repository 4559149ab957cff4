//! Where the bytes of an upload come from.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::Error;
use super::body::ChunkBody;
use super::local::LocalFile;
use super::progress::Meter;

/// Bytes that come chunk by chunk, each as often as it is asked for before the next.
pub(super) trait Source: Send {
    /// The longest chunk that it can give.
    const LONGEST: u64;

    /// The body of the chunk of this length at this place.
    fn chunk(
        &mut self,
        at: u64,
        length: u64,
        meter: &Arc<Meter>,
    ) -> impl Future<Output = Result<ChunkBody, Error>> + Send;

    /// Checks that it still is what the first chunk was of.
    fn check(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// What a chunk that could not be read means.
    fn fault(&self, error: std::io::Error) -> Error;
}

/// A file, open from the first chunk to the last.
pub(super) struct FileSource(pub(super) LocalFile);

impl Source for FileSource {
    const LONGEST: u64 = u64::MAX;

    async fn chunk(
        &mut self,
        at: u64,
        length: u64,
        meter: &Arc<Meter>,
    ) -> Result<ChunkBody, Error> {
        let file = Arc::clone(self.0.file());
        Ok(ChunkBody::of_file(file, at, length, Arc::clone(meter)))
    }

    async fn check(&mut self) -> Result<(), Error> {
        self.0.check().await
    }

    fn fault(&self, error: std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Error::changed(self.0.path()),
            _ => Error::disk(self.0.path())(error),
        }
    }
}

/// What is read at a time of what is held, in bytes.
const PIECE: usize = 64 * 1024;

/// A reader that cannot go back: its last chunk is held in memory.
pub(super) struct ReaderSource<R> {
    reader: R,
    held: Option<(u64, VecDeque<Bytes>)>,
}

impl<R> ReaderSource<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, held: None }
    }
}

impl<R: AsyncRead + Send + Unpin> ReaderSource<R> {
    /// Reads the chunk of this length at this place already now; it is the next one that may be asked for.
    ///
    /// # Errors
    /// [`Error::Stream`] if the reader fails, or ends within the chunk.
    pub(super) async fn read_ahead(&mut self, at: u64, length: u64) -> Result<(), Error> {
        self.held = Some((at, read(&mut self.reader, length).await?));
        Ok(())
    }
}

impl<R: AsyncRead + Send + Unpin> Source for ReaderSource<R> {
    /// What the vendor's Java client sends at a time.
    const LONGEST: u64 = 4 * 1024 * 1024;

    async fn chunk(
        &mut self,
        at: u64,
        length: u64,
        meter: &Arc<Meter>,
    ) -> Result<ChunkBody, Error> {
        let pieces = match &self.held {
            Some((held, pieces)) if *held == at => pieces.clone(),
            _ => {
                // The old chunk goes before the new one comes.
                self.held = None;
                let pieces = read(&mut self.reader, length).await?;
                self.held = Some((at, pieces.clone()));
                pieces
            }
        };
        Ok(ChunkBody::held(pieces, at, length, Arc::clone(meter)))
    }

    /// Nobody else reads from it.
    async fn check(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn fault(&self, error: std::io::Error) -> Error {
        Error::Stream(error)
    }
}

async fn read<R: AsyncRead + Unpin>(
    reader: &mut R,
    mut left: u64,
) -> Result<VecDeque<Bytes>, Error> {
    let mut pieces = VecDeque::new();
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
        let mut piece = BytesMut::zeroed(wanted);
        reader.read_exact(&mut piece).await.map_err(Error::Stream)?;
        left -= wanted as u64;
        pieces.push_back(piece.freeze());
    }
    Ok(pieces)
}
