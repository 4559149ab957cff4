//! Where an upload goes.

use std::time::SystemTime;

use quatrix::types::UploadLinkRequest;
use serde::{Deserialize, Serialize};

use crate::quatrix::transfer::mtime::Mtime;
use crate::quatrix::transfer::part;
use crate::quatrix::transfer::resume::FinalName;
use crate::quatrix::transfer::{Error, Resume, Transfer};

/// Where an upload goes.
#[derive(Debug, Clone)]
pub struct Target {
    place: Place,
    mtime: Option<Mtime>,
    /// Of an unfinished file that is begun anew: the name that it gets in the end.
    final_name: Option<FinalName>,
}

/// A new file, or one that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::quatrix::transfer) enum Place {
    New {
        folder_id: String,
        name: String,
        other_name: bool,
    },
    Over {
        file_id: String,
    },
    /// A new file that takes the place of one that is there.
    Instead {
        file_id: String,
        folder_id: String,
        name: String,
    },
}

impl Place {
    /// Whether it is the content of this file.
    pub(in crate::quatrix::transfer) fn is_over(&self, id: &str) -> bool {
        matches!(self, Self::Over { file_id } if file_id == id)
    }

    /// The folder that it lies in, if that is told.
    pub(super) fn folder_id(&self) -> Option<&String> {
        match self {
            Self::New { folder_id, .. } | Self::Instead { folder_id, .. } => Some(folder_id),
            Self::Over { .. } => None,
        }
    }
}

impl Target {
    /// A new file of this name in this folder. A name that is taken is an error.
    pub fn new(folder_id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            place: Place::New {
                folder_id: folder_id.into(),
                name: name.into(),
                other_name: false,
            },
            mtime: None,
            final_name: None,
        }
    }

    /// The content of a file that is there. It keeps its id; **its old content is gone as soon as the upload begins**. See
    /// [`Target::replace`].
    pub fn over(file_id: impl Into<String>) -> Self {
        Self {
            place: Place::Over {
                file_id: file_id.into(),
            },
            mtime: None,
            final_name: None,
        }
    }

    /// A new file of this name in this folder, which takes the place of the file with this id that has the name now, in one step and
    /// only once it is whole. **It has another id**, so what hangs on the old one, such as a share or a tag, is gone with that.
    ///
    /// Where the folder does not let files be renamed it is as [`Target::over`].
    pub fn replace(
        file_id: impl Into<String>,
        folder_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            place: Place::Instead {
                file_id: file_id.into(),
                folder_id: folder_id.into(),
                name: name.into(),
            },
            mtime: None,
            final_name: None,
        }
    }

    /// Lets the vendor pick another name if this one is taken; [`Uploaded::name`](super::Uploaded::name) tells it.
    pub fn or_other_name(mut self) -> Self {
        if let Place::New { other_name, .. } = &mut self.place {
            *other_name = true;
        }
        self
    }

    /// The time at which the file shall have been changed.
    pub fn with_mtime(mut self, mtime: SystemTime) -> Self {
        self.mtime = Some(Mtime::of(mtime));
        self
    }

    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    /// The same content and time for the unfinished file that an earlier upload left.
    pub(super) fn instead(&self, of: &Resume) -> Self {
        Self {
            mtime: self.mtime,
            final_name: of.final_name.clone(),
            ..Self::over(&of.file_id)
        }
    }

    pub(super) fn or_mtime(mut self, mtime: Option<Mtime>) -> Self {
        self.mtime = self.mtime.or(mtime);
        self
    }
}

impl Transfer {
    /// Asks for the link.
    pub(super) async fn begin(
        &self,
        target: &Target,
        size: u64,
        source: Option<Mtime>,
    ) -> Result<Resume, Error> {
        let too_large = || keyfob_core::Error::invalid_input("a file of more than 2^63 bytes");
        let file_size = i64::try_from(size).map_err(|_| too_large())?;
        let mut final_name = target.final_name.clone();
        let temporary = match target.place.folder_id() {
            Some(folder_id) => self.may_rename(folder_id).await?,
            None => false,
        };
        let (operation, link) = match &target.place {
            Place::New {
                folder_id,
                name,
                other_name,
            } => {
                if !other_name && size > self.chunks.next(None) {
                    self.check_free(folder_id, name).await?;
                }
                // What cannot be a name is refused at once, and not at the end.
                let temporary = temporary && could_be_a_name(name);
                final_name = temporary.then(|| FinalName {
                    name: name.clone(),
                    other_name: *other_name,
                    over_in: None,
                });
                let name = final_name
                    .as_ref()
                    .map_or_else(|| name.clone(), |last| part::temporary(&last.name));
                let body = link_request(folder_id, name, file_size, *other_name)?;
                let link = match temporary {
                    true => self.temporary_link(body).await?,
                    false => self.new_link(body).await?,
                };
                ("upload_link", link)
            }
            Place::Instead {
                folder_id, name, ..
            } if temporary => {
                final_name = Some(FinalName {
                    name: name.clone(),
                    other_name: false,
                    over_in: Some(folder_id.clone()),
                });
                let body = link_request(folder_id, part::temporary(name), file_size, false)?;
                ("upload_link", self.temporary_link(body).await?)
            }
            Place::Over { file_id } | Place::Instead { file_id, .. } => {
                ("file_modify_link", self.link_over(file_id.clone()).await?)
            }
        };
        let missing = |member| move || Error::incomplete(operation, member);
        let asked = match (&final_name, &target.place) {
            (Some(last), _) => Some(last.name.clone()),
            (None, Place::New { name, .. }) => link.name.or(Some(name.clone())),
            (None, Place::Instead { name, .. }) => Some(name.clone()),
            (None, Place::Over { .. }) => link.name,
        };
        let mut resume = Resume {
            upload_key: link.upload_key.ok_or_else(missing("upload_key"))?,
            file_id: link.file_id.ok_or_else(missing("file_id"))?,
            name: asked.unwrap_or_default(),
            size,
            offset: 0,
            mtime: target.mtime,
            source,
            under_way: None,
            finalized: false,
            final_name,
            heard: None,
        };
        resume.hear();
        Ok(resume)
    }
}

fn link_request(
    folder_id: &str,
    name: String,
    file_size: i64,
    other_name: bool,
) -> Result<UploadLinkRequest, keyfob_core::Error> {
    let body = UploadLinkRequest::builder().parent_id(folder_id).name(name);
    body.file_size(file_size).resolve(other_name).build()
}

/// Whether the vendor's rules for names, as rclone's page has them, are kept so far that only characters could be refused.
fn could_be_a_name(name: &str) -> bool {
    (1..=255).contains(&name.chars().count())
        && !matches!(name, "." | "..")
        && !name.contains(['/', '\\'])
        && !name.contains(|c: char| c.is_ascii_control())
}
