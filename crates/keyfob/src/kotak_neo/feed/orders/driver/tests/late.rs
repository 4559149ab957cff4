//! Books that have something late or again, and updates that cannot be read.

use super::*;

#[tokio::test(start_paused = true)]
async fn without_times_what_the_history_has_is_not_told_once_more() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().time = -1_000;
    stage.step("1", "traded", 4);
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(told, [order("traded", 4, Feed)]);
    stage.vendor().takes = Duration::from_millis(100);
    stage.cut();
    stage.step("1", "modify pending", 4);
    stage.connect();
    // The book is read; the history, which is read after it, has more.
    let told = stage.heard_within(Duration::from_millis(110)).await;
    assert_eq!(told, [Heard::Gap]);
    stage.step("1", "modified", 4);
    let told = stage.heard_within(LONG).await;
    assert_eq!(
        told,
        [
            order("modify pending", 4, History),
            order("modified", 4, History)
        ]
    );
    // The same once more is another state.
    stage.step("1", "modify pending", 4);
    let told = stage.heard_within(MOMENT).await;
    assert_eq!(told, [order("modify pending", 4, Feed)]);
}

/// In G1 no time tells that the books are behind what was pushed.
#[tokio::test(start_paused = true)]
async fn without_times_books_that_are_late_tell_nothing_again() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.vendor().time = -1_000;
    stage.connect();
    let told = stage.heard_within(Duration::from_secs(4)).await;
    assert_eq!(told, [Heard::Gap]);
    stage.vendor().late = Duration::from_secs(4);
    stage.step("1", "modify pending", 0);
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [order("modify pending", 0, Feed)]);
    // What they have by then is told, also if it was so before.
    stage.cut();
    stage.step("1", "open", 0);
    stage.connect();
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [Heard::Gap, order("open", 0, History)]);
}

#[tokio::test(start_paused = true)]
async fn an_update_that_cannot_be_read_has_the_book_read() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.cut();
    stage.step("1", "traded", 4);
    stage.push(Live::Unreadable);
    stage.push(Live::Unreadable);
    assert_eq!(
        stage.heard_within(LONG).await,
        [order("traded", 4, History)]
    );
}

/// The books are as late for it as they are after a gap.
#[tokio::test(start_paused = true)]
async fn one_that_comes_before_the_last_look_has_the_book_read_again_after_it() {
    let mut stage = Stage::open();
    stage.heard_within(LONG).await;
    stage.cut();
    stage.connect();
    let told = stage.heard_within(Duration::from_millis(4_900)).await;
    assert_eq!(told, [Heard::Gap]);
    stage.vendor().late = Duration::from_secs(4);
    stage.cut();
    stage.step("1", "traded", 4);
    stage.push(Live::Unreadable);
    let told = stage.heard_within(LONG).await;
    assert_eq!(told, [order("traded", 4, History)]);
    stage.vendor().calls.clear();
    assert_eq!(stage.heard_within(LONG).await, []);
    assert!(stage.vendor().calls.is_empty());
}
