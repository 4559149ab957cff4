//! Up: a link, the chunks one after the other, and the end.

mod chunk;
mod finalize;
mod left;
mod link;
mod name;
mod target;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::io::AsyncRead;

pub(super) use target::Place;
pub use target::Target;

use left::{Left, is_expired};

use super::journal::Note;
use super::local::LocalFile;
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
    /// With a [journal](Transfer::with_journal), an upload of this file to this target that was left unfinished is gone on with.
    ///
    /// # Errors
    /// [`Stopped`], mostly with a [`Resume`]; its error is [`Error::Disk`] or [`Error::NotAFile`] for the local file, before anything is
    /// sent; [`Error::Changed`] if that changed, or was replaced, before its last byte was sent; [`Error::Taken`] if the vendor has a
    /// file of this name; [`Error::Length`] if the vendor has another size in the end; [`Error::NotFinished`]; and [`Error::Api`]
    /// for a call.
    pub async fn upload_file(
        &self,
        path: impl AsRef<Path>,
        target: Target,
    ) -> Result<Uploaded, Stopped> {
        let path = path.as_ref();
        let _slot = self.slot().await;
        let local = LocalFile::open(path).await.map_err(Stopped::before)?;
        let (size, mtime) = local.stamp();
        let target = target.or_mtime(mtime);
        let journal = self.journal.as_ref();
        let note = journal.and_then(|journal| journal.note(path, target.place()));
        let note = note.as_ref();
        let source = || FileSource(local.clone());
        let target = match self.left(target.clone(), (size, mtime), note).await? {
            Left::All(target) => target,
            Left::Rest(resume) => {
                let again = target.instead(&resume);
                match self.go_on(source(), resume, note).await {
                    Err(stopped) if is_expired(&stopped.error, stopped.resume.as_deref()) => again,
                    Err(stopped) if self.has_less(&stopped).await => again,
                    outcome => return outcome,
                }
            }
            Left::Done(uploaded) => return Ok(uploaded),
        };
        let begun = self.begin(&target, size, mtime).await;
        let resume = begun.map_err(Stopped::before)?;
        self.go_on(source(), resume, note).await
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
        match LocalFile::open(path).await {
            Ok(local) if local.stamp() == (resume.size, resume.source) => {
                let journal = self.journal.as_ref();
                let note = journal.and_then(|journal| journal.note_again(path, &resume));
                self.go_on(FileSource(local), resume, note.as_ref()).await
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
        let mut source = ReaderSource::new(reader);
        let length = self
            .chunks
            .next(None)
            .min(ReaderSource::<R>::LONGEST)
            .min(size);
        // A reader that fails at once must not cost a file its old content.
        source
            .read_ahead(0, length)
            .await
            .map_err(Stopped::before)?;
        let begun = self.begin(&target, size, None).await;
        let mut resume = begun.map_err(Stopped::before)?;
        resume.under_way = Some(length);
        self.go_on(source, resume, None).await
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
        self.go_on(ReaderSource::new(reader), resume, None).await
    }

    /// Uploads several files at a time, see [`Transfer::with_files_at_a_time`]. The outcomes are in the order of the files; one that
    /// fails does not stop the others.
    pub async fn upload_files(
        &self,
        files: impl IntoIterator<Item = (PathBuf, Target)>,
    ) -> Vec<Result<Uploaded, Stopped>> {
        // What is waiting is a path and a target, and not yet an upload.
        let files: Vec<_> = files.into_iter().collect();
        let uploads = stream::iter(files).map(|(path, target)| self.upload_file(path, target));
        uploads.buffered(self.files).collect().await
    }

    async fn go_on<S: Source>(
        &self,
        mut source: S,
        mut resume: Resume,
        note: Option<&Note>,
    ) -> Result<Uploaded, Stopped> {
        let (done, total) = (resume.offset, Some(resume.size));
        let meter = self.teller.start(&resume.name, Way::Up, done, total);
        let outcome = self.finish(&mut source, &mut resume, &meter, note).await;
        meter.end(outcome.as_ref().map(|uploaded| uploaded.size));
        // A file that is another one now cannot be gone on with, and neither can one that the vendor calls complete in another size. The
        // unfinished one stays noted: what is uploaded next takes its place.
        let spoilt = matches!(&outcome, Err(Error::Changed(_) | Error::Length { .. }));
        let over = matches!(&outcome, Ok(_) | Err(Error::Taken(_)));
        if spoilt {
            resume.source = None;
        }
        let noted = match note {
            Some(note) if over => note.over(&resume.file_id),
            Some(note) if spoilt => note.arrived(&resume),
            _ => Ok(()),
        };
        outcome
            .and_then(|uploaded| noted.map(|()| uploaded))
            .map_err(|error| Stopped {
                file_id: Some(resume.file_id.clone()),
                resume: (!over && !spoilt).then(|| Box::new(resume)),
                error,
            })
    }

    async fn finish<S: Source>(
        &self,
        source: &mut S,
        resume: &mut Resume,
        meter: &Arc<Meter>,
        note: Option<&Note>,
    ) -> Result<Uploaded, Error> {
        if !resume.finalized {
            self.send_chunks(source, resume, meter, note).await?;
            source.check().await?;
            self.finalize(resume).await?;
            resume.finalized = true;
            note.map_or(Ok(()), |note| note.arrived(resume))?;
        } else if let Some(name) = self.name_given(resume).await? {
            let (file_id, size) = (resume.file_id.clone(), resume.size);
            return Ok(Uploaded {
                file_id,
                name,
                size,
            });
        }
        Ok(Uploaded {
            file_id: resume.file_id.clone(),
            name: self.give_name(resume).await?,
            size: resume.size,
        })
    }
}
