//! A folder with everything below it, down.

mod sort;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::{DEEPEST, Existing, Fate, Report};
use crate::quatrix::transfer::mtime::{Mtime, is_kept_as};
use crate::quatrix::transfer::part::Naming;
use crate::quatrix::transfer::remote::{Kind, Remote};
use crate::quatrix::transfer::{Error, Transfer, scratch};

use sort::{Listed, sort_out};

/// Where files go, and what to do with those that are there.
#[derive(Clone, Copy)]
struct Place<'a> {
    local: &'a Path,
    existing: Existing,
}

/// A folder that is looked through: what is left of it.
struct Frame {
    below: PathBuf,
    rest: vec::IntoIter<Remote>,
}

/// The next thing to do.
enum Task {
    List { below: PathBuf, id: String },
    Move { below: PathBuf, remote: Remote },
}

enum Done {
    Listed(PathBuf, Result<Listed, Error>),
    Moved(PathBuf, Result<Fate, Error>),
}

impl Transfer {
    /// Downloads everything below a folder of the vendor's into a local folder, which is made if it is not there. Links, the Trash
    /// and uploads that are not whole are left out.
    ///
    /// Memory is taken for one folder at a time and those that it lies in: about 200 bytes a file, and what the vendor's answer
    /// takes while it is read.
    ///
    /// # Errors
    /// If the vendor's folder cannot be listed, or the local one not be made. Everything below counts by itself, see
    /// [`Report::failed`]; a name that would lead out of the folder is [`Error::BadName`], one that is the same as
    /// another to the file system is [`Error::Taken`], and a folder that lies in itself is [`Error::Loop`].
    pub async fn download_folder(
        &self,
        folder_id: &str,
        local: impl AsRef<Path>,
        existing: Existing,
    ) -> Result<Report, Error> {
        let local = local.as_ref();
        let place = Place { local, existing };
        let mut report = Report::default();
        let mut seen = HashSet::from([folder_id.to_owned()]);
        let top = self.list(local, Path::new(""), folder_id).await?;
        let mut frames = vec![report.enter(PathBuf::new(), top)];
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < self.files && !report.stopped {
                match report.next_down(&mut frames, &mut seen) {
                    Some(task) => under_way.push(self.down(place, task)),
                    None => break,
                }
            }
            match under_way.next().await {
                Some(Done::Moved(_, Ok(fate))) => report.note(fate),
                Some(Done::Listed(path, Ok(listed))) => frames.push(report.enter(path, listed)),
                Some(Done::Moved(path, Err(error)) | Done::Listed(path, Err(error))) => {
                    self.fail(&mut report, folder_id, path, error).await;
                }
                None => return Ok(report),
            }
        }
    }

    /// Downloads a file to this place as [`Transfer::download_file`] does, unless what is there is to be left. How many bytes came; none,
    /// if it was left.
    ///
    /// # Errors
    /// As there, and [`Error::Taken`].
    pub async fn download_file_over(
        &self,
        file_id: &str,
        path: impl AsRef<Path>,
        existing: Existing,
    ) -> Result<Option<u64>, Error> {
        let remote = self.remote(file_id).await?;
        let fate = self.download_job(path.as_ref(), &remote, existing).await?;
        Ok(match fate {
            Fate::Moved(size) => Some(size),
            Fate::Skipped => None,
        })
    }

    async fn down(&self, place: Place<'_>, task: Task) -> Done {
        match task {
            Task::List { below, id } => {
                let listed = self.list(place.local, &below, &id).await;
                Done::Listed(below, listed)
            }
            Task::Move { below, remote } => {
                let path = below.join(&remote.name);
                let to = place.local.join(&path);
                let fate = self.download_job(&to, &remote, place.existing).await;
                Done::Moved(path, fate)
            }
        }
    }

    /// Lists one folder and makes it here. What of it can move is yielded.
    async fn list(&self, local: &Path, below: &Path, folder_id: &str) -> Result<Listed, Error> {
        let listing = self.listing(folder_id).await?;
        let (here, below, names) = (local.join(below), below.to_owned(), self.names);
        let sorted = tokio::task::spawn_blocking(move || {
            let made = match below.as_os_str().is_empty() {
                true => make_top(&here).map_err(Error::disk(&here))?,
                false => make_folder(&here)?,
            };
            Ok(sort_out(listing, &here, &below, names, made))
        });
        sorted
            .await
            .unwrap_or_else(|error| Err(Error::Stream(error.into())))
    }

    async fn download_job(
        &self,
        path: &Path,
        remote: &Remote,
        existing: Existing,
    ) -> Result<Fate, Error> {
        let taken = || Err(Error::Taken(remote.name.clone()));
        match tokio::fs::symlink_metadata(path).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::disk(path)(error)),
            Ok(found) if !found.is_file() || existing == Existing::Refuse => return taken(),
            Ok(found) if existing == Existing::ReplaceIfOther => {
                let mtime = found.modified().ok().map(Mtime::of);
                if is_same(path, remote, found.len(), mtime).await {
                    self.teller.skipped(&remote.name);
                    return Ok(Fate::Skipped);
                }
            }
            Ok(_) => {}
        }
        // Somebody may take the name while the file comes.
        let naming = match existing {
            Existing::Refuse => Naming::OnlyIfFree,
            Existing::Replace | Existing::ReplaceIfOther => Naming::Replace,
        };
        let size = self.download_as(&remote.id, path, naming).await?;
        Ok(Fate::Moved(size))
    }
}

