//! Where an upload stands.

use keyfob_core::Secret;
use serde::{Deserialize, Serialize};

use super::mtime::Mtime;

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

    /// The vendor's id of the file, which can be seen there unfinished.
    pub fn file_id(&self) -> &str {
        &self.file_id
    }

    /// The name that the file has there.
    pub fn name(&self) -> &str {
        &self.name
    }
}
