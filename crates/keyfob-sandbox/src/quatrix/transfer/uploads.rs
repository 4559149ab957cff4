//! Uploads under way: a key each, chunks in order, at most 15 minutes between two calls.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use uuid::Uuid;

use super::content_range::ContentRange;
use crate::quatrix::fault::Fault;

const KEY_LIFE: Duration = Duration::from_secs(15 * 60);

#[derive(Default)]
pub(in crate::quatrix) struct Uploads {
    by_key: HashMap<Uuid, Upload>,
}

pub(in crate::quatrix) struct Upload {
    /// Who finalizes it.
    pub(in crate::quatrix) by: Uploader,
    pub(in crate::quatrix) file: Uuid,
    /// What `upload/link` said the size would be.
    announced: Option<u64>,
    /// What is left of a file that is rewritten.
    rest: Bytes,
    received: Vec<u8>,
    last: Option<ContentRange>,
    last_used: SystemTime,
}

/// Who uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quatrix) enum Uploader {
    User(Uuid),
    /// A user, and it becomes the account's logo.
    Logo(Uuid),
    /// Whoever came through an upload widget.
    Visitor,
}

impl Uploader {
    pub(super) fn may_send(self, sender: Uuid) -> bool {
        match self {
            Self::User(user) | Self::Logo(user) => user == sender,
            Self::Visitor => true,
        }
    }
}

impl Uploads {
    /// Opens an upload and hands out its key. Another one for the same file is no longer valid.
    pub(in crate::quatrix) fn open(&mut self, upload: Upload) -> Uuid {
        self.by_key.retain(|_, other| other.file != upload.file);
        let key = Uuid::new_v4();
        self.by_key.insert(key, upload);
        key
    }

    pub(in crate::quatrix) fn find(&mut self, key: Uuid) -> Result<&mut Upload, Fault> {
        let upload = self.by_key.get_mut(&key);
        upload.ok_or_else(|| Fault::not_found("upload key"))
    }

    pub(super) fn close(&mut self, key: Uuid) {
        self.by_key.remove(&key);
    }

    /// Ends old uploads and names their files.
    pub(in crate::quatrix) fn expire(&mut self, now: SystemTime) -> Vec<Uuid> {
        let old = |upload: &Upload| upload.last_used + KEY_LIFE <= now;
        let gone = self.by_key.values().filter(|upload| old(upload));
        let files = gone.map(|upload| upload.file).collect();
        self.by_key.retain(|_, upload| !old(upload));
        files
    }
}

impl Upload {
    pub(in crate::quatrix) fn new(
        by: Uploader,
        file: Uuid,
        announced: Option<u64>,
        rest: Bytes,
        now: SystemTime,
    ) -> Self {
        Self {
            by,
            file,
            announced,
            rest,
            received: Vec::new(),
            last: None,
            last_used: now,
        }
    }

    /// How many bytes a chunk would add: none if it is the last one again.
    ///
    /// # Errors
    /// Code 10 if it is neither the next chunk nor the last one.
    pub(super) fn more(&self, range: ContentRange, body: &[u8]) -> Result<u64, Fault> {
        range.fits(body.len())?;
        if self.last == Some(range) {
            return if self.received.ends_with(body) {
                Ok(0)
            } else {
                Err(Fault::parameter("the same chunk came with other bytes"))
            };
        }
        if self.last.is_some_and(|last| last.total != range.total) {
            return Err(Fault::parameter("the total of Content-Range changed"));
        }
        if range.first != self.received.len() as u64 {
            let expected = self.received.len();
            let fault = format!("chunks come in order: byte {expected} is the next");
            return Err(Fault::parameter(&fault));
        }
        Ok(body.len() as u64)
    }

    /// Takes the next chunk in. Says how many bytes there are now.
    pub(super) fn take(&mut self, range: ContentRange, body: &[u8], now: SystemTime) -> u64 {
        if self.last != Some(range) {
            self.received.extend_from_slice(body);
            self.last = Some(range);
        }
        self.last_used = now;
        self.size()
    }

    pub(super) fn size(&self) -> u64 {
        self.received.len().max(self.rest.len()) as u64
    }

    /// The whole content.
    ///
    /// # Errors
    /// Code 10 if bytes are missing.
    pub(super) fn finish(&mut self) -> Result<Bytes, Fault> {
        let received = self.received.len() as u64;
        let total = self.last.map(|last| last.total);
        if total.is_some_and(|total| total != received)
            || self.announced.is_some_and(|size| size != received)
        {
            return Err(Fault::parameter("the upload is not complete"));
        }
        if let Some(rest) = self.rest.get(self.received.len()..) {
            self.received.extend_from_slice(rest);
        }
        Ok(std::mem::take(&mut self.received).into())
    }
}
