//! The task on a clock that stands still until somebody waits.

mod late;
mod random;
mod stage;

use std::time::Duration;

use keyfob_core::Error;

use super::*;
use crate::kotak_neo::feed::orders::Found::{self, Book, Feed, History};
use stage::{Heard, Stage, position};

const MOMENT: Duration = Duration::from_millis(50);
/// After both looks at the books.
const LONG: Duration = Duration::from_secs(30);

fn order(word: &'static str, filled: i64, found: Found) -> Heard {
    Heard::Order("1".to_owned(), word, filled, found)
}

#[tokio::test(start_paused = true)]
async fn what_stood_at_the_opening_is_not_told_and_what_comes_after_is() {
    let mut stage = Stage::open();
    assert_eq!(stage.heard_within(LONG).await, []);
    stage.step("1", "traded", 4);
    stage.step("1", "complete", 10);
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(
        told,
        [order("traded", 4, Feed), order("complete", 10, Feed)]
    );
}

#[tokio::test(start_paused = true)]
async fn what_changed_before_the_first_login_is_told_without_a_gap() {
    let mut stage = Stage::open();
    stage.cut();
    stage.step("1", "traded", 4);
    stage.vendor().is_up = true;
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [order("traded", 4, History)]);
}

#[tokio::test(start_paused = true)]
async fn after_a_gap_come_the_states_of_the_history_and_then_those_that_waited() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().takes = Duration::from_millis(100);
    stage.cut();
    stage.step("1", "traded", 4);
    stage.step("1", "modified", 4);
    stage.connect();
    assert_eq!(stage.heard_within(MOMENT).await, [Heard::Gap]);
    stage.step("1", "traded", 6);
    assert_eq!(stage.heard_within(MOMENT).await, []);
    let told = stage.heard_within(Duration::from_secs(1)).await;
    assert_eq!(
        told,
        [
            order("traded", 4, History),
            order("modified", 4, History),
            order("traded", 6, History),
        ]
    );
    // Nothing waits any more.
    stage.step("1", "complete", 10);
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(told, [order("complete", 10, Feed)]);
}

#[tokio::test(start_paused = true)]
async fn a_gap_in_which_nothing_happened_is_told_alone_and_no_history_is_read() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().calls.clear();
    stage.cut();
    stage.connect();
    assert_eq!(stage.heard_within(LONG).await, [Heard::Gap]);
    let calls = stage.vendor().calls.clone();
    let count = |call: &str| calls.iter().filter(|it| *it == call).count();
    assert_eq!((count("book"), count("positions"), calls.len()), (2, 2, 4));
}

#[tokio::test(start_paused = true)]
async fn where_the_history_fails_the_row_of_the_book_is_told() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().history_failures = 100;
    stage.cut();
    stage.step("1", "traded", 4);
    stage.step("1", "traded", 6);
    stage.connect();
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [Heard::Gap, order("traded", 6, Book)]);
}

