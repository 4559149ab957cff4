//! A folder with everything below it, down.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use futures_util::{StreamExt, stream};

use super::{Existing, Fate, Report};
use crate::quatrix::transfer::mtime::Mtime;
use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::remote::{Kind, Remote};
use crate::quatrix::transfer::{Error, Transfer};

impl Transfer {
    /// Downloads everything below a folder of the vendor's into a local folder, which is made if it is not there. Links and the Trash
    /// are left out.
    ///
    /// # Errors
    /// If the vendor's folder cannot be listed, or the local one not be made. Everything below counts by itself, see
    /// [`Report::failed`]; a name that would lead out of the folder is [`Error::BadName`].
    pub async fn download_folder(
        &self,
        folder_id: &str,
        local: impl AsRef<Path>,
        existing: Existing,
    ) -> Result<Report, Error> {
        let local = local.as_ref();
        let mut report = Report::default();
        let mut jobs = Vec::new();
        let mut folders = self
            .list(local, PathBuf::new(), folder_id, &mut jobs, &mut report)
            .await?;
        while let Some((below, id)) = folders.pop() {
            let listed = self.list(local, below.clone(), &id, &mut jobs, &mut report);
            match listed.await {
                Ok(more) => folders.extend(more),
                Err(error) => report.failed.push((below, error)),
            }
        }
        let downloads: Vec<_> = jobs
            .into_iter()
            .map(|(below, remote)| async move {
                let fate = self
                    .download_job(&local.join(&below), &remote, existing)
                    .await;
                (below, fate)
            })
            .collect();
        let mut fates = stream::iter(downloads).buffer_unordered(self.files);
        while let Some((below, fate)) = fates.next().await {
            report.note(below, fate);
        }
        Ok(report)
    }

    /// Makes one folder and looks through it: its files become jobs, its folders are yielded.
    async fn list(
        &self,
        local: &Path,
        below: PathBuf,
        folder_id: &str,
        jobs: &mut Vec<(PathBuf, Remote)>,
        report: &mut Report,
    ) -> Result<Vec<(PathBuf, String)>, Error> {
        let children = self.children(folder_id).await?;
        let here = local.join(&below);
        if !tokio::fs::try_exists(&here)
            .await
            .map_err(Error::disk(&here))?
        {
            report.folders += 1;
        }
        tokio::fs::create_dir_all(&here)
            .await
            .map_err(Error::disk(&here))?;
        let mut seen = HashSet::new();
        let mut folders = Vec::new();
        for child in &children {
            if child.kind == Kind::File && is_part(&child.name) {
                // An upload that is not whole.
                continue;
            }
            let wanted = child.kind != Kind::Other;
            if wanted && !is_local(&child.name) {
                let bad = Error::BadName(child.name.clone());
                report.failed.push((below.join("?"), bad));
            } else if wanted && !seen.insert(child.name.as_str()) {
                let taken = Error::Taken(child.name.clone());
                report.failed.push((below.join(&child.name), taken));
            } else if child.kind == Kind::Folder {
                folders.push((below.join(&child.name), child.id.clone()));
            } else if child.kind == Kind::File {
                jobs.push((below.join(&child.name), child.clone()));
            }
        }
        Ok(folders)
    }

    async fn download_job(
        &self,
        path: &Path,
        remote: &Remote,
        existing: Existing,
    ) -> Result<Fate, Error> {
        match (tokio::fs::symlink_metadata(path).await, existing) {
            (Err(_), _) => {}
            (Ok(found), _) if !found.is_file() => return Err(Error::Taken(remote.name.clone())),
            (Ok(_), Existing::Refuse) => return Err(Error::Taken(remote.name.clone())),
            (Ok(found), Existing::ReplaceIfOther)
                if remote.equals(found.len(), found.modified().ok().map(Mtime::of)) =>
            {
                self.teller.skipped(&remote.name);
                return Ok(Fate::Skipped);
            }
            (Ok(_), _) => {}
        }
        let size = self.download_file(&remote.id, path).await?;
        Ok(Fate::Moved(size))
    }
}

/// Whether a name from the vendor stays within its folder. A colon leads elsewhere on Windows only.
fn is_local(name: &str) -> bool {
    let drive = cfg!(windows) && name.contains(':');
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0']) && !drive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for fine in ["a", "a b.txt", "...", "..a", "übung"] {
            assert!(is_local(fine), "{fine}");
        }
        for bad in ["", ".", "..", "a/b", "/a", "..\\a", "a\0"] {
            assert!(!is_local(bad), "{bad}");
        }
    }
}
