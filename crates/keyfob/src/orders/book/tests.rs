//! Patience, on a clock that stands still until somebody waits.

use std::cell::Cell;

use super::super::OrderError;
use super::super::Sent;
use super::*;

fn lost() -> Lost {
    let error = Error::incomplete("place_order", "nOrdNo");
    match Sent::now(Trace::Tag("t1".to_owned())).failed(error) {
        OrderError::Lost(lost) => lost,
        other => panic!("{other:?}"),
    }
}

/// Looks at a book that has the order from this many seconds after the loss on; what was found, after how long, in how many looks.
async fn look_from(seconds: u64) -> (usize, Duration, u32) {
    let (lost, looks) = (lost(), &Cell::new(0));
    let start = Instant::now();
    let shown_from = start + Duration::from_secs(seconds);
    let look = || async move {
        looks.set(looks.get() + 1);
        let is_there = Instant::now() >= shown_from;
        Ok(vec![(); usize::from(is_there)])
    };
    let found = patiently(&lost, PATIENCE, look).await.unwrap();
    (found.len(), start.elapsed(), looks.get())
}

#[tokio::test(start_paused = true)]
async fn an_order_four_seconds_late_is_found_and_none_is_said_to_be_there_before_five() {
    let (found, took, looks) = look_from(4).await;
    assert_eq!(found, 1);
    assert!(took < PATIENCE, "{took:?}");
    assert!(looks < 10, "{looks}");
    let (found, took, _) = look_from(3600).await;
    assert_eq!(found, 0);
    assert!(took >= PATIENCE && took < PATIENCE + LONGEST, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_book_that_fails_is_asked_until_the_patience_is_over() {
    let (lost, start) = (lost(), Instant::now());
    let look = || async { Err::<Vec<()>, _>(FindError::Book(Error::incomplete("book", "data"))) };
    let outcome = patiently(&lost, PATIENCE, look).await;
    assert!(matches!(outcome, Err(FindError::Book(_))), "{outcome:?}");
    assert!(start.elapsed() >= PATIENCE);
}
