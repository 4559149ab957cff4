//! Kotak Trade's tags, which a vendor may let stand on several orders.

use std::sync::Arc;

use keyfob::FindError;
use serde_json::json;

use crate::answers::trade_order;
use crate::find::{AT_ONCE, cut, lost, origin};
use crate::login::{self, LONG};
use crate::venue::{Place, Script, Vendor, Venue, row};

#[tokio::test]
async fn a_label_on_orders_of_other_instruments_leaves_it_open() {
    let venue = Arc::new(Venue::new(Vendor::Trade));
    let session = login::trade(&origin(&venue).await, LONG).await;
    let place = Place {
        taken: false,
        ..Place::well()
    };
    let other = row(Vendor::Trade, "label", 8, &json!(2002), "BUY");
    let untold = row(Vendor::Trade, "", 9, &json!(1001), "BUY");
    let order = || trade_order().tag("label".to_owned());
    venue.begin(cut(place.clone(), []), vec![other.clone()]);
    let first = lost(session.place_normal(order()).await);
    // Somebody's label of another order, or the vendor names the instrument otherwise.
    let error = session.find_within(&first, AT_ONCE).await.unwrap_err();
    let told = matches!(&error, FindError::Unsure { candidates, .. } if *candidates == ["8"]);
    assert!(told, "{error:?}");
    // An order of the same instrument without a label may be it.
    venue.begin(cut(place, []), vec![untold]);
    let second = lost(session.place_normal(order()).await);
    let error = session.find_within(&second, AT_ONCE).await.unwrap_err();
    assert!(matches!(error, FindError::Unsure { .. }), "{error:?}");
}

/// A tag that Keyfob made is no other order's, whatever the vendor calls the instrument.
#[tokio::test]
async fn an_order_under_our_own_tag_is_it_whatever_its_instrument() {
    let venue = Arc::new(Venue::new(Vendor::Trade));
    let origin = origin(&venue).await;
    let session = login::trade(&origin, LONG).await;
    let place = Place {
        taken: false,
        ..Place::well()
    };
    venue.begin(cut(place, []), vec![]);
    let lost = lost(session.place_normal(trade_order()).await);
    let tag = lost.tag().unwrap().to_owned();
    let elsewhere = row(Vendor::Trade, &tag, 8, &json!(2002), "BUY");
    venue.begin(Script::default(), vec![elsewhere]);
    let found = session.find_within(&lost, AT_ONCE).await.unwrap();
    assert_eq!(found.len(), 1);
}
