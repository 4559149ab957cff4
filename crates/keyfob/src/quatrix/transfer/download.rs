//! Down: a link, and the bytes, which go on where they were cut.

mod answer;

use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt;
use quatrix::types::IdsReq;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::part::Part;
use super::progress::{Meter, Way};
use super::remote::Remote;
use super::{Error, Transfer};

impl Transfer {
    /// Downloads a file to this place; its folder must be there. What was there before is replaced in one step, once the new file is
    /// whole. It gets the time that it has at the vendor's.
    ///
    /// A folder comes as a zip, whose size is not known before.
    ///
    /// # Errors
    /// [`Error::Disk`], [`Error::Length`], [`Error::Changed`] if the vendor's file changed between a cut and the rest, and
    /// [`Error::Api`]. What came so far is kept in `NAME.part`, and the next call goes on with it if that is right.
    pub async fn download_file(&self, file_id: &str, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let _slot = self.slot().await;
        let remote = self.remote(file_id).await?.for_download();
        let mut part = Part::open(path, &remote).await?;
        let meter = self
            .teller
            .start(&remote.name, Way::Down, part.had(), remote.size);
        let have = part.had();
        let outcome = self.fetch(&remote, part.writer(), have, &meter).await;
        // What came is kept even then.
        let written = part.flush().await;
        let outcome = match (outcome, written) {
            (Err(Error::Stream(error)), _) | (Ok(_), Err(error)) => Err(part.fault(error)),
            (Err(error), _) => Err(error),
            (Ok(size), Ok(())) => part.finish(remote.mtime).await.map(|()| size),
        };
        meter.end(outcome.as_ref().map(|size| *size));
        outcome
    }

    /// Downloads a file to a writer, which is flushed in the end, and not shut down.
    ///
    /// # Errors
    /// [`Error::Stream`] for the writer, else as [`Transfer::download_file`]. What was written then is the beginning of the file, or
    /// in the case of [`Error::Length`] perhaps not even that.
    pub async fn download<W>(&self, file_id: &str, mut writer: W) -> Result<u64, Error>
    where
        W: AsyncWrite + Send + Unpin,
    {
        let _slot = self.slot().await;
        let remote = self.remote(file_id).await?.for_download();
        let meter = self.teller.start(&remote.name, Way::Down, 0, remote.size);
        let outcome = self.fetch(&remote, &mut writer, 0, &meter).await;
        let outcome = match outcome {
            Ok(size) => writer.flush().await.map(|()| size).map_err(Error::Stream),
            Err(error) => Err(error),
        };
        meter.end(outcome.as_ref().map(|size| *size));
        outcome
    }

    /// Gets the rest of a file of which there are `have` bytes, and yields its size.
    async fn fetch<W: AsyncWrite + Send + Unpin>(
        &self,
        remote: &Remote,
        writer: &mut W,
        mut have: u64,
        meter: &Arc<Meter>,
    ) -> Result<u64, Error> {
        let mut cuts = 0;
        while remote.size != Some(have) {
            let before = have;
            let Some(cut) = self.read_on(remote, writer, &mut have, meter).await? else {
                break;
            };
            // Only cuts without a byte between them are counted: a line that is cut every minute still brings the file.
            cuts = if have > before { 1 } else { cuts + 1 };
            let wait = self.wait("file_download", &cut, cuts);
            // Of a zip nobody knows whether the next one has the same bytes.
            let Some(wait) = wait.filter(|_| remote.size.is_some()) else {
                return Err(cut.into());
            };
            tokio::time::sleep(wait).await;
            self.check_unchanged(remote).await?;
            meter.again(have);
        }
        match remote.size {
            Some(expected) if expected != have => Err(length(expected, have)),
            _ => Ok(have),
        }
    }

    /// The rest must be of the same file as the beginning.
    async fn check_unchanged(&self, remote: &Remote) -> Result<(), Error> {
        let now = self.remote(&remote.id).await?;
        if (now.size, now.mtime) == (remote.size, remote.mtime) {
            Ok(())
        } else {
            Err(Error::Changed(remote.name.clone()))
        }
    }

    /// Reads until the end, or until the line is cut, which it then tells.
    async fn read_on<W: AsyncWrite + Send + Unpin>(
        &self,
        remote: &Remote,
        writer: &mut W,
        have: &mut u64,
        meter: &Meter,
    ) -> Result<Option<keyfob_core::Error>, Error> {
        // How long a link lives is not known; as rclone does, each request has its own.
        let ids = vec![remote.id.clone()];
        let link = self.client.file_download_link().body(IdsReq { ids });
        let link = link.send().await?.into_inner().id;
        let link = link.ok_or_else(|| Error::incomplete("file_download_link", "id"))?;
        let mut call = self.client.file_download().id(link);
        if *have > 0 {
            call = call.range(format!("bytes={have}-"));
        }
        let answer = call.send().await?;
        let mut skip = answer::first_byte(&answer, *have, remote.size)?;
        let mut bytes = answer.into_inner();
        while let Some(piece) = bytes.next().await {
            let mut piece = match piece {
                Ok(piece) => piece,
                Err(cut) => return Ok(Some(cut)),
            };
            let skipped = usize::try_from(skip).unwrap_or(usize::MAX).min(piece.len());
            skip -= skipped as u64;
            let piece = piece.split_off(skipped);
            let reached = *have + piece.len() as u64;
            if let Some(expected) = remote.size.filter(|size| reached > *size) {
                return Err(length(expected, reached));
            }
            writer.write_all(&piece).await.map_err(Error::Stream)?;
            *have = reached;
            meter.reached(reached);
        }
        Ok(None)
    }
}

impl Remote {
    /// A folder comes as a zip, of which neither the size nor the time is known.
    fn for_download(mut self) -> Self {
        if self.kind != super::remote::Kind::File {
            self.size = None;
            self.mtime = None;
        }
        self
    }
}

fn length(expected: u64, got: u64) -> Error {
    Error::Length {
        operation: "file_download",
        expected,
        got,
    }
}
