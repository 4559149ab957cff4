//! Reading the books after a gap, until it is done.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use keyfob_core::{BoxFuture, Error};
use tokio::time::{Instant, sleep, sleep_until};

use super::books::Books;
use super::{OrderUpdate, PositionUpdate};

/// How long after a gap the books may lack something of it. Users saw orders that were in the book four seconds late.
const PATIENCE: Duration = Duration::from_secs(5);

/// The first wait before a book that could not be read is read again; each later one is twice as long, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(15);

/// The wait before a history is read again, since it could not be or lacks what the feed told.
const AGAIN: Duration = Duration::from_millis(300);

/// How often a history is tried before the row of the book has to do; each wait is twice as long as the one before.
const HISTORY_TRIES: u32 = 5;

/// How often in a row the vendor says that the session has ended before a book is given up. With a manager it may be renewed meanwhile.
const ENDED_TRIES: u32 = 5;

/// How many histories are read at a time, so that many orders do not take longer than live updates wait.
const AT_A_TIME: usize = 4;

/// Two looks at the books: one at once, and one when nothing can be late any more.
pub(super) struct CatchUp<B> {
    books: B,
    /// When the gap was over.
    since: Instant,
    is_second: bool,
    /// The book, or histories.
    work: FuturesUnordered<BoxFuture<'static, Done>>,
    /// Orders whose histories are yet to be read, and when.
    numbers: VecDeque<(String, Instant)>,
    /// Rows of the book that are yet to be told.
    rows: Vec<OrderUpdate>,
}

/// What was read.
pub(super) enum Done {
    /// The book.
    Orders(Vec<OrderUpdate>),
    /// The history of this order, the oldest state first.
    History(String, Vec<OrderUpdate>),
    /// A history that could not be read.
    HistoryFailed,
    /// The book cannot be read any more.
    Over,
}

impl<B: Books> CatchUp<B> {
    pub(super) fn begin(books: B) -> Self {
        let since = Instant::now();
        Self {
            work: FuturesUnordered::from_iter([orders(books.clone(), since)]),
            books,
            since,
            is_second: false,
            numbers: VecDeque::new(),
            rows: Vec::new(),
        }
    }

    /// What is read next; never, where nothing is to be read.
    pub(super) async fn next(catch_up: &mut Option<Self>) -> Done {
        let done = match catch_up {
            Some(catch_up) => catch_up.work.next().await,
            None => None,
        };
        match done {
            Some(done) => done,
            None => std::future::pending().await,
        }
    }

    /// Says which orders changed, by these rows of the book or by the feed.
    pub(super) fn has_changed(&mut self, numbers: Vec<String>, rows: Vec<OrderUpdate>) {
        let now = Instant::now();
        self.numbers = numbers.into_iter().map(|number| (number, now)).collect();
        self.rows = rows;
    }

    /// Says what a history has: no row of the book needs to tell it.
    pub(super) fn has_read(&mut self, number: &str, history: &[OrderUpdate]) {
        let has = |row: &OrderUpdate| history.iter().any(|it| it.state.is_same(&row.state));
        self.rows.retain(|row| row.number != number || !has(row));
    }

    /// Says that a history lacks what the feed told of the order. It is read again, as long as it may be late.
    pub(super) fn lacks(&mut self, number: String) {
        let at = Instant::now() + AGAIN;
        if !self.is_second && at < self.since + PATIENCE {
            self.numbers.push_back((number, at));
        }
    }

    /// Begins to read the next histories; whether any is yet to be read to its end.
    pub(super) fn read_histories(&mut self) -> bool {
        while self.work.len() < AT_A_TIME
            && let Some((number, at)) = self.numbers.pop_front()
        {
            self.work.push(history(self.books.clone(), number, at));
        }
        !self.work.is_empty()
    }

    /// The rows of the book, once all histories were read: what these lack is told by them.
    pub(super) fn take_rows(&mut self) -> Vec<OrderUpdate> {
        std::mem::take(&mut self.rows)
    }

    /// The look that is yet to come.
    pub(super) fn second_look(mut self) -> Option<Self> {
        if self.is_second {
            return None;
        }
        self.is_second = true;
        self.work
            .push(orders(self.books.clone(), self.since + PATIENCE));
        Some(self)
    }
}

/// Two looks at the positions, likewise.
pub(super) struct PositionReading<B> {
    books: B,
    since: Instant,
    is_second: bool,
    work: BoxFuture<'static, Option<Vec<PositionUpdate>>>,
}

impl<B: Books> PositionReading<B> {
    pub(super) fn begin(books: B) -> Self {
        let since = Instant::now();
        Self {
            work: positions(books.clone(), since),
            books,
            since,
            is_second: false,
        }
    }

    /// What was read; never, where nothing is to be read, and none where it cannot be any more.
    pub(super) async fn next(reading: &mut Option<Self>) -> Option<Vec<PositionUpdate>> {
        match reading {
            Some(reading) => reading.work.as_mut().await,
            None => std::future::pending().await,
        }
    }

    /// The look that is yet to come.
    pub(super) fn second_look(mut self) -> Option<Self> {
        if self.is_second {
            return None;
        }
        self.is_second = true;
        self.work = positions(self.books.clone(), self.since + PATIENCE);
        Some(self)
    }
}

fn positions<B: Books>(books: B, at: Instant) -> BoxFuture<'static, Option<Vec<PositionUpdate>>> {
    let read = move || {
        let books = books.clone();
        async move { books.positions().await }
    };
    Box::pin(patiently("positions", at, read))
}

fn orders<B: Books>(books: B, at: Instant) -> BoxFuture<'static, Done> {
    let read = move || {
        let books = books.clone();
        async move { books.orders().await }
    };
    Box::pin(async move {
        let rows = patiently("orders", at, read).await;
        rows.map_or(Done::Over, Done::Orders)
    })
}

fn history<B: Books>(books: B, number: String, at: Instant) -> BoxFuture<'static, Done> {
    Box::pin(async move {
        sleep_until(at).await;
        for attempt in 1..=HISTORY_TRIES {
            let error = match books.history(&number).await {
                Ok(history) => return Done::History(number, history),
                Err(error) => error,
            };
            warn("history", &error);
            if is_over(&error) {
                break;
            }
            if attempt < HISTORY_TRIES {
                let wait = AGAIN * 2_u32.pow(attempt - 1);
                sleep(wait.max(error.retry_after().unwrap_or_default())).await;
            }
        }
        Done::HistoryFailed
    })
}

/// Reads until it succeeds: what is not known cannot be told, and the feed goes on meanwhile. None once the session is over: then the
/// connection tells the end.
async fn patiently<T, R>(book: &'static str, at: Instant, read: impl Fn() -> R) -> Option<T>
where
    R: Future<Output = Result<T, Error>>,
{
    sleep_until(at).await;
    let (mut wait, mut ended) = (SHORTEST, 0);
    loop {
        match read().await {
            Ok(read) => return Some(read),
            Err(error) => {
                warn(book, &error);
                ended = match error {
                    Error::SessionEnded(_) => ended + 1,
                    _ => 0,
                };
                if is_over(&error) || ended == ENDED_TRIES {
                    return None;
                }
                sleep(wait.max(error.retry_after().unwrap_or_default())).await;
            }
        }
        wait = (wait * 2).min(LONGEST);
    }
}

/// Whether there is no session any more.
fn is_over(error: &Error) -> bool {
    matches!(error, Error::SessionClosed { .. })
}

fn warn(book: &'static str, error: &Error) {
    let error = error.error_type();
    tracing::warn!(
        book,
        error,
        "a book could not be read after a gap of the order feed"
    );
}
