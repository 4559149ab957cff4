//! Orders of the book whose tags are like the lost one's, and rows that cannot be read.

use std::sync::Arc;

use keyfob::{Error, FindError};
use serde_json::{Value, json};

use crate::answers::{neo_order, trade_order};
use crate::find::{AT_ONCE, cut, lost, origin};
use crate::login::{self, LONG};
use crate::venue::{Place, Script, Vendor, Venue, row};

/// How an instrument and a side are written in a book.
fn same(vendor: Vendor) -> (Value, &'static str) {
    match vendor {
        Vendor::Neo => (json!("ABCD-EQ"), "B"),
        Vendor::Trade => (json!(1001), "BUY"),
    }
}

fn other(vendor: Vendor) -> (Value, &'static str) {
    match vendor {
        Vendor::Neo => (json!("EFGH-EQ"), "S"),
        Vendor::Trade => (json!(2002), "SELL"),
    }
}

/// What is found in a book with these rows, made for the tag that an order was lost with.
async fn found(
    vendor: Vendor,
    tag: Option<&str>,
    rows: impl Fn(&str) -> Vec<Value>,
) -> Result<Vec<String>, FindError> {
    let venue = Arc::new(Venue::new(vendor));
    let origin = origin(&venue).await;
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, []), vec![]);
    match vendor {
        Vendor::Neo => {
            let session = login::neo(&origin, LONG).await;
            let order = neo_order().set_tag(tag.map(str::to_owned));
            let lost = lost(session.place(order).await);
            venue.begin(Script::default(), rows(lost.tag().unwrap()));
            let found = session.find_within(&lost, AT_ONCE).await?;
            Ok(found.into_iter().map(|order| order.number).collect())
        }
        Vendor::Trade => {
            let session = login::trade(&origin, LONG).await;
            let order = trade_order().set_tag(tag.map(str::to_owned));
            let lost = lost(session.place_normal(order).await);
            venue.begin(Script::default(), rows(lost.tag().unwrap()));
            let found = session.find_within(&lost, AT_ONCE).await?;
            Ok(found.into_iter().map(|order| order.number).collect())
        }
    }
}

/// The order 7 of the same instrument and side, or of others, with this tag.
async fn with_tag(vendor: Vendor, tag: &str, is_same: bool) -> Result<Vec<String>, FindError> {
    let (instrument, side) = match is_same {
        true => same(vendor),
        false => other(vendor),
    };
    let rows = |_: &str| vec![row(vendor, tag, 7, &instrument, side)];
    found(vendor, Some("breakout-nifty"), rows).await
}

fn is_unsure(found: &Result<Vec<String>, FindError>) -> bool {
    matches!(found, Err(FindError::Unsure { candidates, .. }) if *candidates == ["7"])
}

#[tokio::test]
async fn a_tag_in_other_letters_or_shortened_leaves_it_open_at_the_same_instrument() {
    for vendor in [Vendor::Neo, Vendor::Trade] {
        for tag in ["BREAKOUT-NIFTY", "breakout", "Breakout-N"] {
            let found = with_tag(vendor, tag, true).await;
            assert!(is_unsure(&found), "{vendor:?}, {tag}: {found:?}");
            let elsewhere = with_tag(vendor, tag, false).await.unwrap();
            assert!(elsewhere.is_empty(), "{vendor:?}, {tag}: {elsewhere:?}");
        }
        for tag in ["breakou", "breakout-x", "breakout-niftybank", "nifty"] {
            let found = with_tag(vendor, tag, true).await.unwrap();
            assert!(found.is_empty(), "{vendor:?}, {tag}: {found:?}");
        }
    }
}

