//! An upload that was left unfinished, by the journal.

use super::target::Place;
use super::{Target, Uploaded};
use crate::quatrix::transfer::journal::Note;
use crate::quatrix::transfer::mtime::Mtime;
use crate::quatrix::transfer::remote::Remote;
use crate::quatrix::transfer::{Error, Resume, Stopped, Transfer};

/// What is left to do.
pub(super) enum Left {
    /// Everything, at this target.
    All(Target),
    /// What did not arrive.
    Rest(Resume),
    /// Nothing.
    Done(Uploaded),
}

impl Transfer {
    /// Looks up what an earlier upload left, and whether the vendor still has its file.
    pub(super) async fn left(
        &self,
        target: Target,
        found: (u64, Option<Mtime>),
        note: Option<&Note>,
    ) -> Result<Left, Stopped> {
        let Some((note, resume)) = note.and_then(|note| Some((note, note.take()?))) else {
            return Ok(Left::All(target));
        };
        let there = match self.remote(&resume.file_id).await {
            Ok(there) => Some(there).filter(|there| is_at(there, &target.place())),
            Err(error) if has_code(&error, UNKNOWN) || is_missing(&error) => None,
            Err(error) => {
                return Err(Stopped {
                    error,
                    file_id: Some(resume.file_id.clone()),
                    resume: Some(Box::new(resume)),
                });
            }
        };
        let Some(there) = there else {
            note.over(&resume.file_id).map_err(Stopped::before)?;
            return Ok(Left::All(target));
        };
        let same = (resume.size, resume.source) == found;
        // It was finished, and nobody lived to write that down.
        if resume.is_over(&there) {
            note.over(&resume.file_id).map_err(Stopped::before)?;
            if !(same && resume.is_as_sent(&there)) {
                // A file like any other that is there: only the target says what may become of it.
                return Ok(Left::All(target));
            }
            return Ok(Left::Done(Uploaded {
                file_id: there.id,
                name: Some(there.name)
                    .filter(|name| !name.is_empty())
                    .unwrap_or(resume.name),
                size: resume.size,
            }));
        }
        if same {
            return Ok(Left::Rest(resume));
        }
        // Another file by now takes the place of the unfinished one.
        Ok(Left::All(target.instead(&resume)))
    }

    /// Whether the vendor refuses a chunk, or the end, and shows fewer bytes than are said to have arrived: then they did not, and there is
    /// nothing to go on with.
    pub(super) async fn has_less(&self, stopped: &Stopped) -> bool {
        let Some(resume) = &stopped.resume else {
            return false;
        };
        let operation = stopped.error.api().and_then(keyfob_core::Error::operation);
        if !matches!(operation, Some("upload_chunk" | "upload_finalize"))
            || !has_code(&stopped.error, &[BAD_VALUE])
        {
            return false;
        }
        let there = self.remote(&resume.file_id).await;
        there.is_ok_and(|there| there.size.is_some_and(|size| size < resume.offset))
    }
}

/// The vendor's code for a bad value of a parameter, such as a range that is not the next one.
const BAD_VALUE: &str = "10";

/// Whether it lies where it should: it may have been moved, to the Trash for example.
fn is_at(there: &Remote, place: &Place) -> bool {
    match (place.folder_id(), &there.parent) {
        (Some(folder_id), Some(parent)) => parent == folder_id,
        _ => true,
    }
}

/// The vendor's codes for what it does not know, or not any more: not found, expired, no data.
const UNKNOWN: &[&str] = &["20", "60", "90"];

/// The vendor's codes for "no room": over quota, and an older one.
const NO_ROOM: &[&str] = &["122", "71"];

/// Whether the vendor does not know the upload's key any more: it has expired, or was used up.
pub(super) fn is_key_unknown(error: &Error) -> bool {
    let operation = error.api().and_then(keyfob_core::Error::operation);
    matches!(operation, Some("upload_chunk" | "upload_finalize"))
        && (has_code(error, UNKNOWN) || is_missing(error))
}

/// Whether an upload with this key has no hope. What the vendor says of an expired key is not documented; so a refusal that says
/// nothing else counts as well, once the key is old.
pub(super) fn is_expired(error: &Error, resume: Option<&Resume>) -> bool {
    let refused = matches!(error.api(), Some(keyfob_core::Error::Refused(_)));
    let status = error.api().and_then(keyfob_core::Error::status);
    let finalized = resume.is_some_and(|resume| resume.finalized);
    let old = resume.is_some_and(Resume::is_old)
        && !finalized
        && refused
        && status.is_some_and(|status| status.is_client_error())
        && !has_code(error, NO_ROOM);
    is_key_unknown(error) || old
}

/// Whether the vendor refused with one of these codes.
pub(super) fn has_code(error: &Error, codes: &[&str]) -> bool {
    let refusal = error.api().and_then(keyfob_core::Error::refusal);
    refusal
        .and_then(keyfob_core::Refusal::code)
        .is_some_and(|code| codes.contains(&code))
}

fn is_missing(error: &Error) -> bool {
    let status = error.api().and_then(keyfob_core::Error::status);
    status.is_some_and(|status| [404, 410].contains(&status.as_u16()))
}
