//! Down: a link, and the bytes, which go on where they were cut.

mod answer;
mod sink;

use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt;
use keyfob_core::ByteStream;
use quatrix::types::IdsRequest;
use tokio::io::AsyncWrite;

use super::part::{Naming, Part};
use super::progress::{Meter, Way};
use super::remote::Remote;
use super::{Error, Transfer, Tries};
use answer::Plan;
use sink::{Sink, WriterSink};

impl Transfer {
    /// Downloads a file to this place; its folder must be there. What was there before is replaced in one step, once the new file is
    /// whole. It gets the time that it has at the vendor's.
    ///
    /// A folder comes as a zip, whose size is not known before.
    ///
    /// # Errors
    /// [`Error::Disk`], [`Error::NotAFile`] if a folder, a pipe or a device has this name, [`Error::Length`], [`Error::NotTheFile`],
    /// [`Error::Changed`] if the vendor's file changed between a cut and the rest, and [`Error::Api`]. What came so far and is
    /// certainly the file's is kept beside it, and the next call goes on with that if the vendor's file is the same.
    pub async fn download_file(&self, file_id: &str, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.download_as(file_id, path.as_ref(), Naming::Replace)
            .await
    }

    /// Downloads a file, which gets its name like this.
    ///
    /// # Errors
    /// As [`Transfer::download_file`], and [`Error::Taken`].
    pub(super) async fn download_as(
        &self,
        file_id: &str,
        path: &Path,
        naming: Naming,
    ) -> Result<u64, Error> {
        let _slot = self.slot().await;
        let remote = self.remote(file_id).await?.for_download();
        let mut part = Part::open(path, &remote).await?;
        let meter = self
            .teller
            .start(&remote.name, Way::Down, part.had(), remote.size);
        let have = part.had();
        let outcome = match self.fetch(&remote, &mut part, have, &meter).await {
            Ok(size) => part.finish(remote.mtime, naming).await.map(|()| size),
            Err(error) => {
                // What came is kept even then; why it ended is what the caller wants to know.
                let _ = part.leave().await;
                Err(error)
            }
        };
        meter.end(outcome.as_ref().map(|size| *size));
        outcome
    }

    /// Downloads a file to a writer, which is flushed in the end, and not shut down.
    ///
    /// # Errors
    /// [`Error::Stream`] for the writer, else as [`Transfer::download_file`]. What was written then is the beginning of the file; of
    /// a folder's zip, whose size is not known before, it is what came. An answer that does not tell its length is held in
    /// memory until its end, up to 4 MiB; a longer one is [`Error::NotTheFile`].
    pub async fn download<W>(&self, file_id: &str, writer: W) -> Result<u64, Error>
    where
        W: AsyncWrite + Send + Unpin,
    {
        let _slot = self.slot().await;
        let remote = self.remote(file_id).await?.for_download();
        let meter = self.teller.start(&remote.name, Way::Down, 0, remote.size);
        let mut sink = WriterSink::new(writer, &remote.name);
        let outcome = self.fetch(&remote, &mut sink, 0, &meter).await;
        let outcome = match outcome {
            Ok(size) => sink.flush().await.map(|()| size),
            Err(error) => Err(error),
        };
        meter.end(outcome.as_ref().map(|size| *size));
        outcome
    }

