//! On a clock that stands still until somebody waits.

use std::cell::RefCell;

use serde_json::json;

use super::super::OrderWait;
use super::*;
use crate::kotak_neo::orders::read_order;
use crate::trading::{OrderStatus, each};

type Row = BookOrder<types::Order>;

fn row(word: &str, filled: i64) -> Row {
    let row = json!({
        "nOrdNo": "1", "ordSt": word, "qty": 10, "fldQty": filled, "trdSym": "ABCD-EQ", "trnsTp": "B",
    });
    let rows = vec![serde_json::from_value(row).unwrap()];
    let mut rows = each("get_order_book", "data", rows, read_order).unwrap();
    rows.remove(0)
}

fn no_listener() -> OrderListener {
    #[cfg(feature = "kotak-neo-feed")]
    {
        let watch = std::sync::Arc::<crate::kotak_neo::feed::orders::OrderWatch>::default();
        OrderListener {
            listener: watch.listen(),
            watch,
        }
    }
    #[cfg(not(feature = "kotak-neo-feed"))]
    OrderListener {}
}

/// What came of waiting, and at which milliseconds the book was read.
async fn wait(
    state: OrderWait,
    within: u64,
    book: impl Fn(u128) -> Result<Option<Row>, Error>,
) -> (Result<Row, WaitError>, Vec<u128>) {
    wait_with(no_listener(), state, within, book).await
}

async fn wait_with(
    listener: OrderListener,
    state: OrderWait,
    within: u64,
    book: impl Fn(u128) -> Result<Option<Row>, Error>,
) -> (Result<Row, WaitError>, Vec<u128>) {
    let (began, looks) = (Instant::now(), RefCell::new(Vec::new()));
    let wait = Wait {
        number: "1",
        deadline: began + Duration::from_millis(within),
        listener,
    };
    let look = || {
        let at = began.elapsed().as_millis();
        looks.borrow_mut().push(at);
        std::future::ready(book(at))
    };
    let outcome = wait.until(|order| state.is_over(order), look).await;
    (outcome, looks.into_inner())
}

fn missing() -> Error {
    Error::incomplete("get_order_book", "data")
}

#[tokio::test(start_paused = true)]
async fn the_book_is_read_less_and_less_often() {
    let book = |at| Ok(Some(row(if at < 9000 { "open" } else { "complete" }, 10)));
    let (outcome, looks) = wait(OrderWait::Final, 60_000, book).await;
    assert_eq!(outcome.unwrap().status, OrderStatus::Complete);
    let pauses: Vec<_> = looks.windows(2).map(|two| two[1] - two[0]).collect();
    assert_eq!(pauses[..3], [300, 450, 675], "{pauses:?}");
    assert!(pauses.iter().all(|pause| *pause <= 2000), "{pauses:?}");
    assert!(looks.last().is_some_and(|at| *at < 11_100), "{looks:?}");
}

#[tokio::test(start_paused = true)]
async fn an_end_that_is_not_the_wanted_one_is_returned() {
    let wanted = OrderWait::Status(OrderStatus::Complete);
    let (outcome, looks) = wait(wanted, 1000, |_| Ok(Some(row("rejected", 0)))).await;
    assert_eq!(outcome.unwrap().status, OrderStatus::Rejected);
    assert_eq!(looks, [0]);
}

#[tokio::test(start_paused = true)]
async fn states_are_what_they_say() {
    for (wanted, word, filled, is_over) in [
        (OrderWait::Standing, "open pending", 0, false),
        (OrderWait::Standing, "trigger pending", 0, true),
        (OrderWait::Standing, "open", 0, true),
        (OrderWait::Filled, "open", 0, false),
        (OrderWait::Filled, "open", 4, true),
        (OrderWait::Final, "traded", 4, false),
        (OrderWait::Final, "traded", 10, true),
        (OrderStatus::PartlyFilled.into(), "traded", 4, true),
        (OrderStatus::Modified.into(), "open", 0, false),
    ] {
        assert_eq!(
            wanted.is_over(&row(word, filled)),
            is_over,
            "{wanted:?} {word}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_may_be_missing_for_five_seconds() {
    let late = |at| Ok((at > 4000).then(|| row("complete", 10)));
    assert!(wait(OrderWait::Final, 60_000, late).await.0.is_ok());
    let (outcome, looks) = wait(OrderWait::Final, 60_000, |_| Ok(None)).await;
    let error = outcome.unwrap_err();
    assert!(matches!(&error, WaitError::NotFound { number } if number == "1"));
    let last = *looks.last().unwrap();
    assert!((5000..7100).contains(&last), "{looks:?}");
}

#[tokio::test(start_paused = true)]
async fn when_the_time_is_over_the_last_row_is_told() {
    let (outcome, _) = wait(OrderWait::Final, 3000, |_| Ok(Some(row("open", 4)))).await;
    let Err(WaitError::TimedOut { last, .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(last.unwrap().filled_quantity, 4);
    let (outcome, looks) = wait(OrderWait::Final, 0, |_| Ok(Some(row("complete", 10)))).await;
    assert!(
        outcome.is_ok(),
        "it is looked at once in any case: {looks:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_book_that_cannot_be_read_is_read_again_and_a_session_that_ended_is_not() {
    let flaky = |at| match at {
        0..1000 => Err(missing()),
        _ => Ok(Some(row("complete", 10))),
    };
    assert!(wait(OrderWait::Final, 60_000, flaky).await.0.is_ok());
    let (outcome, _) = wait(OrderWait::Final, 3000, |_| Err(missing())).await;
    assert!(matches!(outcome, Err(WaitError::Failed(_))), "{outcome:?}");
    let closed = |_| {
        Err(Error::SessionClosed {
            operation: "get_order_book",
        })
    };
    let (outcome, looks) = wait(OrderWait::Final, 3000, closed).await;
    assert!(matches!(outcome, Err(WaitError::Failed(_))), "{outcome:?}");
    assert_eq!(looks, [0]);
}

#[cfg(feature = "kotak-neo-feed")]
#[tokio::test(start_paused = true)]
async fn a_feed_wakes_who_waits_and_the_book_is_left_alone_otherwise() {
    use crate::kotak_neo::feed::orders::{OpenFeed, OrderWatch};

    let watch = std::sync::Arc::<OrderWatch>::default();
    let listener = OrderListener {
        listener: watch.listen(),
        watch: std::sync::Arc::clone(&watch),
    };
    let feed = OpenFeed::new(&watch);
    let teller = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(60_100)).await;
        feed.told("2");
        feed.told("1");
        tokio::time::sleep(Duration::from_secs(100)).await;
    });
    // The book has it a little later than the feed.
    let book = |at| Ok(Some(row(if at < 60_500 { "open" } else { "complete" }, 10)));
    let (outcome, looks) = wait_with(listener, OrderWait::Final, 600_000, book).await;
    assert!(outcome.is_ok());
    assert!(looks.contains(&60_100), "{looks:?}");
    assert!(looks.last().is_some_and(|at| *at < 61_000), "{looks:?}");
    assert!(looks.len() < 25, "{looks:?}");
    teller.abort();
}