#[tokio::test(start_paused = true)]
async fn a_history_that_fails_once_is_read_again() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().history_failures = 1;
    stage.cut();
    stage.step("1", "traded", 4);
    stage.step("1", "traded", 6);
    stage.connect();
    let told = stage.heard_within(LONG).await;
    let expected = [
        Heard::Gap,
        order("traded", 4, History),
        order("traded", 6, History),
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn live_updates_wait_ten_seconds_for_a_book_that_fails_and_it_is_read_later() {
    let mut stage = Stage::open_with(vec![("1", "open", 0), ("2", "open", 0)]);
    stage.heard_within(LONG).await;
    stage.vendor().book_failures = 6;
    stage.cut();
    stage.step("2", "traded", 3);
    stage.vendor().is_up = true;
    stage.line.send(FeedItem::Gap(stage::gap())).unwrap();
    stage.step("1", "traded", 4);
    let told = stage.heard_within(Duration::from_secs(9)).await;
    assert_eq!(told, [Heard::Gap]);
    let told = stage.heard_within(Duration::from_millis(1100)).await;
    assert_eq!(told, [order("traded", 4, Feed)]);
    stage.step("1", "complete", 10);
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(told, [order("complete", 10, Feed)]);
    let told = stage.heard_within(2 * LONG).await;
    assert_eq!(told, [Heard::Order("2".to_owned(), "traded", 3, History)]);
}

#[tokio::test(start_paused = true)]
async fn the_histories_of_many_orders_are_read_four_at_a_time() {
    let mut stage = Stage::open_with(Vec::new());
    stage.heard_within(LONG).await;
    stage.vendor().takes = Duration::from_secs(1);
    stage.cut();
    let numbers: Vec<_> = (0..12).map(|number| number.to_string()).collect();
    for number in &numbers {
        stage.step(number, "open", 0);
        stage.step(number, "traded", 4);
    }
    stage.connect();
    // One second for the book, and three times one for the histories.
    let mut told = stage.heard_within(Duration::from_millis(4_100)).await;
    assert_eq!(told.remove(0), Heard::Gap);
    for number in &numbers {
        let of_this = |heard: &&Heard| matches!(heard, Heard::Order(it, ..) if it == number);
        let told: Vec<_> = told.iter().filter(of_this).cloned().collect();
        let state = |word, filled| Heard::Order(number.clone(), word, filled, History);
        assert_eq!(told, [state("open", 0), state("traded", 4)]);
    }
    assert_eq!(told.len(), 24);
    assert_eq!(stage.vendor().most_at_once, 4);
}

fn is_closed() -> Error {
    let operation = "get_order_book";
    Error::SessionClosed { operation }
}

fn has_ended() -> Error {
    let handle = keyfob_core::Handle::new(&kotak_neo::API, keyfob_core::Settings::default());
    let kind = keyfob_core::FaultKind::SessionEnded;
    let operation = &crate::kotak_neo::feed::operation::ORDER_FEED;
    handle.unwrap().refused(operation, kind, None)
}

#[tokio::test(start_paused = true)]
async fn books_of_a_session_that_is_over_are_not_read_for_ever() {
    for error in [is_closed, has_ended] {
        let mut stage = Stage::open();
        stage.heard_within(LONG).await;
        stage.vendor().session = Some(error);
        stage.connect();
        assert_eq!(stage.heard_within(LONG).await, [Heard::Gap]);
        stage.vendor().calls.clear();
        // What the feed pushes is told until it ends, too.
        stage.step("1", "traded", 4);
        let told = stage.heard_within(10 * LONG).await;
        assert_eq!(told, [order("traded", 4, Feed)]);
        assert!(stage.vendor().calls.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn books_of_a_session_that_is_renewed_meanwhile_are_read() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().session = Some(has_ended);
    stage.cut();
    stage.step("1", "traded", 4);
    stage.connect();
    let told = stage.heard_within(Duration::from_secs(3)).await;
    assert_eq!(told, [Heard::Gap]);
    stage.vendor().session = None;
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [order("traded", 4, History)]);
}

#[tokio::test(start_paused = true)]
async fn a_history_that_lacks_what_was_pushed_is_read_until_it_has_it() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().late = Duration::from_secs(3);
    stage.cut();
    stage.step("1", "traded", 4);
    stage.step("1", "traded", 6);
    stage.connect();
    assert_eq!(
        stage.heard_within(Duration::from_secs(2)).await,
        [Heard::Gap]
    );
    let told = stage.heard_within(Duration::from_secs(2)).await;
    let expected = [order("traded", 4, History), order("traded", 6, History)];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn what_the_book_shows_late_is_found_by_the_second_look() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().late = Duration::from_secs(4);
    stage.cut();
    stage.step("2", "open", 0);
    stage.vendor().is_up = true;
    stage.line.send(FeedItem::Gap(stage::gap())).unwrap();
    assert_eq!(
        stage.heard_within(Duration::from_secs(4)).await,
        [Heard::Gap]
    );
    let told = stage.heard_within(Duration::from_secs(2)).await;
    assert_eq!(told, [Heard::Order("2".to_owned(), "open", 0, History)]);
}

#[tokio::test(start_paused = true)]
async fn a_gap_while_the_books_are_read_is_told_at_once_and_nothing_is_lost() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().takes = Duration::from_millis(200);
    stage.cut();
    stage.step("1", "traded", 4);
    stage.connect();
    assert_eq!(
        stage.heard_within(Duration::from_millis(300)).await,
        [Heard::Gap]
    );
    stage.cut();
    stage.step("1", "traded", 6);
    stage.connect();
    let told = stage.heard_within(LONG).await;
    assert_eq!(
        told,
        [
            Heard::Gap,
            order("traded", 4, History),
            order("traded", 6, History)
        ]
    );
}

/// In G1 no time tells that the row of the book, and what waited, are older than the history.
#[tokio::test(start_paused = true)]
async fn positions_are_told_once_and_after_a_gap_if_they_changed() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.push(Live::Position(Box::new(position(3, Feed))));
    stage.push(Live::Position(Box::new(position(3, Feed))));
    stage.vendor().bought = 3;
    assert_eq!(stage.heard_within(MOMENT).await, [Heard::Position(3, Feed)]);
    stage.connect();
    assert_eq!(stage.heard_within(LONG).await, [Heard::Gap]);
    stage.cut();
    stage.vendor().bought = 5;
    stage.connect();
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [Heard::Gap, Heard::Position(5, Book)]);
    stage.push(Live::Position(Box::new(position(5, Feed))));
    stage.push(Live::Position(Box::new(position(3, Feed))));
    assert_eq!(stage.heard_within(MOMENT).await, []);
}

#[tokio::test(start_paused = true)]
async fn where_the_positions_were_not_known_at_the_opening_the_first_reading_is_not_told() {
    let mut stage = Stage::open_knowing(Vec::new(), None);
    stage.vendor().bought = 7;
    assert_eq!(stage.heard_within(LONG).await, []);
    stage.cut();
    stage.vendor().bought = 9;
    stage.connect();
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [Heard::Gap, Heard::Position(9, Book)]);
}

#[tokio::test(start_paused = true)]
async fn what_waited_is_told_before_the_end() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().book_failures = 100;
    stage.cut();
    stage.connect();
    stage.step("1", "traded", 4);
    let error = Error::incomplete("order_feed", "x");
    stage.line.send(FeedItem::Ended(error)).unwrap();
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(told, [Heard::Gap, order("traded", 4, Feed), Heard::Ended]);
    assert!(stage.task.is_finished());
}

#[tokio::test(start_paused = true)]
async fn the_task_ends_with_its_reader() {
    let stage = Stage::open();
    assert!(stage.watch.is_open());
    drop(stage.events);
    tokio::time::sleep(MOMENT).await;
    assert!(stage.task.is_finished());
    assert!(stage.line.is_closed());
    assert!(!stage.watch.is_open());
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_an_order_is_woken() {
    let mut stage = Stage::open_with(vec![("1", "open", 0), ("2", "open", 0)]);
    stage.heard_within(LONG).await;
    let mut listener = stage.watch.listen();
    stage.step("2", "traded", 4);
    let heard = tokio::time::timeout(MOMENT, listener.notified("1")).await;
    assert!(heard.is_err());
    stage.step("1", "traded", 4);
    let heard = tokio::time::timeout(MOMENT, listener.notified("1")).await;
    assert!(heard.is_ok());
}
