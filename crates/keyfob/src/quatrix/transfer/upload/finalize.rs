//! The end of an upload, which counts once the vendor has confirmed it or can be seen to have done it.

use std::pin::pin;
use std::time::Duration;

use super::left::is_key_unknown;
use crate::quatrix::transfer::mtime::Told;
use crate::quatrix::transfer::{Error, Resume, Transfer, Tries};

/// Between two looks at a file whose end is late: the first wait, and the longest one.
const LOOK: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(5)];

/// So many looks, and the call is made again.
const LOOKS: u32 = 8;

/// What a look at the file says of its end.
enum Seen {
    Finished,
    /// It has its size, and a time that it may have had before.
    Unclear,
    Unfinished,
}

impl Transfer {
    /// Ends the upload. An answer that is late or lost is no failure as long as the file itself may tell.
    ///
    /// # Errors
    /// [`Error::Length`]; [`Error::NotFinished`] after [`Transfer::with_finish_limit`]; and [`Error::Api`].
    pub(super) async fn finalize(&self, resume: &Resume) -> Result<(), Error> {
        let mut ended = pin!(self.finalize_or_look(resume));
        let mut left = self.finish_limit;
        let mut held = self.handle().held_back();
        while !left.is_zero() {
            if let Ok(ended) = tokio::time::timeout(left, &mut ended).await {
                return ended;
            }
            // While "too many calls" is waited out, the vendor has not been asked yet.
            let now = self.handle().held_back();
            left = now.saturating_sub(held);
            held = now;
        }
        Err(Error::NotFinished(resume.name.clone()))
    }

    async fn finalize_or_look(&self, resume: &Resume) -> Result<(), Error> {
        let mut tries = Tries::new();
        loop {
            tries.count(None);
            let error = match self.call_finalize(resume).await {
                Err(error @ Error::Api(_)) => error,
                ended => return ended,
            };
            let unknown = is_key_unknown(&error);
            match self.look(resume).await {
                Ok(Seen::Finished) => return Ok(()),
                // The first call has used the key up.
                Ok(Seen::Unclear) if unknown && tries.made > 1 => return Ok(()),
                _ if unknown || is_no(&error) => return Err(error),
                _ => {}
            }
            if is_late(&error) && self.wait_for_end(resume).await {
                return Ok(());
            }
            // To look first makes it as good as idempotent, which chunks are.
            let wait = error
                .api()
                .and_then(|error| self.wait("upload_chunk", error, &tries));
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                // Nothing may be sent again, but it may end by itself.
                None if is_late(&error) => while !self.wait_for_end(resume).await {},
                None => return Err(error),
            }
        }
    }

    async fn call_finalize(&self, resume: &Resume) -> Result<(), Error> {
        let key = resume.upload_key.expose().to_owned();
        let mut call = self.client.uploads().finalize().id(key);
        if let Some(mtime) = resume.mtime {
            call = call.modified(mtime.moment());
        }
        let answer = call.send().await?.into_inner();
        let told = answer.size.and_then(|size| u64::try_from(size).ok());
        let got = told.ok_or_else(|| Error::incomplete("upload_finalize", "size"))?;
        if got == resume.size {
            return Ok(());
        }
        Err(Error::Length {
            operation: "upload_finalize",
            expected: resume.size,
            got,
        })
    }

    /// Whether the file turns out to be finished within the next looks.
    async fn wait_for_end(&self, resume: &Resume) -> bool {
        let [mut wait, longest] = LOOK;
        for _ in 0..LOOKS {
            tokio::time::sleep(wait).await;
            if matches!(self.look(resume).await, Ok(Seen::Finished)) {
                return true;
            }
            wait = (wait * 2).min(longest);
        }
        false
    }

    async fn look(&self, resume: &Resume) -> Result<Seen, Error> {
        let found = self.metadata(&resume.file_id).await?;
        if found.size.and_then(|size| u64::try_from(size).ok()) != Some(resume.size) {
            return Ok(Seen::Unfinished);
        }
        let read = |time: &Option<_>| time.as_ref().and_then(Told::read);
        let told = Told::choose(found.modified_precise.as_ref(), found.modified.as_ref());
        let (Some(wanted), Some(told)) = (resume.mtime, told) else {
            return Ok(Seen::Unclear);
        };
        if !told.matches(wanted) {
            return Ok(Seen::Unfinished);
        }
        // A new file had the time at which it was made; one that gets new content may have had this very time.
        let made = read(&found.created);
        let proves =
            resume.final_name.is_some() && made.is_some_and(|made| !told.matches(made.time));
        Ok(if proves {
            Seen::Finished
        } else {
            Seen::Unclear
        })
    }
}

/// Whether the vendor says no, and no lost answer can be the reason.
pub(super) fn is_no(error: &Error) -> bool {
    let Some(error) = error.api() else {
        return true;
    };
    let status = error.status().map(|status| status.as_u16());
    match error {
        keyfob_core::Error::Interrupted(_)
        | keyfob_core::Error::Undecodable { .. }
        | keyfob_core::Error::Incomplete { .. }
        | keyfob_core::Error::RateLimited(_)
        | keyfob_core::Error::Unavailable(_) => false,
        _ => status.is_none_or(|status| !(500..600).contains(&status) && status != 408),
    }
}

/// Whether the answer did not come in time, so that the work may still go on.
fn is_late(error: &Error) -> bool {
    match error.api() {
        Some(keyfob_core::Error::Interrupted(interruption)) => interruption.is_timeout(),
        Some(error) => matches!(
            error.status().map(|status| status.as_u16()),
            Some(408 | 504)
        ),
        None => false,
    }
}
