//! Orders whose answer was lost: looking for them, and placing them again.

use std::time::Duration;

use keyfob_core::{Error, OpenEnum};
use kotak_neo::types;

use super::{Session, is_number, read_order};
use crate::orders::{
    Alike, Book, FindError, Lost, OrderError, PATIENCE, Reading, Seen, is_used_tag, patiently,
};
use crate::trading::BookOrder;

impl Session {
    /// Places an order whose answer was lost once more, under the same tag, if [`Session::find`] proves that it does not stand; the
    /// number of the one that stands then. There are never two: should the first come to light after all, the vendor refuses the
    /// second because of its tag.
    ///
    /// # Errors
    /// [`OrderError::Lost`] if it is still not known whether it stands, for a later try, also when the second could not be sent.
    /// [`OrderError::Refused`] if the second was refused and the book, read once more, has neither.
    pub async fn place_again(&self, lost: Lost) -> Result<String, OrderError> {
        self.place_again_within(lost, PATIENCE).await
    }

    /// [`Session::place_again`] with the patience of [`Session::find_within`].
    ///
    /// # Errors
    /// Those of [`Session::place_again`].
    pub async fn place_again_within(
        &self,
        lost: Lost,
        patience: Duration,
    ) -> Result<String, OrderError> {
        let Some(order) = lost.order().cloned() else {
            let what = "only a new order of Kotak Neo can be placed again";
            return Err(OrderError::Lost(lost.again(Error::invalid_input(what))));
        };
        let found = self.look_for(&lost, patience).await;
        match found.as_deref() {
            Ok([]) => {}
            _ => return stands(found, lost),
        }
        match self.send(order).await {
            // No news of the first, which may be in the book later than any that was seen.
            Err(OrderError::NotSent(error)) => Err(OrderError::Lost(lost.again(error))),
            // The first may be why: it holds the money or the position that the second wants.
            Err(OrderError::Refused(error)) => match self.look_for(&lost, patience).await {
                Ok(none) if none.is_empty() => Err(OrderError::Refused(error)),
                found => stands(found, lost),
            },
            Err(OrderError::Lost(again)) if is_used_tag(again.error()) => {
                match self.look_for(&again, patience).await {
                    // It was taken, and the book does not have it yet.
                    Ok(none) if none.is_empty() => Err(OrderError::Lost(again)),
                    found => stands(found, again),
                }
            }
            outcome => outcome,
        }
    }

    /// Looks in the order book for what was lost. An empty list proves that it does not stand: the book was read in whole, five
    /// seconds or more after the loss, since an order may show up late; until then it is looked for again and again. What was
    /// changed or cancelled is found at once, but the book may show it as it was some seconds ago.
    ///
    /// # Errors
    /// [`FindError`] if it is not known, or if it stands and its row cannot be read.
    pub async fn find(&self, lost: &Lost) -> Result<Vec<BookOrder<types::Order>>, FindError> {
        self.find_within(lost, PATIENCE).await
    }

    /// [`Session::find`] with another patience than five seconds, counted from the loss. Users saw orders that were in the book
    /// four seconds late only; with less patience an empty list proves less.
    ///
    /// # Errors
    /// [`FindError`] if it is not known, or if it stands and its row cannot be read.
    pub async fn find_within(
        &self,
        lost: &Lost,
        patience: Duration,
    ) -> Result<Vec<BookOrder<types::Order>>, FindError> {
        let found = self.look_for(lost, patience).await?;
        BOOK.typed("data", found, |row| row.order_number.clone(), read_order)
    }

    /// The rows as they came: that one stands is known also where a member of it cannot be read.
    async fn look_for(
        &self,
        lost: &Lost,
        patience: Duration,
    ) -> Result<Vec<types::Order>, FindError> {
        let seen = |order: &types::Order| Seen {
            tag: order.tag.clone().filter(|tag| !tag.trim().is_empty()),
            number: order.order_number.clone(),
            alike: Alike::new(
                order.trading_symbol.as_ref(),
                order.side.as_ref().map(OpenEnum::as_str),
            ),
        };
        let seen = &seen;
        // No async closure: the future of one cannot be sent to another thread.
        let look = || async move {
            let book = match self.client().reports().order_book().send().await {
                Ok(answer) => Book {
                    unreadable: answer.rows_left_out(),
                    rows: answer.into_inner().data,
                },
                // An empty book is an error at this vendor.
                Err(error) if is_empty_book(&error) => Book::empty(),
                Err(error) => return Err(FindError::Book(error)),
            };
            BOOK.pick(book, lost, seen)
        };
        patiently(lost, patience, look).await
    }
}

const BOOK: Reading = Reading {
    operation: "get_order_book",
    tags_repeat: false,
};

/// The vendor's code for an empty book. Its words alone are not believed.
const NO_DATA: &str = "5203";

pub(in crate::kotak_neo) fn is_empty_book(error: &Error) -> bool {
    matches!(error, Error::NoData(_)) && error.code() == Some(NO_DATA)
}

/// The number of the order that was found, or that it is still not known.
fn stands(found: Result<Vec<types::Order>, FindError>, lost: Lost) -> Result<String, OrderError> {
    let number = found.map(|rows| rows.into_iter().find_map(|row| is_number(row.order_number)));
    let missing = Error::incomplete("get_order_book", "nOrdNo");
    match number {
        Ok(Some(number)) => Ok(number),
        Ok(None) => Err(OrderError::Lost(lost.again(missing))),
        Err(unknown) => Err(OrderError::Lost(lost.again(unknown.into()))),
    }
}
