//! What a failed upload leaves at the vendor's.

use std::time::Duration;

use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::{Error, Stopped, Transfer};

/// How often an unfinished file is tried to be deleted.
const TRIES: u32 = 3;

impl Transfer {
    /// As rclone does: what an upload left unfinished goes. It was never anybody's, so it does not go to the Trash.
    pub(super) async fn clear_away(&self, stopped: &Stopped, is_new: bool) {
        let Some(id) = &stopped.file_id else { return };
        // The vendor has all bytes, and may yet put them together.
        if matches!(stopped.error, Error::NotFinished(_)) {
            return;
        }
        for _ in 0..TRIES {
            // What stopped the upload is what the caller wants to know.
            match self.clear(id, stopped, is_new).await {
                Err(Error::Api(error)) if may_pass(&error) => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                _ => return,
            }
        }
    }

    /// A file that may be whole stays, and one that was there before as well.
    async fn clear(&self, id: &str, stopped: &Stopped, is_new: bool) -> Result<(), Error> {
        let found = self.remote(id).await?;
        // Where nothing is renamed, the name does not tell.
        let resume = stopped.resume.as_ref();
        let named_at_once = resume.is_none_or(|resume| resume.final_name.is_none());
        // The one that has the name may be this very file, if an earlier answer was lost.
        let may_be_named = matches!(stopped.error, Error::Taken(_));
        if is_part(&found.name) || (is_new && named_at_once && !may_be_named) {
            self.delete(vec![id.to_owned()], true).await?;
        }
        Ok(())
    }
}

/// Whether the vendor may do it a little later.
fn may_pass(error: &keyfob_core::Error) -> bool {
    let no = error
        .status()
        .is_some_and(|status| status.is_client_error());
    let too_many = matches!(error, keyfob_core::Error::RateLimited(_));
    !(no || too_many || error.is_auth())
}
