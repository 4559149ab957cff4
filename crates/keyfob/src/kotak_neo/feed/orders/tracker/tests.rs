//! Rules one by one, and a model of random lives.

mod model;

use keyfob_core::{Decimal, OpenEnum};

use super::*;

/// A state of an order of 10 units.
fn state(found: Found, word: &str, filled: i64, changed_at: Option<i64>) -> OrderState {
    OrderState {
        status: OpenEnum::of(word),
        quantity: 10,
        filled,
        cancelled: None,
        price: None,
        changed_at,
        found,
    }
}

fn feed(word: &str, filled: i64, changed_at: i64) -> OrderState {
    state(Found::Feed, word, filled, Some(changed_at))
}

fn book(word: &str, filled: i64, changed_at: i64) -> OrderState {
    state(Found::Book, word, filled, Some(changed_at))
}

fn untimed(found: Found, word: &str, filled: i64) -> OrderState {
    state(found, word, filled, None)
}

/// Which of the states are told, in this order.
fn told(states: impl IntoIterator<Item = OrderState>) -> Vec<bool> {
    let mut tracker = Tracker::default();
    let states = states.into_iter();
    states.map(|state| tracker.take("1", state)).collect()
}

#[test]
fn a_state_that_is_pushed_again_or_that_the_book_has_is_told_once() {
    let states = [
        feed("open", 0, 5),
        feed("open", 0, 5),
        book("open", 0, 5),
        feed("traded", 4, 7),
        book("open", 4, 7),
        book("open", 0, 5),
        feed("traded", 4, 7),
    ];
    assert_eq!(
        told(states),
        [true, false, false, true, false, false, false]
    );
}

#[test]
fn a_change_of_price_alone_is_told_once_by_its_time() {
    let states = [
        feed("open", 0, 5),
        feed("open", 0, 9),
        book("open", 0, 9),
        book("open", 0, 5),
    ];
    assert_eq!(told(states), [true, true, false, false]);
}

#[test]
fn without_times_the_book_tells_a_change_of_price_by_the_price() {
    let at = |price: i64| OrderState {
        price: Some(Decimal::from(price)),
        ..untimed(Found::Book, "open", 0)
    };
    let states = [untimed(Found::Feed, "open", 0), at(10), at(10)];
    assert_eq!(told(states), [true, false, false]);
    assert_eq!(
        told([at(10), at(10), at(11), at(11)]),
        [true, false, true, false]
    );
}

/// An order of 10 units at a price, as G1 tells it.
fn priced(found: Found, word: &str, price: i64) -> OrderState {
    OrderState {
        price: Some(Decimal::from(price)),
        ..untimed(found, word, 0)
    }
}

#[test]
fn without_times_the_book_is_late_with_a_price_that_was_told_and_the_feed_is_not() {
    let states = [
        priced(Found::Feed, "open", 100),
        priced(Found::Feed, "open", 101),
        priced(Found::Book, "open", 100),
        priced(Found::Book, "open", 101),
        priced(Found::Feed, "open", 100),
        priced(Found::Book, "open", 101),
        priced(Found::Book, "open", 102),
        priced(Found::Book, "open", 100),
    ];
    let expected = [true, true, false, false, true, false, true, false];
    assert_eq!(told(states), expected);
}

#[test]
fn without_times_a_late_history_tells_nothing_again() {
    let mut tracker = Tracker::default();
    for price in [100, 101, 100] {
        assert!(tracker.take("1", priced(Found::Feed, "open", price)));
    }
    let mut read = |prices: &[i64]| {
        let rows = prices.iter();
        let rows = rows.map(|price| (priced(Found::History, "open", *price), *price));
        tracker.take_history("1", rows)
    };
    assert!(read(&[100]).is_empty());
    assert!(read(&[100, 101]).is_empty());
    assert!(read(&[100, 101, 100]).is_empty());
    assert_eq!(read(&[100, 101, 100, 101]), [101]);
}

/// The book has no word for a change: what it called open may be one, or may be what was before it.
#[test]
fn without_times_a_change_after_what_the_book_called_open_is_told() {
    let states = [
        priced(Found::Book, "open", 100),
        priced(Found::Feed, "modified", 100),
        priced(Found::Book, "open", 100),
    ];
    assert_eq!(told(states), [true, true, false]);
    let mut tracker = Tracker::default();
    tracker.take("1", priced(Found::Book, "open", 100));
    let words = ["open", "modify pending", "modified"];
    let rows = words.map(|word| (priced(Found::History, word, 100), word));
    let new = tracker.take_history("1", rows);
    assert_eq!(new, ["modify pending", "modified"]);
    // Where only the change has the price of the book, the book had told of it.
    let mut tracker = Tracker::default();
    tracker.take("1", priced(Found::Book, "open", 101));
    let rows = [("open", 100), ("modify pending", 100), ("modified", 101)];
    let rows = rows.map(|(word, price)| (priced(Found::History, word, price), word));
    assert!(tracker.take_history("1", rows).is_empty());
}

#[test]
fn a_fill_and_an_end_are_told_whatever_their_times_say() {
    let states = [
        feed("open", 0, 9),
        feed("traded", 4, 3),
        feed("cancelled", 0, 1),
    ];
    assert_eq!(told(states), [true, true, true]);
}

