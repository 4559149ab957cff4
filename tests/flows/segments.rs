//! Every segment from end to end: its list, a quote, an order, the books; and the indices, which are quoted only.

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::instruments::{Date, Instrument, Month, Segment};
use keyfob::kotak_neo::types::{ExchangeSegment, PlaceOrderRequest, QuoteType::All};
use keyfob_core::OpenEnum;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::demo;
use serde_json::json;

use super::conform::conforms;
use super::instruments::{g1, g2, g3};

/// What stands for each segment: the demo's first instrument in it, and whether it may be ordered.
const FIRST: [(Segment, u64, bool); 7] = [
    (Segment::NseCash, demo::SHARE, true),
    (Segment::BseCash, demo::BSE_SHARE, true),
    (Segment::NseDerivatives, demo::FUTURE, true),
    (Segment::BseDerivatives, demo::BSE_FUTURE, true),
    (Segment::NseCurrency, demo::CURRENCY_FUTURE, true),
    (Segment::McxCommodity, demo::COMMODITY_FUTURE, true),
    // No document names it among the segments of orders.
    (Segment::NseCommodity, demo::NSE_COMMODITY, false),
];

async fn listed(session: &Session, segment: Segment, token: u64) -> Instrument {
    let list = session.instruments(segment).await.unwrap();
    assert_eq!(list.problems(), [], "{segment}");
    let found = list.by_token(&token.to_string()).cloned();
    found.unwrap_or_else(|| panic!("{segment} lacks {token}"))
}

async fn ordered(session: &Session, segment: Segment, instrument: &Instrument) {
    let lot = instrument.lot_size.unwrap();
    let order = json!({
        "am": "NO", "dq": "0", "es": segment.code(), "mp": "0", "pc": "NRML", "pr": "0", "pt": "MKT",
        "qt": lot.to_string(), "rt": "DAY", "tp": "0", "ts": instrument.trading_symbol, "tt": "B",
    });
    let order: PlaceOrderRequest = serde_json::from_value(order).unwrap();
    let number = session.place(order).await.unwrap();
    let client = session.client();
    let book = client
        .reports()
        .order_book()
        .send()
        .await
        .unwrap()
        .into_inner();
    let row = book
        .data
        .iter()
        .find(|row| row.order_number.as_ref() == Some(&number));
    let row = row.unwrap_or_else(|| panic!("{segment}: not in the book"));
    assert_eq!(
        row.exchange_segment.as_ref().map(OpenEnum::as_str),
        Some(segment.code())
    );
    assert_eq!(
        row.status.as_ref().map(OpenEnum::as_str),
        Some("complete"),
        "{segment}"
    );
    let trades = client
        .reports()
        .trade_book()
        .send()
        .await
        .unwrap()
        .into_inner();
    assert!(
        trades
            .data
            .iter()
            .any(|row| row.order_number.as_ref() == Some(&number))
    );
    let positions = client
        .reports()
        .positions()
        .send()
        .await
        .unwrap()
        .into_inner();
    let in_segment = |code: &Option<OpenEnum<_>>| {
        code.as_ref().map(OpenEnum::<ExchangeSegment>::as_str) == Some(segment.code())
    };
    assert!(
        positions
            .data
            .iter()
            .any(|row| in_segment(&row.exchange_segment)),
        "{segment}"
    );
}

#[tokio::test]
async fn every_segment_is_listed_quoted_and_traded() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = g3(&sandbox).await;
    sandbox.take_exchanges();
    for (segment, token, is_traded) in FIRST {
        let instrument = listed(&session, segment, token).await;
        let symbol = instrument.neo_symbol().unwrap();
        let quote = session.quotes([symbol]).send(All).await.complete().unwrap();
        assert_eq!(
            quote[0].exchange_segment.as_ref().map(OpenEnum::as_str),
            Some(segment.code())
        );
        assert_eq!(quote[0].token, instrument.token);
        assert!(quote[0].last_price.is_some(), "{segment}");
        if is_traded {
            ordered(&session, segment, &instrument).await;
        }
    }
    conforms("kotak-neo", &sandbox.take_exchanges());
}

/// Each segment counts in its own way, and all of these end on the same day.
#[tokio::test]
async fn every_segment_has_expiries_of_its_own_in_every_generation() {
    let expiry = Date::from_calendar_date(2030, Month::January, 31).unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    for session in [
        g1(&sandbox).await,
        later(&sandbox, 2).await,
        later(&sandbox, 3).await,
    ] {
        for (segment, token, _) in FIRST {
            let known = match segment {
                Segment::NseCash | Segment::BseCash | Segment::NseCommodity => None,
                _ => Some(expiry),
            };
            let instrument = listed(&session, segment, token).await;
            assert_eq!(instrument.expiry, known, "{segment}");
        }
    }
}

/// The authenticator's codes are taken once.
async fn later(sandbox: &Sandbox, generation: u8) -> Session {
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    match generation {
        2 => g2(sandbox).await,
        _ => g3(sandbox).await,
    }
}

#[tokio::test]
async fn indices_are_quoted_by_their_names() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = g3(&sandbox).await;
    let names = ["nse_cm|Nifty 50", "nse_cm|Nifty Bank", "bse_cm|SENSEX"];
    let quotes = session.quotes(names).send(All).await.complete().unwrap();
    let tokens: Vec<_> = quotes
        .iter()
        .filter_map(|quote| quote.token.as_deref())
        .collect();
    assert_eq!(tokens, ["Nifty 50", "Nifty Bank", "SENSEX"]);
    assert!(quotes.iter().all(|quote| quote.last_price.is_some()));
}
