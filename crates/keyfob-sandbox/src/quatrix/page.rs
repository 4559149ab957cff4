//! The two lists that come in pages: the log and the inbox.

use uuid::Uuid;

use super::fault::Fault;
use super::timestamp::Timestamp;

pub(super) struct Page {
    after: Option<Uuid>,
    limit: usize,
    from: Timestamp,
    to: Option<Timestamp>,
}

impl Page {
    /// # Errors
    /// Code 10 for a limit out of bounds.
    pub(super) fn new(
        after: Option<Uuid>,
        limit: Option<usize>,
        from: Option<f64>,
        to: Option<f64>,
    ) -> Result<Self, Fault> {
        let limit = limit.unwrap_or(100);
        if !(1..=1000).contains(&limit) {
            return Err(Fault::parameter("limit is from 1 to 1000"));
        }
        Ok(Self {
            after,
            limit,
            from: Timestamp::from_seconds(from.unwrap_or(0.0)),
            to: to.map(Timestamp::from_seconds),
        })
    }

    pub(super) fn spans(&self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at <= to)
    }

    /// The rows of this page. An id continues behind its row (guessed); one that is not there finds nothing.
    pub(super) fn of<T>(
        &self,
        rows: impl Iterator<Item = T>,
        key: impl Fn(&T) -> (Uuid, Timestamp),
    ) -> impl Iterator<Item = T> {
        let mut reached = self.after.is_none();
        rows.filter(move |row| {
            let (id, at) = key(row);
            let is_on_page = reached && self.spans(at);
            reached |= self.after == Some(id);
            is_on_page
        })
        .take(self.limit)
    }
}
