//! What becomes of the second of two sends, and what that says of the first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use keyfob::{Attempt, OrderError, Settings, kotak_neo};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::json;

use crate::answers::neo_order;
use crate::find::{AT_ONCE, cut, lost, origin};
use crate::http::Reply;
use crate::login::{self, LONG};
use crate::venue::{Place, Script, Vendor, Venue, row};

/// The second order never leaves this machine: a hook breaks a rule.
fn without_second(settings: Settings) -> Settings {
    let orders = AtomicUsize::new(0);
    settings.with_hook(move |attempt: &Attempt<'_>, headers: &mut HeaderMap| {
        let is_order = attempt.operation() == "place_order";
        if is_order && orders.fetch_add(1, Ordering::Relaxed) == 1 {
            headers.insert(AUTHORIZATION, HeaderValue::from_static("x"));
        }
    })
}

async fn session(venue: &Arc<Venue>) -> kotak_neo::Session {
    login::neo(&origin(venue).await, LONG).await
}

/// A first order that is taken and shows late, and what the second is answered.
fn late(late: Duration, second: Place) -> Script {
    let mut script = cut(
        Place {
            late,
            ..Place::well()
        },
        [],
    );
    script.places.push_back(second);
    script
}

fn no_margin() -> Place {
    let words = json!({"stat": "Not_Ok", "errMsg": "insufficient margin", "stCode": 1009});
    Place {
        taken: false,
        instead: Some(Reply::json(400, words)),
        ..Place::well()
    }
}

#[tokio::test]
async fn that_the_second_was_not_sent_is_no_news_of_the_first() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let settings = login::settings(&origin(&venue).await, LONG);
    let session = login::neo_with(without_second(settings)).await;
    venue.begin(late(Duration::from_millis(400), Place::well()), vec![]);
    let first = lost(session.place(neo_order()).await);
    let tag = first.tag().unwrap().to_owned();
    let still = lost(session.place_again_within(first, AT_ONCE).await);
    assert_eq!((still.tag(), venue.sent().len()), (Some(&*tag), 1));
    // It shows after all, and no other is sent.
    let patience = Duration::from_secs(2);
    let number = session.place_again_within(still, patience).await.unwrap();
    assert_eq!((venue.numbers(), venue.sent().len()), (vec![number], 1));
}

#[tokio::test]
async fn an_order_of_which_the_second_could_not_be_sent_is_sent_by_the_next_try() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let settings = login::settings(&origin(&venue).await, LONG);
    let session = login::neo_with(without_second(settings)).await;
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, []), vec![]);
    let first = lost(session.place(neo_order()).await);
    let still = lost(session.place_again_within(first, AT_ONCE).await);
    let number = session.place_again_within(still, AT_ONCE).await.unwrap();
    let sent = venue.sent();
    assert_eq!((venue.numbers(), sent.len()), (vec![number], 2));
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test]
async fn a_first_order_that_shows_while_the_second_is_refused_is_found() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = session(&venue).await;
    let mut script = late(Duration::ZERO, no_margin());
    // The book that the second is sent for has not got it yet.
    let empty = json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"});
    script.books.push_back(Some(Reply::json(400, empty)));
    venue.begin(script, vec![]);
    let first = lost(session.place(neo_order()).await);
    let number = session.place_again_within(first, AT_ONCE).await.unwrap();
    assert_eq!((venue.numbers(), venue.sent().len()), (vec![number], 2));
}

#[tokio::test]
async fn a_second_order_that_is_refused_proves_nothing_where_the_book_does_not() {
    let empty = json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"});
    let empty = || Some(Reply::json(400, &empty));
    for (then, is_known) in [(Some(Reply::html(503)), false), (empty(), true)] {
        let venue = Arc::new(Venue::new(Vendor::Neo));
        let session = session(&venue).await;
        let mut script = cut(
            Place {
                taken: false,
                ..Place::well()
            },
            [],
        );
        script.places.push_back(no_margin());
        script.books.extend([empty(), then]);
        venue.begin(script, vec![]);
        let first = lost(session.place(neo_order()).await);
        let outcome = session.place_again_within(first, AT_ONCE).await;
        match outcome {
            Err(OrderError::Refused(error)) if is_known => {
                assert!(error.to_string().contains("insufficient margin"), "{error}");
            }
            Err(OrderError::Lost(_)) if !is_known => {}
            other => panic!("{is_known}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_tag_that_was_used_in_the_morning_does_not_make_that_order_this_one() {
    for (instrument, side) in [("EFGH-EQ", "B"), ("ABCD-EQ", "S"), ("EFGH-EQ", "S")] {
        let venue = Arc::new(Venue::new(Vendor::Neo));
        let session = session(&venue).await;
        let words = "Put Order Response : Client OrderID already exists Data: 0";
        let used = json!({"stCode": 32, "errMsg": "error from core", "stat": words});
        let place = Place {
            taken: false,
            instead: Some(Reply::json(400, used)),
            ..Place::well()
        };
        let script = Script {
            places: [place].into(),
            ..Script::default()
        };
        let morning = row(Vendor::Neo, "breakout-1", 7, &json!(instrument), side);
        venue.begin(script, vec![morning]);
        let refused = lost(session.place(neo_order().tag("breakout-1")).await);
        let still = lost(session.place_again_within(refused, AT_ONCE).await);
        assert!(still.to_string().contains('7'), "{still}");
        assert_eq!(venue.sent().len(), 1, "{instrument} {side}");
    }
}
