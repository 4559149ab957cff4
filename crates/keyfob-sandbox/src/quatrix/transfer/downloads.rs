//! What may be downloaded by which id.

use std::collections::HashMap;

use uuid::Uuid;

use crate::quatrix::fault::Fault;

/// What the ids handed out stand for. They do not end: how long the vendor's live is unknown.
#[derive(Default)]
pub(in crate::quatrix) struct Downloads {
    by_id: HashMap<Uuid, Wanted>,
}

#[derive(Clone)]
pub(in crate::quatrix) struct Wanted {
    /// Whose download it is, or the share that it is of.
    pub(in crate::quatrix) of: Uuid,
    /// Who asked for it; `None` is a visitor, of whom the log says nothing.
    pub(in crate::quatrix) by: Option<Uuid>,
    pub(in crate::quatrix) files: Vec<Uuid>,
}

impl Downloads {
    pub(in crate::quatrix) fn open(
        &mut self,
        of: Uuid,
        by: Option<Uuid>,
        files: Vec<Uuid>,
    ) -> Uuid {
        let id = Uuid::new_v4();
        self.by_id.insert(id, Wanted { of, by, files });
        id
    }

    pub(in crate::quatrix) fn find(&self, id: Uuid) -> Result<Wanted, Fault> {
        let wanted = self.by_id.get(&id).cloned();
        wanted.ok_or_else(|| Fault::not_found("download"))
    }
}
