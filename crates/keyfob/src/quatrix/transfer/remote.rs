//! What the vendor says of a file or a folder.

use keyfob_core::Decimal;
use quatrix::types::{File, FileMetadata};

use super::mtime::Mtime;
use super::{Error, Transfer};

/// A file or a folder at the vendor's.
#[derive(Debug, Clone)]
pub(super) struct Remote {
    pub(super) id: String,
    pub(super) name: String,
    /// The folder that it lies in, if it is told.
    pub(super) parent: Option<String>,
    pub(super) kind: Kind,
    pub(super) size: Option<u64>,
    pub(super) mtime: Option<Mtime>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// The Trash, a link, or what is not known.
    Other,
}

impl Remote {
    fn new(
        id: Option<String>,
        name: Option<String>,
        kind: Option<String>,
        size: Option<i64>,
        times: [&Option<Decimal>; 2],
    ) -> Result<Self, Error> {
        let missing = |member| move || Error::incomplete("file_metadata_get", member);
        Ok(Self {
            id: id.ok_or_else(missing("id"))?,
            name: name.ok_or_else(missing("name"))?,
            parent: None,
            kind: match kind.as_deref() {
                Some("F") | None => Kind::File,
                Some("D" | "S") => Kind::Folder,
                Some(_) => Kind::Other,
            },
            size: size.and_then(|size| u64::try_from(size).ok()),
            mtime: times.into_iter().flatten().find_map(Mtime::read),
        })
    }

    fn child(file: File) -> Result<Self, Error> {
        let times = [&file.modified_ms, &file.modified];
        Self::new(file.id, file.name, file.type_, file.size, times)
    }

    /// Whether it is as long and as old as a local file.
    pub(super) fn equals(&self, size: u64, mtime: Option<Mtime>) -> bool {
        let times = mtime.zip(self.mtime);
        self.size == Some(size) && times.is_some_and(|(here, there)| here.matches(there))
    }
}

impl Transfer {
    /// One file or folder.
    pub(super) async fn remote(&self, id: &str) -> Result<Remote, Error> {
        let call = self.client.file_metadata_get().id(id.to_owned());
        let found: FileMetadata = call.content(0).send().await?.into_inner();
        let times = [&found.modified_ms, &found.modified];
        let remote = Remote::new(
            found.id.or_else(|| Some(id.to_owned())),
            found.name.or_else(|| Some(String::new())),
            found.type_,
            found.size,
            times,
        )?;
        Ok(Remote {
            parent: found.parent_id,
            ..remote
        })
    }

    /// What lies in a folder.
    pub(super) async fn children(&self, folder_id: &str) -> Result<Vec<Remote>, Error> {
        let call = self.client.file_metadata_get().id(folder_id.to_owned());
        let found = call.content(1).send().await?.into_inner();
        found.content.into_iter().map(Remote::child).collect()
    }
}
