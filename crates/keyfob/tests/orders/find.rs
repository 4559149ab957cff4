//! Looking for an order whose answer was lost.

use std::sync::Arc;
use std::time::{Duration, Instant};

use keyfob::{Error, FindError, Lost, OrderError, kotak_neo};
use serde_json::{Value, json};

use crate::answers::{neo_order, trade_order};
use crate::http::{Reply, start};
use crate::login::{self, LONG};
use crate::venue::{Place, Script, Tag, Vendor, Venue, book, row};

pub const AT_ONCE: Duration = Duration::ZERO;

/// A session with a venue.
async fn neo(venue: &Arc<Venue>) -> kotak_neo::Session {
    login::neo(&origin(venue).await, LONG).await
}

pub async fn origin(venue: &Arc<Venue>) -> String {
    let venue = Arc::clone(venue);
    start(move |request| login::step(&request).unwrap_or_else(|| venue.answer(&request))).await
}

/// One order whose answer is cut off, and what books are answered in place of the true ones.
pub fn cut(place: Place, books: impl IntoIterator<Item = Reply>) -> Script {
    let place = Place {
        instead: Some(Reply::Cut),
        ..place
    };
    Script {
        places: [place].into(),
        books: books.into_iter().map(Some).collect(),
    }
}

pub fn lost<T: std::fmt::Debug>(outcome: Result<T, OrderError>) -> Lost {
    match outcome {
        Err(OrderError::Lost(lost)) => lost,
        other => panic!("{other:?}"),
    }
}

fn stranger(vendor: Vendor, tag: &str) -> Value {
    let instrument = match vendor {
        Vendor::Neo => json!("ABCD-EQ"),
        Vendor::Trade => json!(1001),
    };
    row(vendor, tag, 7, &instrument, "B")
}

#[tokio::test]
async fn a_lengthened_tag_is_found_and_a_strangers_that_begins_alike_is_not() {
    for (tag, found) in [(Tag::Same, 1), (Tag::Lengthened, 1)] {
        let venue = Arc::new(Venue::new(Vendor::Neo));
        let session = neo(&venue).await;
        let strangers = ["t12", "t1-x", "t", "", "T1"].map(|tag| stranger(Vendor::Neo, tag));
        venue.begin(
            cut(
                Place {
                    tag,
                    ..Place::well()
                },
                [],
            ),
            strangers.to_vec(),
        );
        let lost = lost(session.place(neo_order().tag("t1".to_owned())).await);
        assert_eq!(lost.tag(), Some("t1"));
        let rows = session.find(&lost).await.unwrap();
        assert_eq!(rows.len(), found, "{tag:?}: {rows:?}");
        assert_eq!(rows[0].number, venue.numbers()[0]);
    }
    let venue = Arc::new(Venue::new(Vendor::Trade));
    let session = login::trade(&origin(&venue).await, LONG).await;
    let strangers = ["t12", "t1-x", "t"].map(|tag| stranger(Vendor::Trade, tag));
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, []), strangers.to_vec());
    let lost = lost(
        session
            .place_normal(trade_order().tag("t1".to_owned()))
            .await,
    );
    assert!(
        session
            .find_within(&lost, AT_ONCE)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_tag_that_was_written_over_leaves_it_open_and_names_the_order() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = neo(&venue).await;
    let tag = Tag::Overwritten;
    venue.begin(
        cut(
            Place {
                tag,
                ..Place::well()
            },
            [],
        ),
        vec![],
    );
    let lost = lost(session.place(neo_order()).await);
    let error = session.find_within(&lost, AT_ONCE).await.unwrap_err();
    let told =
        matches!(&error, FindError::Unsure { candidates, .. } if *candidates == venue.numbers());
    assert!(
        told && error.to_string().contains(&venue.numbers()[0]),
        "{error:?}"
    );
    // Nor is it sent again.
    let again = session.place_again_within(lost, AT_ONCE).await;
    assert!(matches!(again, Err(OrderError::Lost(_))), "{again:?}");
    assert_eq!(venue.numbers().len(), 1);
}

