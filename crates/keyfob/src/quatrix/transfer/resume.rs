//! Where an upload stands.

use std::time::{Duration, SystemTime};

use keyfob_core::Secret;
use serde::{Deserialize, Serialize};

use super::mtime::Mtime;
use super::part::is_part;
use super::remote::Remote;

/// How long an upload key lives, as the vendor's guide says.
const KEY_LIFE: Duration = Duration::from_secs(15 * 60);

/// Where an upload stands: enough to go on, in another process too. It comes with an upload that [stopped](super::Stopped), and with
/// [progress](super::Event::Arrived) after each chunk, for those that never come to an end.
///
/// It can be saved with any serde format. **It holds the upload's key**, which seems to be all that is needed to write to the file;
/// so keep it as you keep a password. The key lives for 15 minutes.
///
/// ```no_run
/// use keyfob::quatrix::transfer::{Resume, Target, Transfer};
///
/// # async fn example(transfer: Transfer) -> Result<(), Box<dyn std::error::Error>> {
/// let stopped = match transfer.upload_file("a.bin", Target::new("folder", "a.bin")).await {
///     Ok(_) => return Ok(()),
///     Err(stopped) => stopped,
/// };
/// let Some(resume) = stopped.resume else { return Err(stopped.error.into()) };
/// let saved = serde_json::to_string(&resume)?;
/// // Later, perhaps elsewhere:
/// let resume: Resume = serde_json::from_str(&saved)?;
/// println!("going on from byte {} of {}", resume.offset(), resume.size());
/// transfer.resume_file("a.bin", resume).await?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    pub(super) upload_key: Secret,
    pub(super) file_id: String,
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) offset: u64,
    pub(super) mtime: Option<Mtime>,
    /// The time of the local file whose upload it is; none for a reader.
    pub(super) source: Option<Mtime>,
    /// How long the chunk is that was to be sent at the offset: it may be on its way, so it is repeated as it was.
    #[serde(default)]
    pub(super) under_way: Option<u64>,
    /// Whether the vendor has confirmed the end; then only the name is missing.
    #[serde(default)]
    pub(super) finalized: bool,
    /// The name that it gets once it is whole; none if it has its name from the start.
    #[serde(default)]
    pub(super) final_name: Option<FinalName>,
    /// When the key was used last with success.
    #[serde(default)]
    pub(super) heard: Option<Mtime>,
}

/// The name that a new file gets once it is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FinalName {
    pub(super) name: String,
    /// Whether the vendor may pick another one if it is taken.
    pub(super) other_name: bool,
    /// The folder in which it takes the place of the file that has the name; none where that is an error.
    #[serde(default)]
    pub(super) over_in: Option<String>,
}

impl FinalName {
    /// Whether a file of this name has its final one, which may be another where the vendor picked it.
    pub(super) fn is_given(&self, name: &str) -> bool {
        name == self.name || !(name.is_empty() || is_part(name))
    }
}

impl Resume {
    /// The bytes that arrived: the next one to be sent is at this place. A reader must stand there.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The file's size.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The vendor's id of the file, which can be seen there unfinished, under a name of its own.
    pub fn file_id(&self) -> &str {
        &self.file_id
    }

    /// The name that the file has there once it is whole.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the file there is whole and has its name: whatever it is by now, it is not what an upload left unfinished.
    pub(super) fn is_over(&self, there: &Remote) -> bool {
        match &self.final_name {
            Some(last) => last.is_given(&there.name),
            None => self.finalized || (self.offset == self.size && self.is_as_sent(there)),
        }
    }

    /// Whether the file there is as long and as old as what was sent.
    pub(super) fn is_as_sent(&self, there: &Remote) -> bool {
        there.equals(self.size, self.mtime)
    }

    /// Notes that the vendor took something with the key just now.
    pub(super) fn hear(&mut self) {
        self.heard = Some(Mtime::of(SystemTime::now()));
    }

    /// Whether the vendor's 15 minutes have passed since the key was used; also if that is not known.
    pub(super) fn is_old(&self) -> bool {
        let heard = self.heard.and_then(Mtime::time);
        // One in the future is of a clock that was set back: then nobody knows.
        !heard.is_some_and(|heard| heard.elapsed().is_ok_and(|since| since < KEY_LIFE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an older version saved: the file has its name already.
    #[test]
    fn what_was_saved_before_there_were_names_is_still_read() {
        let saved = r#"{"upload_key":"key","file_id":"id","name":"a","size":9,"offset":3,"mtime":null,"source":7}"#;
        let resume: Resume = serde_json::from_str(saved).unwrap();
        assert_eq!((resume.offset(), resume.name()), (3, "a"));
        assert!(resume.final_name.is_none() && !resume.finalized && resume.is_old());
    }

    #[test]
    fn a_key_that_was_used_in_the_future_counts_as_old() {
        let saved = r#"{"upload_key":"key","file_id":"id","name":"a","size":9,"offset":3,"mtime":null,"source":7}"#;
        let mut resume: Resume = serde_json::from_str(saved).unwrap();
        resume.hear();
        assert!(!resume.is_old());
        resume.heard = Some(Mtime::of(SystemTime::now() + Duration::from_secs(3600)));
        assert!(resume.is_old());
    }
}
