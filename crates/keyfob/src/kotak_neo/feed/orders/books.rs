//! The books that are read after a gap.

use keyfob_core::{Error, ResponseValue};
use kotak_neo::types;

use super::{OrderUpdate, PositionUpdate};
use crate::kotak_neo::Session;
use crate::kotak_neo::orders::is_empty_book;

/// The books that are read after a gap.
pub(super) trait Books: Clone + Send + 'static {
    /// The orders of the day.
    fn orders(&self) -> impl Future<Output = Result<Vec<OrderUpdate>, Error>> + Send;

    /// The states of one order, the oldest first.
    fn history(&self, number: &str)
    -> impl Future<Output = Result<Vec<OrderUpdate>, Error>> + Send;

    /// The positions.
    fn positions(&self) -> impl Future<Output = Result<Vec<PositionUpdate>, Error>> + Send;
}

impl Books for Session {
    async fn orders(&self) -> Result<Vec<OrderUpdate>, Error> {
        let answer = self.client().reports().order_book().send().await;
        rows(answer, |answer| answer.data, OrderUpdate::of_book)
    }

    async fn history(&self, number: &str) -> Result<Vec<OrderUpdate>, Error> {
        let call = self.client().reports().order_history();
        let request = types::OrderHistoryRequest::builder().order_number(number);
        let answer = call.body(request).send().await;
        let of_row = |row| OrderUpdate::of_history(row).filter(|update| update.number == number);
        let mut rows = rows(answer, |answer| answer.data, of_row)?;
        // The vendor gives the newest first. Should it do otherwise one day, the times tell.
        let time = |row: Option<&OrderUpdate>| row.and_then(|row| row.state.changed_at);
        if time(rows.first()) >= time(rows.last()) {
            rows.reverse();
        }
        Ok(rows)
    }

    async fn positions(&self) -> Result<Vec<PositionUpdate>, Error> {
        let answer = self.client().reports().positions().send().await;
        rows(answer, |answer| answer.data, PositionUpdate::of_book)
    }
}

/// The rows of a book that can be read. One that cannot does not keep the others back: a feed has to go on.
fn rows<A, R, T>(
    answer: Result<ResponseValue<A>, Error>,
    rows: impl FnOnce(A) -> Vec<R>,
    read: impl Fn(R) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let rows = match answer {
        Ok(answer) => rows(answer.into_inner()),
        Err(error) if is_empty_book(&error) || matches!(error, Error::NoData(_)) => Vec::new(),
        Err(error) => return Err(error),
    };
    let all = rows.len();
    let read: Vec<_> = rows.into_iter().filter_map(read).collect();
    if read.len() < all {
        let unreadable = all - read.len();
        tracing::warn!(
            unreadable,
            "rows of a book have no number, state or quantity, and were left out"
        );
    }
    Ok(read)
}
