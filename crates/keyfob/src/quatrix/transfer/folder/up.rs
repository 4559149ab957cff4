//! A folder with everything below it, up.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use futures_util::{StreamExt, stream};
use quatrix::types::MakeDirReq;

use super::{Existing, Fate, Report};
use crate::quatrix::transfer::mtime::Mtime;
use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::remote::{Kind, Remote};
use crate::quatrix::transfer::{Error, Stopped, Target, Transfer};

/// A local folder, and the vendor's that it goes to.
struct Pair {
    below: PathBuf,
    folder_id: String,
    /// What lies there; asked for when it is not known.
    there: Option<HashMap<String, Remote>>,
}

/// A file to upload.
struct Job {
    below: PathBuf,
    name: String,
    folder_id: String,
    there: Option<Remote>,
}

impl Transfer {
    /// Uploads everything below a local folder into a folder of the vendor's, and makes the folders that are not there. Links are
    /// left out.
    ///
    /// A new file whose upload stops is moved to the Trash; with a [journal](Transfer::with_journal) it stays, and the next call goes
    /// on with it. A file that is replaced has its old content until the new one is there whole, and another id then; where the folder
    /// does not let files be renamed, it keeps its id and is empty until its upload is done.
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
        let mut report = Report::default();
        let mut jobs = Vec::new();
        let top = Pair {
            below: PathBuf::new(),
            folder_id: folder_id.into(),
            there: None,
        };
        let mut folders = self.pair(local, top, &mut jobs, &mut report).await?;
        while let Some(pair) = folders.pop() {
            let below = pair.below.clone();
            match self.pair(local, pair, &mut jobs, &mut report).await {
                Ok(more) => folders.extend(more),
                Err(error) => report.failed.push((below, error)),
            }
        }
        let uploads: Vec<_> = jobs
            .into_iter()
            .map(|job| async move {
                let fate = self.upload_job(local, &job, existing).await;
                (job.below, fate)
            })
            .collect();
        let mut fates = stream::iter(uploads).buffer_unordered(self.files);
        while let Some((below, fate)) = fates.next().await {
            report.note(below, fate);
        }
        Ok(report)
    }

    /// Looks through one folder: its files become jobs, its folders are yielded.
    async fn pair(
        &self,
        local: &Path,
        pair: Pair,
        jobs: &mut Vec<Job>,
        report: &mut Report,
    ) -> Result<Vec<Pair>, Error> {
        let here = local.join(&pair.below);
        let mut there = match pair.there {
            Some(there) => there,
            None => by_name(self.children(&pair.folder_id).await?),
        };
        let mut folders = Vec::new();
        let mut entries = tokio::fs::read_dir(&here)
            .await
            .map_err(Error::disk(&here))?;
        while let Some(entry) = entries.next_entry().await.map_err(Error::disk(&here))? {
            let below = pair.below.join(entry.file_name());
            let kind = entry.file_type().await.map_err(Error::disk(entry.path()))?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                let name = entry.file_name().to_string_lossy().into_owned();
                report.failed.push((below, Error::BadName(name)));
                continue;
            };
            if kind.is_file() && (is_part(&name) || self.is_journal(&entry.path())) {
                continue;
            }
            let found = there.remove(&name);
            if kind.is_file() {
                jobs.push(Job {
                    below,
                    name,
                    folder_id: pair.folder_id.clone(),
                    there: found,
                });
            } else if kind.is_dir() {
                match self.folder(&pair.folder_id, name, found, report).await {
                    Ok((folder_id, there)) => folders.push(Pair {
                        below,
                        folder_id,
                        there,
                    }),
                    Err(error) => report.failed.push((below, error)),
                }
            } else if !kind.is_symlink() {
                report.failed.push((below, Error::NotAFile(entry.path())));
            }
        }
        Ok(folders)
    }

    /// The vendor's folder of this name, made if it is not there; then nothing lies in it.
    async fn folder(
        &self,
        parent_id: &str,
        name: String,
        found: Option<Remote>,
        report: &mut Report,
    ) -> Result<(String, Option<HashMap<String, Remote>>), Error> {
        match found {
            Some(found) if found.kind == Kind::Folder => return Ok((found.id, None)),
            Some(_) => return Err(Error::Taken(name)),
            None => {}
        }
        let body = MakeDirReq {
            name,
            resolve: Some(false),
            target: Some(parent_id.to_owned()),
        };
        let made = self.client.file_makedir().body(body).send().await?;
        let id = made.into_inner().id;
        let id = id.ok_or_else(|| Error::incomplete("file_makedir", "id"))?;
        report.folders += 1;
        Ok((id, Some(HashMap::new())))
    }

    async fn upload_job(&self, local: &Path, job: &Job, existing: Existing) -> Result<Fate, Error> {
        let path = local.join(&job.below);
        let target = match &job.there {
            None => Target::new(&job.folder_id, &job.name),
            Some(there) if there.kind == Kind::File && self.has_left(&path, &there.id) => {
                Target::over(&there.id)
            }
            Some(there) if there.kind != Kind::File || existing == Existing::Refuse => {
                return Err(Error::Taken(job.name.clone()));
            }
            Some(there) if existing == Existing::ReplaceIfOther && same(&path, there).await? => {
                self.teller.skipped(&job.name);
                return Ok(Fate::Skipped);
            }
            Some(there) => Target::replace(&there.id, &job.folder_id, &job.name),
        };
        match self.upload_file(&path, target).await {
            Ok(uploaded) => Ok(Fate::Moved(uploaded.size)),
            Err(stopped) => {
                if self.journal.is_none() {
                    self.clear_away(&stopped, job.there.is_none()).await;
                }
                Err(stopped.error)
            }
        }
    }

    /// Whether this is the journal, which changes as it is uploaded, and whose keys are nobody's business.
    fn is_journal(&self, path: &Path) -> bool {
        let journal = self.journal.as_ref();
        journal.is_some_and(|journal| journal.is_at(path))
    }

    /// Whether this is a file that an earlier upload left unfinished: then nothing is there that could be refused or skipped.
    fn has_left(&self, path: &Path, file_id: &str) -> bool {
        let journal = self.journal.as_ref();
        journal.is_some_and(|journal| journal.has(path, file_id))
    }

    /// As rclone does: what an upload left unfinished goes. A file that may be whole stays, and one that was there before as well.
    async fn clear_away(&self, stopped: &Stopped, is_new: bool) {
        let Some(id) = &stopped.file_id else { return };
        let Ok(found) = self.remote(id).await else {
            return;
        };
        // Where nothing is renamed, the name does not tell.
        let resume = stopped.resume.as_ref();
        let named_at_once = resume.is_none_or(|resume| resume.final_name.is_none());
        let may_be_whole = matches!(stopped.error, Error::NotFinished(_));
        if is_part(&found.name) || (is_new && named_at_once && !may_be_whole) {
            // What stopped the upload is what the caller wants to know.
            let _ = self.delete(vec![id.clone()], true).await;
        }
    }
}

fn by_name(children: Vec<Remote>) -> HashMap<String, Remote> {
    children
        .into_iter()
        .map(|child| (child.name.clone(), child))
        .collect()
}

async fn same(path: &Path, there: &Remote) -> Result<bool, Error> {
    let here = tokio::fs::metadata(path).await.map_err(Error::disk(path))?;
    Ok(there.equals(here.len(), here.modified().ok().map(Mtime::of)))
}
