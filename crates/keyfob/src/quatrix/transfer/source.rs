//! Where the bytes of an upload come from.

use std::collections::VecDeque;
use std::io::SeekFrom;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt};

use super::Error;
use super::body::{ChunkBody, PIECE};
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

    /// What a chunk that could not be read means.
    fn fault(&self, error: std::io::Error) -> Error;
}

/// A file, which is opened anew for each chunk.
pub(super) struct FileSource(pub(super) PathBuf);

impl Source for FileSource {
    const LONGEST: u64 = u64::MAX;

    async fn chunk(
        &mut self,
        at: u64,
        length: u64,
        meter: &Arc<Meter>,
    ) -> Result<ChunkBody, Error> {
        let mut file = File::open(&self.0).await.map_err(Error::disk(&self.0))?;
        file.set_max_buf_size(PIECE);
        file.seek(SeekFrom::Start(at))
            .await
            .map_err(Error::disk(&self.0))?;
        Ok(ChunkBody::of_file(file, at, length, Arc::clone(meter)))
    }

    fn fault(&self, error: std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Error::changed(&self.0),
            _ => Error::disk(&self.0)(error),
        }
    }
}

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
