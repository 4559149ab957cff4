//! Whether the session that a feed belongs to still stands.

use keyfob_core::Error;

use crate::kotak_neo::Session;
use crate::kotak_neo::orders::is_empty_book;

/// Finds out whether a feed whose login was refused may be tried again: the order book is asked for, by whose answer a session
/// manager renews a session that has ended.
pub(super) async fn check(session: &Session) -> Result<(), Error> {
    match session.client().reports().order_book().send().await {
        Ok(_) => Ok(()),
        Err(error) if is_empty_book(&error) => Ok(()),
        Err(error) => Err(error),
    }
}