    /// Gets the rest of a file of which there are `have` bytes, and yields its size.
    async fn fetch<S: Sink>(
        &self,
        remote: &Remote,
        sink: &mut S,
        mut have: u64,
        meter: &Arc<Meter>,
    ) -> Result<u64, Error> {
        let mut pieces = u32::from(have > 0);
        let (mut cuts, mut by_range) = (Tries::new(), have > 0);
        while remote.size != Some(have) {
            let before = have;
            let end = self.read_on(remote, sink, &mut have, by_range, meter);
            let cut = match end.await? {
                End::Doubtful => {
                    by_range = true;
                    continue;
                }
                End::Reached => None,
                End::Cut(cut) => Some(cut),
            };
            pieces = pieces.saturating_add(1);
            by_range = have > 0;
            let Some(cut) = cut else {
                match remote.size {
                    // Less than was asked for, but certainly of the file.
                    Some(size) if have < size && have > before => continue,
                    Some(size) if have < size => return Err(length(size, have)),
                    _ => break,
                }
            };
            // Only cuts without a byte between them are counted: a line that is cut every minute still brings the file.
            if have > before {
                cuts = Tries::new();
            }
            cuts.count(Some(&cut));
            let wait = self.wait("file_download", &cut, &cuts);
            // Of a zip nobody knows whether the next one has the same bytes.
            let Some(wait) = wait.filter(|_| remote.size.is_some()) else {
                return Err(cut.into());
            };
            tokio::time::sleep(wait).await;
            self.check_unchanged(remote).await?;
            meter.again(have);
        }
        if pieces > 1 {
            // The last piece may be of another file than the first ones.
            self.check_unchanged(remote).await?;
        }
        Ok(have)
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

    /// Asks for the rest and reads it. What is not proven to be the file's counts only if with it the file is as long as it should be.
    async fn read_on<S: Sink>(
        &self,
        remote: &Remote,
        sink: &mut S,
        have: &mut u64,
        by_range: bool,
        meter: &Meter,
    ) -> Result<End, Error> {
        // How long a link lives is not known; as rclone does, each request has its own.
        let body = IdsRequest::builder().ids([&remote.id]);
        let link = self.client.files().download_link().body(body);
        let link = link.send().await?.into_inner().id;
        let link = link.ok_or_else(|| Error::incomplete("file_download_link", "id"))?;
        let mut call = self.client.files().download().id(link);
        if by_range {
            call = call.range(format!("bytes={have}-"));
        }
        let answer = call.send().await?;
        let plan = answer::plan(&answer, *have, remote)?;
        if !plan.proven && !by_range && remote.size.is_some() {
            // Asked for a range, a server says more than this one did.
            return Ok(End::Doubtful);
        }
        if plan.page {
            return Err(Error::NotTheFile {
                name: remote.name.clone(),
                why: "it is a page, or an error",
            });
        }
        let (proven, base) = (plan.proven || remote.size.is_none(), *have);
        sink.keep().await?;
        if !proven {
            sink.doubt().await?;
        }
        let end = receive(answer.into_inner(), &plan, sink, have, meter).await;
        let short = remote.size.filter(|size| *size != *have && !proven);
        let short = short.or(plan.end.filter(|end| remote.size.is_none() && end != have));
        match (&end, short) {
            (Ok(End::Reached), None) if !proven => sink.settle().await?,
            (Ok(End::Reached), None) => {}
            // What came until then is the file's.
            (Ok(End::Cut(_)) | Err(Error::Disk { .. }), _) if proven => {}
            (Ok(End::Reached), Some(size)) => {
                let got = std::mem::replace(have, base);
                sink.set_back(base).await?;
                return Err(length(size, got));
            }
            _ => {
                *have = base;
                sink.set_back(base).await?;
            }
        }
        end
    }
}

/// How an answer ended.
enum End {
    /// With its last byte.
    Reached,
    /// Before that.
    Cut(keyfob_core::Error),
    /// It was not read: it proves nothing, and asking otherwise may help.
    Doubtful,
}

/// Reads an answer until its end, or until the line is cut.
async fn receive<S: Sink>(
    mut bytes: ByteStream,
    plan: &Plan,
    sink: &mut S,
    have: &mut u64,
    meter: &Meter,
) -> Result<End, Error> {
    let mut skip = plan.skip;
    while let Some(piece) = bytes.next().await {
        let mut piece = match piece {
            Ok(piece) => piece,
            Err(cut) => return Ok(End::Cut(cut)),
        };
        let skipped = usize::try_from(skip).unwrap_or(usize::MAX).min(piece.len());
        skip -= skipped as u64;
        let piece = piece.split_off(skipped);
        let reached = *have + piece.len() as u64;
        if let Some(end) = plan.end.filter(|end| reached > *end) {
            return Err(length(end, reached));
        }
        sink.write(&piece).await?;
        *have = reached;
        meter.reached(reached);
    }
    Ok(End::Reached)
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
