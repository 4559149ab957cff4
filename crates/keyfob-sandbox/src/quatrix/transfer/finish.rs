//! The end of an upload.

use uuid::Uuid;

use super::uploads::Uploader;
use crate::quatrix::fault::Fault;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::tracking::entry::Action;

/// What an upload has made.
pub(in crate::quatrix) struct Finished {
    pub(in crate::quatrix) id: Uuid,
    /// `None` is a logo, which lies nowhere.
    pub(in crate::quatrix) parent: Option<Uuid>,
    pub(in crate::quatrix) size: usize,
}

impl State {
    /// Gives a file its content, or the account its logo. The key is used up.
    pub(in crate::quatrix) fn finish(
        &mut self,
        key: Uuid,
        modified: Timestamp,
        now: Timestamp,
    ) -> Result<Finished, Fault> {
        let upload = self.uploads.find(key)?;
        let (by, id) = (upload.by, upload.file);
        let content = upload.finish()?;
        self.uploads.close(key);
        let size = content.len();
        let user = match by {
            Uploader::Logo(_) => {
                self.logo = Some(content);
                let parent = None;
                return Ok(Finished { id, parent, size });
            }
            Uploader::User(user) => user,
            Uploader::Visitor => self.store.existing(id)?.owner,
        };
        self.store.write(id, content, modified)?;
        self.note_file(user, Action::Upload, id, now);
        let parent = self.store.existing(id)?.parent;
        Ok(Finished { id, parent, size })
    }
}