/// Makes the folder that the caller named, through links too. Whether it was not there.
fn make_top(here: &Path) -> io::Result<bool> {
    let made = !here.try_exists()?;
    std::fs::create_dir_all(here)?;
    Ok(made)
}

/// Makes a folder below that. Whether it was not there.
///
/// # Errors
/// [`Error::Taken`] if something else is there: a link may lead anywhere.
fn make_folder(here: &Path) -> Result<bool, Error> {
    match std::fs::symlink_metadata(here) {
        Ok(found) if found.is_dir() => Ok(false),
        Ok(_) => {
            let name = here.file_name().unwrap_or_default().to_string_lossy();
            Err(Error::Taken(name.into_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir(here).map_err(Error::disk(here))?;
            Ok(true)
        }
        Err(error) => Err(Error::disk(here)(error)),
    }
}

/// Whether a local file is what a download of this one would make of it again.
async fn is_same(path: &Path, remote: &Remote, size: u64, mtime: Option<Mtime>) -> bool {
    if remote.equals(size, mtime) {
        return true;
    }
    let (Some(local), Some(told), true) = (mtime, remote.mtime, remote.size == Some(size)) else {
        return false;
    };
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let keep = move |time| scratch::kept_time(&folder, time);
    let kept = tokio::task::spawn_blocking(move || is_kept_as(local, told, keep));
    kept.await.unwrap_or(false)
}

impl Report {
    fn enter(&mut self, below: PathBuf, listed: Listed) -> Frame {
        self.folders += u64::from(listed.made);
        self.left_out += listed.left_out;
        self.failed.extend(listed.refused);
        Frame {
            below,
            rest: listed.children.into_iter(),
        }
    }

    /// The next file or folder: folders are looked into where they stand, so that few are open at a time.
    fn next_down(&mut self, frames: &mut Vec<Frame>, seen: &mut HashSet<String>) -> Option<Task> {
        loop {
            let frame = frames.last_mut()?;
            let Some(remote) = frame.rest.next() else {
                frames.pop();
                continue;
            };
            let below = frame.below.clone();
            if remote.kind == Kind::File {
                return Some(Task::Move { below, remote });
            }
            let path = below.join(&remote.name);
            // One in itself has no end; and one that lies in two places would come twice.
            if path.components().count() > DEEPEST || !seen.insert(remote.id.clone()) {
                self.fail(path, Error::Loop(remote.name));
                continue;
            }
            return Some(Task::List {
                below: path,
                id: remote.id,
            });
        }
    }
}
