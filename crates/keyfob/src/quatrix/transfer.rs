//! Files and folders, up to Quatrix and down from it.
//!
//! ```no_run
//! use keyfob::quatrix::Session;
//! use keyfob::quatrix::transfer::Target;
//!
//! # async fn example(folder_id: &str) -> Result<(), keyfob::quatrix::transfer::Error> {
//! let session = Session::from_env().await?;
//! let transfer = session.transfer();
//! let there = transfer.upload_file("report.pdf", Target::new(folder_id, "report.pdf")).await?;
//! transfer.download_file(&there.file_id, "copy.pdf").await?;
//! # Ok(()) }
//! ```
//!
//! | what | how |
//! |---|---|
//! | up | [`upload_file`](Transfer::upload_file), [`upload`](Transfer::upload) for any reader, [`upload_files`](Transfer::upload_files), [`upload_folder`](Transfer::upload_folder) |
//! | goes on after a crash | uploads with a [journal](Transfer::with_journal), downloads to a file by themselves |
//! | goes on after a failure | [`resume_file`](Transfer::resume_file), [`resume`](Transfer::resume) with the [`Resume`] of a [`Stopped`] upload, or of the last [`Event::Arrived`] |
//! | down | [`download_file`](Transfer::download_file), [`download`](Transfer::download) for any writer, [`download_folder`](Transfer::download_folder) |
//! | progress | [`with_progress`](Transfer::with_progress), a stream of [`Event`]s |
//! | delete, move, copy | [`delete`](Transfer::delete), [`move_to`](Transfer::move_to), [`copy_to`](Transfer::copy_to) with an [`Outcome`] |
//!
//! # What is promised
//!
//! - **An upload never sends again what arrived.** A file goes in chunks, one after the other. The chunk that failed is sent again,
//!   by itself if [`Retry`](crate::Retry) allows, else with [`Resume`]; those before it never. The vendor's word on the size counts
//!   at the end: another one is [`Error::Length`]. An answer to the last call that is late or lost is no failure: the file itself
//!   is looked at, see [`Transfer::with_finish_limit`].
//! - **An upload is of one file.** It is opened once, before anything is sent, and must be a regular one. If it changes, or another
//!   one gets its name, before the last byte is sent, that is [`Error::Changed`], and nothing is finished.
//! - **No half file has the final name**, here or there. A new file goes up under a name of its own (`NAME.….keyfob.part`) and gets its
//!   name once it is whole. A download grows in such a file beside its name, is written through to the disk, and takes its name in
//!   one step. A part that is there is gone on with if it is of the same file as the vendor has it today, and thrown away if not.
//! - **What is not ours stays.** A part is known by the note beside it (`….keyfob.part.of`). Another file that has its name is left
//!   alone, and the download takes another one; links are not followed. A file that is no journal is not taken for one.
//! - **Only bytes of the file count.** An answer whose length or range is the file's proves that it is the file. What comes
//!   without that is set back if the line is cut or the length is wrong, encoded bytes are refused, and so are pages of HTML or
//!   JSON. The vendor tells no checksum, so none is compared.
//! - **Memory does not grow with the file.** Chunks are read from the disk as they are sent. A reader that cannot go back has one
//!   chunk of at most 4 MiB in memory, so that it can be sent again.
//! - **Time-outs mind progress.** Whatever moves may take as long as it takes; nothing that moves for
//!   [`Timeouts::attempt`](keyfob_core::Timeouts::attempt) ends the attempt. Of what an upload has handed to the operating system, 256 KiB
//!   in each such time count as moving.
//! - **"Too many calls" is waited out** (429), for as long as the vendor says, whatever the call is: nothing was done. Calls keep a
//!   pace, which slows down then; see [`Transfer::with_patience`]. A session is kept alive while something is under way.
//! - **A folder costs little.** One is listed at a time, with those that it lies in: a few hundred bytes a file. A row of the vendor's
//!   that cannot be used, a name that cannot be a file's here, and the second of two names that are the same to the file system
//!   ([`Names`]) cost only themselves. A session that ends is told once, and the run stops.
//! - **What is equal is left.** Times are compared as finely as the vendor tells them and the file system keeps them.
//!
//! # What is not
//!
//! - [`Target::over`], which keeps a file's id, empties it first: the vendor has no call that gives a file new content in one step.
//!   [`Target::replace`] keeps the old content until the new one is whole, and makes another id. Where the folder does not let
//!   files be renamed, neither can be: a new one has its final name from the start.
//! - The vendor's upload key lives for 15 minutes. Whether a chunk prolongs that is not known; so a [`Resume`] may be refused, and then
//!   the upload starts anew.
//! - A part is locked, so that a second download to the same place is [`Error::Busy`]; but not on file systems without locks.
//! - Jobs: where the vendor answers with a job's id, nothing tells when the job is done. See [`Outcome`].

mod body;
mod chunks;
mod download;
mod error;
mod folder;
mod identity;
mod journal;
mod listing;
mod local;
mod lock;
mod metadata;
mod mtime;
mod outcome;
mod part;
mod pieces;
mod pressure;
mod progress;
mod remote;
mod resume;
mod scratch;
mod source;
mod upload;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use keyfob_core::{Handle, Pace};
use quatrix::Client;
use tokio::sync::Semaphore;

pub use chunks::Chunks;
pub use error::{Error, Stopped};
pub use folder::{Existing, Names, Report};
pub use outcome::Outcome;
pub use progress::{Event, Progress, Way};
pub use resume::Resume;
pub use upload::{Target, Uploaded};

use journal::Journal;
use pressure::{Keeper, Slot};
use progress::Teller;

