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
        let stop = |error, resume: Resume| Stopped {
            error,
            file_id: Some(resume.file_id.clone()),
            resume: Some(Box::new(resume)),
        };
        let there = match self.remote(&resume.file_id).await {
            Ok(there) => Some(there).filter(|there| is_at(there, &target.place())),
            Err(error) if is_refused(&error) => None,
            Err(error) => {
                note.arrived(&resume).map_err(Stopped::before)?;
                return Err(stop(error, resume));
            }
        };
        let Some(there) = there else {
            note.over(&resume.file_id).map_err(Stopped::before)?;
            return Ok(Left::All(target));
        };
        if (resume.size, resume.source) != found {
            // Another file by now, whose place the unfinished one takes.
            return Ok(Left::All(target.instead(&there.id)));
        }
        // It was finished, and nobody lived to write that down.
        if there.equals(resume.size, resume.mtime) {
            note.over(&there.id).map_err(Stopped::before)?;
            return Ok(Left::Done(Uploaded {
                file_id: there.id,
                name: resume.name,
                size: resume.size,
            }));
        }
        Ok(Left::Rest(resume))
    }
}

/// Whether it lies where it should: it may have been moved, to the Trash for example.
fn is_at(there: &Remote, place: &Place) -> bool {
    match (place, &there.parent) {
        (Place::New { folder_id, .. }, Some(parent)) => parent == folder_id,
        _ => true,
    }
}

/// Whether the vendor does not take it, at any time: a key or a file that it does not know any more.
pub(super) fn is_refused(error: &Error) -> bool {
    matches!(error.api(), Some(keyfob_core::Error::Refused(_)))
}
