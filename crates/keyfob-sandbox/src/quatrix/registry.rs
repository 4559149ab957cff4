//! Records with an id, in the order in which they were made.

use uuid::Uuid;

use super::fault::Fault;

pub(super) trait Record {
    /// What it is called where there is none.
    const WHAT: &'static str;

    fn id(&self) -> Uuid;
}

pub(super) struct Registry<T>(Vec<T>);

impl<T> Default for Registry<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Record> Registry<T> {
    pub(super) fn add(&mut self, record: T) {
        self.0.push(record);
    }

    /// # Errors
    /// Code 20 if there is none.
    pub(super) fn get(&self, id: Uuid) -> Result<&T, Fault> {
        let found = self.0.iter().find(|record| record.id() == id);
        found.ok_or_else(|| Fault::not_found(T::WHAT))
    }

    /// # Errors
    /// Code 20 if there is none.
    pub(super) fn get_mut(&mut self, id: Uuid) -> Result<&mut T, Fault> {
        let found = self.0.iter_mut().find(|record| record.id() == id);
        found.ok_or_else(|| Fault::not_found(T::WHAT))
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }

    pub(super) fn remove(&mut self, id: Uuid) {
        self.0.retain(|record| record.id() != id);
    }

    pub(super) fn retain(&mut self, stays: impl FnMut(&T) -> bool) {
        self.0.retain(stays);
    }
}