#[test]
fn what_is_filled_never_shrinks_and_an_end_is_one() {
    let states = [
        feed("traded", 4, 5),
        feed("open", 0, 9),
        feed("complete", 10, 10),
        feed("open", 10, 11),
        feed("cancelled", 10, 12),
    ];
    assert_eq!(told(states), [true, false, true, false, false]);
    // All of it is traded: that is the end, also if `complete` follows.
    let states = [feed("traded", 10, 5), feed("complete", 10, 6)];
    assert_eq!(told(states), [true, false]);
}

/// Of what was filled nothing is kept back, although the end of the order was told before it.
#[test]
fn a_fill_that_is_told_after_the_end_is_told() {
    let states = [
        feed("open", 0, 1),
        feed("cancelled", 0, 3),
        feed("traded", 4, 2),
        book("cancelled", 4, 3),
        feed("cancelled", 0, 3),
    ];
    assert_eq!(told(states), [true, true, true, false, false]);
    // The end may tell nothing of what was filled before it.
    let states = [
        feed("traded", 4, 1),
        feed("cancelled", 0, 2),
        book("cancelled", 4, 2),
    ];
    assert_eq!(told(states), [true, true, false]);
}

#[test]
fn several_states_of_one_time_are_told_apart() {
    let states = [
        feed("put order req received", 0, 5),
        feed("open", 0, 5),
        feed("put order req received", 0, 5),
        feed("open", 0, 5),
        feed("traded", 4, 5),
        book("open", 4, 5),
    ];
    assert_eq!(told(states), [true, true, false, false, true, false]);
    // A change leads to two of them.
    let states = [
        feed("modified", 0, 5),
        feed("open", 0, 5),
        book("open", 0, 5),
        feed("open", 0, 5),
    ];
    assert_eq!(told(states), [true, true, false, false]);
    // What is filled in part has another word in the history.
    let states = [
        feed("open", 4, 5),
        state(Found::History, "traded", 4, Some(5)),
        untimed(Found::History, "traded", 4),
    ];
    assert_eq!(told(states), [true, false, false]);
    // The later one came first.
    let states = [feed("open", 0, 5), feed("put order req received", 0, 5)];
    assert_eq!(told(states), [true, false]);
}

#[test]
fn without_times_what_stands_before_an_order_is_late() {
    let states = [
        untimed(Found::Feed, "open", 0),
        untimed(Found::Book, "open pending", 0),
        untimed(Found::Book, "put order req received", 0),
        untimed(Found::Feed, "modified", 0),
        untimed(Found::Book, "open", 0),
        untimed(Found::Feed, "open", 0),
    ];
    assert_eq!(told(states), [true, false, false, true, false, true]);
}

#[test]
fn words_that_are_not_known_are_told_apart_by_their_text() {
    let states = [
        feed("open", 0, 5),
        feed("frozen", 0, 6),
        feed("frozen", 0, 6),
        feed("thawed", 0, 6),
        feed("complete", 10, 7),
    ];
    assert_eq!(told(states), [true, true, false, true, true]);
}

#[test]
fn the_history_gives_what_is_between() {
    let mut tracker = Tracker::default();
    let history = |words: &[(&str, i64, i64)]| {
        let rows = words.iter().map(|(word, filled, at)| {
            let row = state(Found::History, word, *filled, Some(*at));
            (row, format!("{word} {filled}"))
        });
        rows.collect::<Vec<_>>()
    };
    tracker.take("1", feed("open", 0, 5));
    let all = [
        ("put order req received", 0, 5),
        ("open", 0, 5),
        ("traded", 3, 6),
        ("modified", 3, 7),
        ("complete", 10, 8),
    ];
    let new = tracker.take_history("1", history(&all));
    assert_eq!(new, ["traded 3", "modified 3", "complete 10"]);
    assert!(tracker.take_history("1", history(&all)).is_empty());
    assert!(!tracker.take("1", book("complete", 10, 8)));
    // Nothing was told of another: all of it is new.
    assert_eq!(tracker.take_history("2", history(&all)).len(), 5);
}

#[test]
fn the_place_in_the_history_tells_where_no_time_does() {
    let mut tracker = Tracker::default();
    tracker.take("1", untimed(Found::Book, "open", 0));
    let words = [
        "put order req received",
        "open",
        "modify pending",
        "open",
        "cancel pending",
    ];
    let rows = words.map(|word| (untimed(Found::History, word, 0), word));
    assert_eq!(tracker.take_history("1", rows), ["cancel pending"]);
}

#[test]
fn orders_that_are_final_are_remembered_up_to_a_bound() {
    let mut tracker = Tracker::default();
    tracker.take("open", feed("open", 0, 1));
    for number in 0..FINAL_ORDERS + 10 {
        tracker.take(&number.to_string(), feed("complete", 10, 1));
    }
    assert_eq!(tracker.orders.len(), FINAL_ORDERS + 1);
    assert_eq!(tracker.finals.len(), FINAL_ORDERS);
    assert!(!tracker.is_new("open", &feed("open", 0, 1)));
    assert!(!tracker.is_new("10", &feed("complete", 10, 1)));
    assert!(tracker.is_new("9", &feed("complete", 10, 1)));
}

#[test]
fn of_an_order_the_newest_states_are_held_and_of_its_end_nothing_before() {
    let mut tracker = Tracker::default();
    for at in 0..1000 {
        tracker.take("1", feed("open", 0, at));
        tracker.take("1", untimed(Found::Feed, "modified", 0));
    }
    assert_eq!(tracker.orders["1"].states.len(), STATES);
    tracker.take("1", feed("cancelled", 0, 1000));
    assert_eq!(tracker.orders["1"].states.len(), 1);
}
