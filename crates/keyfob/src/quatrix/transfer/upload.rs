//! Up: a link, the chunks one after the other, and the end.

mod chunk;
mod target;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::io::AsyncRead;

pub use target::Target;

use super::mtime::Mtime;
use super::progress::{Meter, Way};
use super::source::{FileSource, ReaderSource, Source};
use super::{Error, Resume, Stopped, Transfer};

/// A file that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The vendor's id of the file.
    pub file_id: String,
    /// The name that it got.
    pub name: String,
    /// Its size, which the vendor confirmed.
    pub size: u64,
}

impl Transfer {
    /// Uploads a file. It gets the time of the local one, unless the target has another.
    ///
    /// # Errors
    /// [`Stopped`], mostly with a [`Resume`]; its error is [`Error::Disk`] for the local file, [`Error::Changed`] if that
    /// shrank meanwhile, [`Error::Length`] if the vendor has another size in the end, and [`Error::Api`] for a call.
    pub async fn upload_file(
        &self,
        path: impl AsRef<Path>,
        target: Target,
    ) -> Result<Uploaded, Stopped> {
        let path = path.as_ref();
        let _slot = self.slot().await;
        let (size, mtime) = look(path).await.map_err(Stopped::before)?;
        let target = target.or_mtime(mtime);
        let begun = self.begin(&target, size, mtime).await;
        let resume = begun.map_err(Stopped::before)?;
        self.go_on(FileSource(path.to_owned()), resume).await
    }

    /// Goes on with the upload of a file. What arrived is not sent again.
    ///
    /// # Errors
    /// As [`Transfer::upload_file`]; [`Error::Changed`] before anything is sent if the file has another size or time than
    /// when its upload began.
    pub async fn resume_file(
        &self,
        path: impl AsRef<Path>,
        resume: Resume,
    ) -> Result<Uploaded, Stopped> {
        let path = path.as_ref();
        let _slot = self.slot().await;
        let stop = |error, resume: &Resume| Stopped {
            error,
            file_id: Some(resume.file_id.clone()),
            resume: None,
        };
        match look(path).await {
            Ok(found) if found == (resume.size, resume.source) => {
                self.go_on(FileSource(path.to_owned()), resume).await
            }
            Ok(_) => Err(stop(Error::changed(path), &resume)),
            Err(error) => Err(stop(error, &resume)),
        }
    }

    /// Uploads what a reader gives: exactly `size` bytes of it.
    ///
    /// # Errors
    /// As [`Transfer::upload_file`], with [`Error::Stream`] for the reader.
    pub async fn upload<R>(&self, reader: R, size: u64, target: Target) -> Result<Uploaded, Stopped>
    where
        R: AsyncRead + Send + Unpin,
    {
        let _slot = self.slot().await;
        let begun = self.begin(&target, size, None).await;
        let resume = begun.map_err(Stopped::before)?;
        self.go_on(ReaderSource::new(reader), resume).await
    }

    /// Goes on with what a reader gives, which must stand at [`Resume::offset`].
    ///
    /// # Errors
    /// As [`Transfer::upload`].
    pub async fn resume<R>(&self, reader: R, resume: Resume) -> Result<Uploaded, Stopped>
    where
        R: AsyncRead + Send + Unpin,
    {
        let _slot = self.slot().await;
        self.go_on(ReaderSource::new(reader), resume).await
    }

    /// Uploads several files at a time, see [`Transfer::with_files_at_a_time`]. The outcomes are in the order of the files; one that
    /// fails does not stop the others.
    pub async fn upload_files(
        &self,
        files: impl IntoIterator<Item = (PathBuf, Target)>,
    ) -> Vec<Result<Uploaded, Stopped>> {
        let uploads: Vec<_> = files
            .into_iter()
            .map(|(path, target)| self.upload_file(path, target))
            .collect();
        stream::iter(uploads).buffered(self.files).collect().await
    }

    async fn go_on<S: Source>(
        &self,
        mut source: S,
        mut resume: Resume,
    ) -> Result<Uploaded, Stopped> {
        let (done, total) = (resume.offset, Some(resume.size));
        let meter = self.teller.start(&resume.name, Way::Up, done, total);
        meter.arrived(&resume);
        let outcome = self.finish(&mut source, &mut resume, &meter).await;
        meter.end(outcome.as_ref().map(|uploaded| uploaded.size));
        outcome.map_err(|error| Stopped {
            file_id: Some(resume.file_id.clone()),
            // What the vendor called complete cannot be gone on with, and neither can a file that is another one now.
            resume: match error {
                Error::Length { .. } | Error::Changed(_) => None,
                _ => Some(Box::new(resume)),
            },
            error,
        })
    }

    async fn finish<S: Source>(
        &self,
        source: &mut S,
        resume: &mut Resume,
        meter: &Arc<Meter>,
    ) -> Result<Uploaded, Error> {
        self.send_chunks(source, resume, meter).await?;
        let mut call = self
            .client
            .upload_finalize()
            .id(resume.upload_key.expose().to_owned());
        if let Some(mtime) = resume.mtime {
            call = call.mtime(mtime.to_string().as_str());
        }
        let answer = call.send().await?.into_inner();
        let told = answer.size.and_then(|size| u64::try_from(size).ok());
        let got = told.ok_or_else(|| Error::incomplete("upload_finalize", "size"))?;
        if got != resume.size {
            return Err(Error::Length {
                operation: "upload_finalize",
                expected: resume.size,
                got,
            });
        }
        Ok(Uploaded {
            file_id: answer.id.unwrap_or_else(|| resume.file_id.clone()),
            name: resume.name.clone(),
            size: got,
        })
    }
}

/// The size and the time of a local file.
async fn look(path: &Path) -> Result<(u64, Option<Mtime>), Error> {
    let found = tokio::fs::metadata(path).await.map_err(Error::disk(path))?;
    Ok((found.len(), found.modified().ok().map(Mtime::of)))
}