/// Files and folders, up and down, over one session.
///
/// Clones share the bound on files at a time and the progress. It ends with the session: see
/// [`Session::logout`](super::Session::logout).
#[derive(Debug, Clone)]
pub struct Transfer {
    client: Client,
    chunks: Chunks,
    files: usize,
    slots: Arc<Semaphore>,
    teller: Teller,
    journal: Option<Arc<Journal>>,
    keeper: Arc<Keeper>,
    names: Names,
    finish_limit: Duration,
    /// Of the folders that files went to, by id: whether files there can get another name.
    renames: Arc<Mutex<HashMap<String, bool>>>,
}

/// Files at a time, unless somebody says otherwise; rclone's number.
const FILES: usize = 4;

/// How long an upload may take to end, unless somebody says otherwise.
const FINISH: Duration = Duration::from_secs(5 * 60);

impl Transfer {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            client: Client::new(client.handle().with_pace(Pace::default())),
            chunks: Chunks::default(),
            files: FILES,
            slots: Arc::new(Semaphore::new(FILES)),
            teller: Teller::default(),
            journal: None,
            keeper: Arc::default(),
            names: Names::default(),
            finish_limit: FINISH,
            renames: Arc::default(),
        }
    }

    /// How long the vendor may take to put an upload together once it has all bytes, 5 minutes by default. When its answer is late or
    /// lost, the file itself is looked at until then; after that it is [`Error::NotFinished`].
    /// The time for which "too many calls" is waited out does not count.
    pub fn with_finish_limit(mut self, limit: Duration) -> Self {
        self.finish_limit = limit;
        self
    }

    /// How large a chunk of an upload may be.
    pub fn with_chunks(mut self, chunks: Chunks) -> Self {
        self.chunks = chunks;
        self
    }

    /// How many files are under way at a time, 4 by default; 0 counts as 1. Further ones wait.
    pub fn with_files_at_a_time(mut self, files: usize) -> Self {
        self.files = files.clamp(1, Semaphore::MAX_PERMITS);
        self.slots = Arc::new(Semaphore::new(self.files));
        self
    }

    /// With a stream of what goes on, which ends when the last clone of this is dropped.
    ///
    /// ```no_run
    /// use keyfob::quatrix::transfer::{Event, Target};
    ///
    /// # async fn example(session: keyfob::quatrix::Session) -> Result<(), Box<dyn std::error::Error>> {
    /// let (transfer, mut progress) = session.transfer().with_progress();
    /// let show = async move {
    ///     while let Some(event) = progress.next().await {
    ///         if let Event::Moved { done, total: Some(total), .. } = event {
    ///             println!("{done} of {total}");
    ///         }
    ///     }
    /// };
    /// let work = async move { transfer.upload_file("a.bin", Target::new("folder", "a.bin")).await };
    /// let (_, uploaded) = tokio::join!(show, work);
    /// println!("{}", uploaded?.file_id);
    /// # Ok(()) }
    /// ```
    pub fn with_progress(mut self) -> (Self, Progress) {
        let (teller, progress) = progress::channel();
        self.teller = teller;
        (self, progress)
    }

    /// With a journal: a file that says of each upload where it stands, so that after a crash the next process that has the same journal,
    /// and uploads the same file or folder to the same place, sends only what did not arrive. An upload whose key has
    /// expired starts anew. An upload stays noted until it is done or begun anew, also if it fails or is dropped. Downloads need none.
    ///
    /// **The journal holds the keys of uploads under way**; on Unix only its owner may read it, which is mended if need be. It is empty when nothing is left
    /// unfinished.
    ///
    /// ```no_run
    /// use keyfob::quatrix::transfer::Existing;
    ///
    /// # async fn example(session: keyfob::quatrix::Session) -> Result<(), keyfob::quatrix::transfer::Error> {
    /// let transfer = session.transfer().with_journal("uploads.journal").await?;
    /// transfer.upload_folder("reports", "folder id", Existing::ReplaceIfOther).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Busy`] if another process has this journal, [`Error::NotAJournal`] if another file is there, and [`Error::Disk`].
    pub async fn with_journal(mut self, path: impl AsRef<Path>) -> Result<Self, Error> {
        self.journal = Some(Arc::new(Journal::open(path.as_ref()).await?));
        Ok(self)
    }

    fn handle(&self) -> &Handle {
        self.client.handle()
    }

    /// How long to wait before something is done again that is as repeatable as this operation, if it may be; see
    /// [`Retry`](keyfob_core::Retry). What "too many" is waited out for in the call itself is not waited for once more.
    fn wait(&self, operation: &str, error: &keyfob_core::Error, tries: &Tries) -> Option<Duration> {
        let operation = self.handle().api().operation(operation)?;
        if is_too_many(error) && error.operation() != Some(operation.id) {
            return None;
        }
        let Tries { made, began } = *tries;
        self.handle()
            .wait_before_repeat_since(operation, error, made, began)
    }

    /// Waits until one more file may be under way.
    async fn slot(&self) -> Slot<'_> {
        Slot {
            // It is never closed.
            _permit: self.slots.acquire().await.ok(),
            _under_way: self.keeper.join(&self.client),
        }
    }
}

/// How often something was tried, without what met "too many calls", and since when.
struct Tries {
    made: u32,
    began: Instant,
}

impl Tries {
    fn new() -> Self {
        Self {
            made: 0,
            began: Instant::now(),
        }
    }

    /// Counts one that ended like this.
    fn count(&mut self, error: Option<&keyfob_core::Error>) {
        let counts = !error.is_some_and(is_too_many);
        self.made = self.made.saturating_add(u32::from(counts));
    }
}

fn is_too_many(error: &keyfob_core::Error) -> bool {
    matches!(error, keyfob_core::Error::RateLimited(_))
}
