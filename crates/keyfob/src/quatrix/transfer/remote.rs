//! What the vendor says of a file or a folder.

use keyfob_core::{Decimal, OpenEnum};
use quatrix::types::FileType;
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Method, Request, Url};
use serde::de::DeserializeOwned;

use super::listing::Listing;
use super::metadata::Metadata;
use super::mtime::{Mtime, Told};
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
    /// The time as it was told.
    told: Option<Told>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// The Trash, a link, or what is not known.
    Other,
}

impl Kind {
    pub(super) fn of(told: Option<&OpenEnum<FileType>>) -> Self {
        match told.map(OpenEnum::known) {
            Some(Some(FileType::File)) | None => Self::File,
            Some(Some(FileType::Folder | FileType::ProjectFolder)) => Self::Folder,
            Some(_) => Self::Other,
        }
    }
}

impl Remote {
    fn new(
        id: String,
        name: String,
        kind: Option<&OpenEnum<FileType>>,
        size: Option<i64>,
        [fine, plain]: [Option<&Decimal>; 2],
    ) -> Self {
        let told = Told::choose(fine, plain);
        Self {
            id,
            name,
            parent: None,
            kind: Kind::of(kind),
            size: size.and_then(|size| u64::try_from(size).ok()),
            mtime: told.map(|told| told.time),
            told,
        }
    }

    /// One of a folder's; else what there is of its id and its name. Without a type it could be a folder, which comes as a zip.
    pub(super) fn child(file: Metadata) -> Result<Self, (Option<String>, Option<String>)> {
        let times = [file.modified_precise.as_ref(), file.modified.as_ref()];
        match (file.id, file.name, file.file_type.as_ref()) {
            (Some(id), Some(name), kind @ Some(_)) if !id.is_empty() && !name.is_empty() => {
                Ok(Self::new(id, name, kind, file.size, times))
            }
            (id, name, _) => Err((id, name)),
        }
    }

    /// Whether it is as long and as old as a local file.
    pub(super) fn equals(&self, size: u64, mtime: Option<Mtime>) -> bool {
        let times = mtime.zip(self.told);
        self.size == Some(size) && times.is_some_and(|(here, there)| there.matches(here))
    }
}

impl Transfer {
    /// One file or folder.
    pub(super) async fn remote(&self, id: &str) -> Result<Remote, Error> {
        let found = self.metadata(id).await?;
        let times = [found.modified_precise.as_ref(), found.modified.as_ref()];
        let remote = Remote::new(
            found.id.unwrap_or_else(|| id.to_owned()),
            found.name.unwrap_or_default(),
            found.file_type.as_ref(),
            found.size,
            times,
        );
        Ok(Remote {
            parent: found.parent_id,
            ..remote
        })
    }

    /// What the vendor tells of a file or a folder, without what lies in it.
    pub(super) async fn metadata(&self, id: &str) -> Result<Metadata, Error> {
        Ok(self.file_metadata(id, "0").await?)
    }

    /// What lies in a folder.
    pub(super) async fn listing(&self, folder_id: &str) -> Result<Listing, Error> {
        let listing: Listing = self.file_metadata(folder_id, "1").await?;
        listing.proven(folder_id)
    }

    /// Not by the typed client: its rows take ten times as much memory as what is wanted of them here, and do not keep times as they
    /// are told.
    async fn file_metadata<T>(&self, id: &str, content: &str) -> Result<T, keyfob_core::Error>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let handle = self.handle();
        let url = format!(
            "{}/file/metadata/{}?content={content}",
            keyfob_core::unset_base_url(),
            keyfob_core::encode_path(id)
        );
        let url = Url::parse(&url).map_err(|error| {
            keyfob_core::Error::invalid_input(format!("file_metadata_get: {error}"))
        })?;
        let mut request = Request::new(Method::GET, url);
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json);
        let answer = handle.execute(request, "file_metadata_get").await?;
        let answer = keyfob_core::ResponseValue::<T>::from_response(answer).await?;
        Ok(answer.into_inner())
    }
}

#[cfg(test)]
pub(super) fn remote_for_tests(name: &str, size: i64) -> Remote {
    let time = Decimal::from(1_500_000_000);
    let times = [Some(&time), None];
    Remote::new(
        name.to_owned(),
        name.to_owned(),
        Some(&OpenEnum::Known(FileType::File)),
        Some(size),
        times,
    )
}