#[tokio::test]
async fn the_next_order_of_a_numbered_series_is_not_taken_for_the_lost_one() {
    for vendor in [Vendor::Neo, Vendor::Trade] {
        for tag in ["breakout-nifty-2", "breakout-nifty-2-1767587401"] {
            let found = with_tag(vendor, tag, true).await;
            assert!(is_unsure(&found), "{vendor:?}, {tag}: {found:?}");
            let elsewhere = with_tag(vendor, tag, false).await.unwrap();
            assert!(elsewhere.is_empty(), "{vendor:?}, {tag}: {elsewhere:?}");
        }
    }
}

#[tokio::test]
async fn a_lengthened_tag_is_the_lost_one_only_where_the_vendor_lengthens_and_all_agrees() {
    let tag = "breakout-nifty-1767587401";
    assert_eq!(with_tag(Vendor::Neo, tag, true).await.unwrap(), ["7"]);
    let elsewhere = with_tag(Vendor::Neo, tag, false).await;
    assert!(is_unsure(&elsewhere), "{elsewhere:?}");
    let trade = with_tag(Vendor::Trade, tag, true).await;
    assert!(is_unsure(&trade), "{trade:?}");
    let trade = with_tag(Vendor::Trade, tag, false).await.unwrap();
    assert!(trade.is_empty(), "{trade:?}");
}

#[tokio::test]
async fn the_tag_itself_at_another_instrument_or_side_leaves_it_open() {
    for vendor in [Vendor::Neo, Vendor::Trade] {
        let ((instrument, side), (another, opposite)) = (same(vendor), other(vendor));
        for (instrument, side) in [
            (&another, side),
            (&instrument, opposite),
            (&another, opposite),
        ] {
            let rows = |tag: &str| vec![row(vendor, tag, 7, instrument, side)];
            let found = found(vendor, Some("breakout-nifty"), rows).await;
            assert!(
                is_unsure(&found),
                "{vendor:?}, {instrument} {side}: {found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_tag_of_ours_is_believed_at_another_name_of_the_instrument_but_not_at_the_other_side() {
    for vendor in [Vendor::Neo, Vendor::Trade] {
        let ((_, side), (another, opposite)) = (same(vendor), other(vendor));
        let rows = |tag: &str| vec![row(vendor, tag, 7, &another, side)];
        assert_eq!(found(vendor, None, rows).await.unwrap(), ["7"]);
        let rows = |tag: &str| vec![row(vendor, tag, 7, &another, opposite)];
        let found = found(vendor, None, rows).await;
        assert!(is_unsure(&found), "{vendor:?}: {found:?}");
    }
}

#[tokio::test]
async fn an_order_whose_row_cannot_be_read_stands_and_is_named() {
    for (vendor, quantity) in [(Vendor::Neo, "qty"), (Vendor::Trade, "orderQuantity")] {
        let (instrument, side) = same(vendor);
        let rows = |tag: &str| {
            let mut row = row(vendor, tag, 7, &instrument, side);
            row[quantity] = json!("many");
            vec![row]
        };
        let error = found(vendor, None, rows).await.unwrap_err();
        let names =
            matches!(&error, FindError::Unreadable { number: Some(number), .. } if number == "7");
        assert!(names, "{vendor:?}: {error:?}");
        let words = error.to_string();
        assert!(words.contains("stands as number 7"), "{words}");
        assert!(words.contains(quantity), "{words}");
        let error = Error::from(error);
        assert!(matches!(&error, Error::InDoubt { .. }), "{error:?}");
        assert!(error.to_string().contains("stands as number 7"), "{error}");
    }
}

#[tokio::test]
async fn a_row_of_another_order_that_cannot_be_read_hides_nothing() {
    for (vendor, quantity) in [(Vendor::Neo, "qty"), (Vendor::Trade, "orderQuantity")] {
        let (instrument, side) = same(vendor);
        let rows = |tag: &str| {
            let mut another = row(vendor, "another", 8, &instrument, side);
            another[quantity] = json!("many");
            vec![another, row(vendor, tag, 7, &instrument, side)]
        };
        assert_eq!(found(vendor, None, rows).await.unwrap(), ["7"]);
    }
}