#[tokio::test]
async fn a_changed_order_of_another_instrument_or_side_is_not_it() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = neo(&venue).await;
    let over = "1767587401-12-****-ADMINAPI";
    let others = [("EFGH-EQ", "B"), ("ABCD-EQ", "S")];
    let others = others.map(|(symbol, side)| row(Vendor::Neo, over, 8, &json!(symbol), side));
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, []), others.to_vec());
    let lost = lost(session.place(neo_order()).await);
    assert!(
        session
            .find_within(&lost, AT_ONCE)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_book_that_proves_nothing_is_not_an_empty_one() {
    let fault = json!({"fault": {"code": "400", "message": "no"}, "code": 400});
    let bodies = [
        json!({"code": 400, "message": "no"}),
        json!({}),
        json!({"message": "Unauthorized"}),
        json!({"stat": "not ok"}),
        json!({"stat": "Ok", "stCode": 200}),
        json!({"Success": "No data found"}),
        json!({"Fault": {"code": 900_901, "message": "no"}}),
        json!({"stat": "Ok", "data": [fault], "success": [fault]}),
        json!({"stat": "Ok", "data": fault, "success": fault}),
        json!({"stat": "Ok", "data": [{}], "success": [{}]}),
        // An empty list beside a fault.
        json!({"stat": "not ok", "data": [], "success": [], "message": "Unauthorized"}),
        json!({"code": 400, "message": "Unauthorized", "data": [], "success": []}),
        json!({"Fault": {"code": 900_901, "message": "no"}, "data": [], "success": [], "message": "no"}),
        // A row that cannot be read, among others.
        json!({
            "stat": "Ok",
            "data": [row(Vendor::Neo, "z", 7, &json!("OTHER"), "B"), "x"],
            "success": [row(Vendor::Trade, "z", 7, &json!(2002), "BUY"), null],
        }),
        // And one of the same instrument that lost its tag.
        json!({
            "stat": "Ok",
            "data": [row(Vendor::Neo, "", 7, &json!("ABCD-EQ"), "B")],
            "success": [row(Vendor::Trade, "", 7, &json!(1001), "BUY")],
        }),
    ];
    let replies = bodies.map(|body| Reply::json(200, body)).into_iter();
    let pages = [200, 401, 403, 404, 429, 503].map(Reply::html);
    for reply in replies
        .chain(pages)
        .chain([Reply::Cut, Reply::Half("[]".repeat(9))])
    {
        for vendor in [Vendor::Neo, Vendor::Trade] {
            let venue = Arc::new(Venue::new(vendor));
            let origin = origin(&venue).await;
            venue.begin(cut(Place::well(), [reply.clone()]), vec![]);
            let known = match vendor {
                Vendor::Neo => {
                    let session = login::neo(&origin, LONG).await;
                    let lost = lost(session.place(neo_order()).await);
                    session
                        .find_within(&lost, AT_ONCE)
                        .await
                        .map(|rows| rows.len())
                }
                Vendor::Trade => {
                    let session = login::trade(&origin, LONG).await;
                    let lost = lost(session.place_normal(trade_order()).await);
                    session
                        .find_within(&lost, AT_ONCE)
                        .await
                        .map(|rows| rows.len())
                }
            };
            assert!(known.is_err(), "{vendor:?}, {reply:?}: {known:?}");
        }
    }
}

#[tokio::test]
async fn an_empty_book_is_waited_for_until_an_order_must_be_in_it() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = neo(&venue).await;
    let late = Duration::from_millis(300);
    venue.begin(
        cut(
            Place {
                late,
                ..Place::well()
            },
            [],
        ),
        vec![],
    );
    let lost = lost(session.place(neo_order()).await);
    assert!(
        session
            .find_within(&lost, AT_ONCE)
            .await
            .unwrap()
            .is_empty()
    );
    // An empty book is an error of this vendor, and believed.
    assert_eq!(book(Vendor::Neo, vec![])["stCode"], 5203);
    assert_eq!(session.find(&lost).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_wait_is_counted_from_the_loss_and_errors_on_the_way_do_no_harm() {
    let venue = Arc::new(Venue::new(Vendor::Trade));
    let session = login::trade(&origin(&venue).await, LONG).await;
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, [Reply::html(503), Reply::Cut]), vec![]);
    let lost = lost(session.place_normal(trade_order()).await);
    let (patience, started) = (Duration::from_millis(900), Instant::now());
    assert!(
        session
            .find_within(&lost, patience)
            .await
            .unwrap()
            .is_empty()
    );
    let took = started.elapsed();
    assert!(
        took > Duration::from_millis(800) && took < 3 * patience,
        "{took:?}"
    );
    let started = Instant::now();
    assert!(
        session
            .find_within(&lost, patience)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(started.elapsed() < patience, "it was over");
}

#[tokio::test]
async fn an_ended_session_is_told_at_once() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = neo(&venue).await;
    let ended = json!({"stat": "Not_Ok", "stCode": 1003, "emsg": "Invalid session"});
    venue.begin(cut(Place::well(), vec![Reply::json(401, ended); 9]), vec![]);
    let lost = lost(session.place(neo_order()).await);
    let started = Instant::now();
    let error = session.find(&lost).await.unwrap_err();
    let told = matches!(&error, FindError::Book(Error::SessionEnded(_)));
    assert!(
        told && started.elapsed() < Duration::from_secs(3),
        "{error:?}"
    );
}

