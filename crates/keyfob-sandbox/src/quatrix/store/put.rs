//! Putting things where no client put them.

use axum::body::Bytes;
use uuid::Uuid;

use super::conflict::OnConflict;
use super::node::Kind;
use super::tree::Store;
use crate::quatrix::fault::Fault;
use crate::quatrix::timestamp::Timestamp;

impl Store {
    /// Makes a folder, or a file with this content in place of what it had; and the folders on the way.
    pub(in crate::quatrix) fn put(
        &mut self,
        user: Uuid,
        path: &str,
        content: Option<Bytes>,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let mut names = path.split('/').filter(|name| !name.is_empty()).peekable();
        let mut place = self.home(user)?;
        while let Some(name) = names.next() {
            let kind = match &content {
                Some(_) if names.peek().is_none() => Kind::File,
                _ => Kind::Folder,
            };
            place = match self.node(user, place)?.children.get(name) {
                Some(&there) => there,
                None => {
                    self.make(user, place, name, kind, OnConflict::Refuse, now)?
                        .id
                }
            };
            if self.node(user, place)?.is_file() != (kind == Kind::File) {
                return Err(Fault::parameter("a file is in the way"));
            }
        }
        match content {
            Some(content) => self.write(place, content, now),
            None => Ok(()),
        }
    }
}
