//! Where the bytes of a download go, and how they are taken back.

use std::future::Future;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::quatrix::transfer::Error;
use crate::quatrix::transfer::part::Part;

/// Where the bytes of a download go.
pub(super) trait Sink: Send {
    /// What came so far stays, whatever the next answer brings.
    fn keep(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// From now on come bytes of an answer that proves nothing, until they are settled or set back.
    fn doubt(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = Result<(), Error>> + Send;

    /// What came counts.
    fn settle(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// What came behind this place does not count.
    fn set_back(&mut self, to: u64) -> impl Future<Output = Result<(), Error>> + Send;
}

impl Sink for Part {
    async fn keep(&mut self) -> Result<(), Error> {
        Part::keep(self).await
    }

    async fn doubt(&mut self) -> Result<(), Error> {
        Part::doubt(self).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Part::write(self, bytes).await
    }

    /// The whole file is there then, and gets its name.
    async fn settle(&mut self) -> Result<(), Error> {
        Ok(())
    }

    async fn set_back(&mut self, to: u64) -> Result<(), Error> {
        Part::set_back(self, to).await
    }
}

/// A writer, which cannot take anything back: what proves nothing is held in memory.
pub(super) struct WriterSink<W> {
    writer: W,
    name: String,
    held: Option<Vec<u8>>,
}

/// So much is held.
const LONGEST: usize = 4 * 1024 * 1024;

impl<W> WriterSink<W> {
    pub(super) fn new(writer: W, name: &str) -> Self {
        Self {
            writer,
            name: name.to_owned(),
            held: None,
        }
    }
}

impl<W: AsyncWrite + Send + Unpin> WriterSink<W> {
    pub(super) async fn flush(&mut self) -> Result<(), Error> {
        self.writer.flush().await.map_err(Error::Stream)
    }
}

impl<W: AsyncWrite + Send + Unpin> Sink for WriterSink<W> {
    async fn keep(&mut self) -> Result<(), Error> {
        Ok(())
    }

    async fn doubt(&mut self) -> Result<(), Error> {
        self.held = Some(Vec::new());
        Ok(())
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.held {
            None => self.writer.write_all(bytes).await.map_err(Error::Stream),
            Some(held) if held.len().saturating_add(bytes.len()) > LONGEST => {
                Err(Error::NotTheFile {
                    name: self.name.clone(),
                    why: "it does not tell its length, and is too long to be held until its end; download it to a file",
                })
            }
            Some(held) => {
                held.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    async fn settle(&mut self) -> Result<(), Error> {
        match self.held.take() {
            Some(held) => self.writer.write_all(&held).await.map_err(Error::Stream),
            None => Ok(()),
        }
    }

    async fn set_back(&mut self, _: u64) -> Result<(), Error> {
        self.held = None;
        Ok(())
    }
}
