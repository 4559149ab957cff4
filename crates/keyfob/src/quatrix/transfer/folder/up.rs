//! A folder with everything below it, up.

mod clear;
mod here;
mod walk;

use std::path::{Path, PathBuf};
use std::vec;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use quatrix::types::MakeFolderRequest;

use super::{Existing, Fate, Report};
use crate::quatrix::transfer::mtime::Mtime;
use crate::quatrix::transfer::remote::{Kind, Remote};
use crate::quatrix::transfer::{Error, Target, Transfer};

use here::look_through;
use walk::{Frame, Task, named};

/// Which files go, and what to do with those that are there.
#[derive(Clone, Copy)]
struct Place<'a> {
    local: &'a Path,
    existing: Existing,
}

enum Done {
    Entered(PathBuf, Result<(Frame, bool), Error>),
    Moved(PathBuf, Result<Fate, Error>),
}

/// What the journal says of a file that is there.
enum Noted {
    Nothing,
    /// An earlier upload left it: then nothing is there that could be refused or skipped.
    Unfinished,
    /// An earlier upload brought it, and nobody lived to write that down.
    Done(u64),
}

impl Transfer {
    /// Uploads everything below a local folder into a folder of the vendor's, and makes the folders that are not there. Links are
    /// left out, and so are parts of downloads; pipes, sockets and devices are [`Error::NotAFile`].
    ///
    /// A new file whose upload stops is deleted, for good, unless the vendor has all of it and may yet finish it; with a [journal](Transfer::with_journal) it stays, and the next call goes
    /// on with it. A file that is replaced has its old content until the new one is there whole, and another id then; where the folder
    /// does not let files be renamed, it keeps its id and is empty until its upload is done.
    ///
    /// Memory is taken for one folder at a time and those that it lies in: less than 100 bytes a file here, and about 200 a file there.
    ///
    /// # Errors
    /// If one of the two folders cannot be listed. Everything below counts by itself, see [`Report::failed`].
    pub async fn upload_folder(
        &self,
        local: impl AsRef<Path>,
        folder_id: impl Into<String>,
        existing: Existing,
    ) -> Result<Report, Error> {
        let local = local.as_ref();
        let place = Place { local, existing };
        let mut report = Report::default();
        let folder_id: String = folder_id.into();
        let top = self.open_up(local, PathBuf::new(), folder_id.clone());
        let top = top.await?;
        let mut frames = vec![top];
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < self.files && !report.stopped {
                match report.next_up(local, &mut frames, |path| self.is_journal(path)) {
                    Some(task) => under_way.push(self.up(place, task)),
                    None => break,
                }
            }
            match under_way.next().await {
                Some(Done::Moved(_, Ok(fate))) => report.note(fate),
                Some(Done::Entered(_, Ok((frame, made)))) => {
                    report.folders += u64::from(made);
                    frames.push(frame);
                }
                Some(Done::Moved(path, Err(error)) | Done::Entered(path, Err(error))) => {
                    self.fail(&mut report, &folder_id, path, error).await;
                }
                None => return Ok(report),
            }
        }
    }

    async fn up(&self, place: Place<'_>, task: Task) -> Done {
        if task.is_folder {
            let path = task.below.clone();
            return Done::Entered(path, self.enter_up(place.local, task).await);
        }
        let fate = self.upload_job(place, &task).await;
        Done::Moved(task.below, fate)
    }

    /// Looks through a folder on both sides.
    async fn open_up(
        &self,
        local: &Path,
        below: PathBuf,
        folder_id: String,
    ) -> Result<Frame, Error> {
        let entries = look_through(local.join(&below)).await?;
        let there = self.by_name(&folder_id).await?;
        Ok(Frame {
            below,
            folder_id,
            rest: entries.into_iter(),
            there,
        })
    }

    /// Looks through a folder on both sides, the vendor's made if it is not there; whether it was.
    async fn enter_up(&self, local: &Path, task: Task) -> Result<(Frame, bool), Error> {
        match task.there {
            Some(there) if there.kind == Kind::Folder => {
                let frame = self.open_up(local, task.below, there.id).await?;
                return Ok((frame, false));
            }
            Some(_) => return Err(Error::Taken(task.name)),
            None => {}
        }
        // What cannot be read here is not made there.
        let entries = look_through(local.join(&task.below)).await?;
        let (folder_id, there, made) = match self.make_folder(&task.folder_id, &task.name).await {
            Ok(id) => (id, Vec::new(), true),
            // Its answer may have been lost, or somebody else was faster.
            Err(error) => {
                let found = self.folder_named(&task.folder_id, &task.name).await;
                let id = found.ok_or(error)?;
                let there = self.by_name(&id).await?;
                (id, there, false)
            }
        };
        let frame = Frame {
            below: task.below,
            folder_id,
            rest: entries.into_iter(),
            there,
        };
        Ok((frame, made))
    }

    async fn make_folder(&self, parent_id: &str, name: &str) -> Result<String, Error> {
        let body = MakeFolderRequest::builder().name(name).target(parent_id);
        let call = self.client.files().make_folder();
        let made = call.body(body.resolve(false)).send().await?;
        let id = made.into_inner().id;
        id.ok_or_else(|| Error::incomplete("file_makedir", "id"))
    }

    async fn folder_named(&self, parent_id: &str, name: &str) -> Option<String> {
        let there = self.by_name(parent_id).await.ok()?;
        let found = named(&there, name).ok()??;
        (found.kind == Kind::Folder).then_some(found.id)
    }

    /// What lies in a folder of the vendor's, in the order of the names.
    async fn by_name(&self, folder_id: &str) -> Result<Vec<Remote>, Error> {
        let mut there = self.listing(folder_id).await?.children;
        there.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(there)
    }

    async fn upload_job(&self, place: Place<'_>, task: &Task) -> Result<Fate, Error> {
        let path = place.local.join(&task.below);
        let existing = place.existing;
        let left = match &task.there {
            Some(there) if there.kind == Kind::File => self.noted(&path, there).await?,
            _ => Noted::Nothing,
        };
        if let Noted::Done(size) = left {
            return Ok(Fate::Moved(size));
        }
        let target = match &task.there {
            None => Target::new(&task.folder_id, &task.name),
            Some(there) if matches!(left, Noted::Unfinished) => Target::over(&there.id),
            Some(there) if there.kind != Kind::File || existing == Existing::Refuse => {
                return Err(Error::Taken(task.name.clone()));
            }
            Some(there) if existing == Existing::ReplaceIfOther && same(&path, there).await? => {
                self.teller.skipped(&task.name);
                return Ok(Fate::Skipped);
            }
            Some(there) => Target::replace(&there.id, &task.folder_id, &task.name),
        };
        match self.upload_file(&path, target).await {
            Ok(uploaded) => Ok(Fate::Moved(uploaded.size)),
            Err(stopped) => {
                if self.journal.is_none() {
                    self.clear_away(&stopped, task.there.is_none()).await;
                }
                Err(stopped.error)
            }
        }
    }

    /// What the journal says of a file that is there. An upload that is over is noted no longer then.
    async fn noted(&self, path: &Path, there: &Remote) -> Result<Noted, Error> {
        let Some(journal) = &self.journal else {
            return Ok(Noted::Nothing);
        };
        let Some(resume) = journal.noted(path, &there.id) else {
            return Ok(Noted::Nothing);
        };
        if !resume.is_over(there) {
            return Ok(Noted::Unfinished);
        }
        journal.forget(&there.id)?;
        let same = resume.is_as_sent(there) && same(path, there).await?;
        Ok(if same {
            Noted::Done(resume.size())
        } else {
            Noted::Nothing
        })
    }

    /// Whether this is the journal, which changes as it is uploaded, and whose keys are nobody's business.
    fn is_journal(&self, path: &Path) -> bool {
        let journal = self.journal.as_ref();
        journal.is_some_and(|journal| journal.is_at(path))
    }
}

async fn same(path: &Path, there: &Remote) -> Result<bool, Error> {
    let here = tokio::fs::metadata(path).await.map_err(Error::disk(path))?;
    Ok(there.equals(here.len(), here.modified().ok().map(Mtime::of)))
}