#[tokio::test]
async fn to_place_again_finds_the_first_or_sends_the_same_once_more() {
    for (taken, late) in [(true, 0), (true, 200), (false, 0)] {
        let venue = Arc::new(Venue::new(Vendor::Neo));
        let session = neo(&venue).await;
        let late = Duration::from_millis(late);
        venue.begin(
            cut(
                Place {
                    taken,
                    late,
                    ..Place::well()
                },
                [],
            ),
            vec![],
        );
        let lost = lost(session.place(neo_order().price("10.50")).await);
        let patience = Duration::from_millis(400);
        let number = session.place_again_within(lost, patience).await.unwrap();
        assert_eq!(venue.numbers(), [number]);
        let sent = venue.sent();
        assert_eq!(sent.len(), if taken { 1 } else { 2 });
        assert!(sent.iter().all(|order| *order == sent[0]), "{sent:?}");
    }
}

#[tokio::test]
async fn the_vendor_refuses_a_second_order_where_the_book_was_wrong() {
    let venue = Arc::new(Venue::new(Vendor::Neo));
    let session = neo(&venue).await;
    let late = Duration::from_millis(300);
    venue.begin(
        cut(
            Place {
                late,
                ..Place::well()
            },
            [],
        ),
        vec![],
    );
    let lost = lost(session.place(neo_order()).await);
    // Without patience the book seems to prove that nothing stands.
    let outcome = session.place_again_within(lost, AT_ONCE).await;
    let Err(OrderError::Lost(lost)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((venue.numbers().len(), venue.sent().len()), (1, 2));
    let number = session.place_again(lost).await.unwrap();
    assert_eq!(venue.numbers(), [number]);
}

#[tokio::test]
async fn only_a_new_order_of_neo_is_placed_again() {
    let venue = Arc::new(Venue::new(Vendor::Trade));
    let origin = origin(&venue).await;
    venue.begin(cut(Place::well(), []), vec![]);
    let (neo, trade) = (
        login::neo(&origin, LONG).await,
        login::trade(&origin, LONG).await,
    );
    let lost = lost(trade.place_normal(trade_order()).await);
    let outcome = neo.place_again(lost).await;
    let Err(OrderError::Lost(lost)) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(matches!(lost.error(), Error::InvalidInput(_)), "{lost}");
}
