//! The name of a new file: its own one only once it is whole.

use std::sync::PoisonError;
use std::time::SystemTime;

use quatrix::types::{FileCopyMoveOneRequest, FileMetadataSetRequest, FileRenameRequest};

use super::left::has_code;
use crate::quatrix::transfer::mtime::{Mtime, Told};
use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::resume::FinalName;
use crate::quatrix::transfer::{Error, Resume, Transfer, Tries};

/// The bit for "may rename" in what the vendor calls `operations`.
const MAY_RENAME: i64 = 16;

/// The vendor's code for what the user has no permission to.
const RESTRICTED: &str = "50";

/// The vendor's code for a name that is taken.
const EXISTS: &str = "30";

impl Transfer {
    /// Whether files in this folder can get another name. It is asked once a folder; a mask that is not told forbids nothing.
    pub(super) async fn may_rename(&self, folder_id: &str) -> Result<bool, Error> {
        let known = || self.renames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(may) = known().get(folder_id).copied() {
            return Ok(may);
        }
        let call = self.client.files().metadata().id(folder_id);
        let folder = match call.content(0).send().await.map_err(Error::Api) {
            Ok(folder) => folder.into_inner(),
            // Who may not look at it can still upload to it, as far as is known.
            Err(error) if has_code(&error, &[RESTRICTED]) => return Ok(false),
            Err(error) => return Err(error),
        };
        let may = folder.operations.is_none_or(|mask| mask & MAY_RENAME != 0);
        known().insert(folder_id.to_owned(), may);
        Ok(may)
    }

    /// Tells a name that is taken before much is sent. What cannot be asked now shows in the end.
    ///
    /// # Errors
    /// [`Error::Taken`].
    pub(super) async fn check_free(&self, folder_id: &str, name: &str) -> Result<(), Error> {
        match self.id_of(folder_id, name).await {
            Ok(Some(_)) => Err(Error::Taken(name.to_owned())),
            _ => Ok(()),
        }
    }

    /// The name of a file that was finished earlier, if it has its final one by now.
    ///
    /// # Errors
    /// [`Error::Taken`] if what has the name is not what was sent: somebody changed it since.
    pub(super) async fn name_given(&self, resume: &Resume) -> Result<Option<String>, Error> {
        // What cannot be asked now shows when the name is given.
        let Ok(found) = self.remote(&resume.file_id).await else {
            return Ok(None);
        };
        match &resume.final_name {
            Some(wanted) if wanted.is_given(&found.name) => {}
            _ => return Ok(None),
        }
        match resume.is_as_sent(&found) {
            true => Ok(Some(found.name)),
            false => Err(Error::Taken(found.name)),
        }
    }

    /// Gives the whole file its name, and yields that.
    ///
    /// # Errors
    /// [`Error::Taken`] if somebody else has the name by now: then the file is gone again.
    pub(super) async fn give_name(&self, resume: &Resume) -> Result<String, Error> {
        let Some(wanted) = &resume.final_name else {
            return Ok(resume.name.clone());
        };
        let mut tries = Tries::new();
        loop {
            tries.count(None);
            let error = match self.rename(resume, wanted).await {
                Ok(name) => return Ok(name),
                Err(error) => error,
            };
            if has_code(&error, &[EXISTS]) {
                match self.remote(&resume.file_id).await {
                    // The one that has the name is this very file: an earlier answer was lost.
                    Ok(found) if wanted.is_given(&found.name) => return Ok(found.name),
                    // A second copy of what the caller has. Whether it goes or not, the error is the same.
                    Ok(found) if is_part(&found.name) => {
                        drop(self.delete(vec![resume.file_id.clone()], true).await);
                    }
                    _ => {}
                }
                return Err(Error::Taken(wanted.name.clone()));
            }
            // Its answer may have been lost.
            if let Ok(found) = self.remote(&resume.file_id).await
                && wanted.is_given(&found.name)
            {
                return Ok(found.name);
            }
            // To look first makes it as good as idempotent, which chunks are.
            let wait = error
                .api()
                .and_then(|error| self.wait("upload_chunk", error, &tries));
            let Some(wait) = wait else { return Err(error) };
            tokio::time::sleep(wait).await;
        }
    }

    async fn rename(&self, resume: &Resume, wanted: &FinalName) -> Result<String, Error> {
        if let Some(folder_id) = &wanted.over_in {
            return self.move_over(resume, &wanted.name, folder_id).await;
        }
        let body = FileRenameRequest::builder().name(&wanted.name);
        let body = body.resolve(wanted.other_name);
        let call = self.client.files().rename().id(&resume.file_id);
        let named = call.body(body).send().await?.into_inner();
        let told = named.modified.and_then(Told::of);
        if let Some((mtime, told)) = resume.mtime.zip(told)
            && !told.matches(mtime)
        {
            // Nobody says whether a new name counts as a change. The file is whole either way.
            let body = FileMetadataSetRequest::builder().id(&resume.file_id);
            let call = self.client.files().set_metadata();
            let _ = call.body(body.modified(mtime.moment())).send().await;
        }
        Ok(named.name.unwrap_or_else(|| wanted.name.clone()))
    }

    /// As rclone does: in one step, whatever has the name.
    async fn move_over(
        &self,
        resume: &Resume,
        name: &str,
        folder_id: &str,
    ) -> Result<String, Error> {
        let mtime = resume.mtime.unwrap_or_else(|| Mtime::of(SystemTime::now()));
        let body = FileCopyMoveOneRequest::builder()
            .file_id(&resume.file_id)
            .target_id(folder_id)
            .name(name)
            .modified(mtime.moment())
            .resolve(true)
            .resolve_mode("overwrite");
        let moved = self.client.files().move_one().body(body).send().await?;
        Ok(moved.into_inner().name.unwrap_or_else(|| name.to_owned()))
    }
}
