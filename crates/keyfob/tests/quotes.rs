//! Quotes of many instruments, some of which the vendor refuses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "orders/login.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod login;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use keyfob::kotak_neo::types::{Quote, QuoteType::LastPrice as Ltp};
use keyfob::{Batches, Decimal};
use serde_json::{Value, json};

use http::{Reply, Request, start};
use login::LONG;

type Calls = Arc<Mutex<Vec<Vec<u32>>>>;

/// Asks for the tokens below `count` from a server that answers so to calls with one of `bad` in them; and the calls.
async fn ask(count: u32, bad: &[u32], reply: Reply) -> (Batches<Quote>, Vec<Vec<u32>>) {
    let bad: BTreeSet<u32> = bad.iter().copied().collect();
    let calls = Calls::default();
    let kept = Arc::clone(&calls);
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            let tokens = tokens(&request.path);
            kept.lock().unwrap().push(tokens.clone());
            if tokens.iter().any(|token| bad.contains(token)) || tokens.len() > 49 {
                return reply.clone();
            }
            let row = |token| json!({"exchange_token": format!("{token}"), "ltp": "1.00"});
            let rows: Vec<Value> = tokens.iter().map(row).collect();
            Reply::json(200, json!(rows))
        })
    };
    let session = login::neo(&start(answer).await, LONG).await;
    let symbols = (0..count).map(|token| format!("nse_cm|{token}"));
    let quotes = session.quotes(symbols).per_call(50).send(Ltp).await;
    let calls = calls.lock().unwrap().clone();
    (quotes, calls)
}

/// The tokens that a call asks for.
fn tokens(path: &str) -> Vec<u32> {
    let (_, rest) = path.split_once("/neosymbol/").unwrap();
    let (symbols, _) = rest.split_once('/').unwrap();
    let symbols = symbols.split("%2C");
    let token = |symbol: &str| symbol.split("%7C").nth(1).unwrap().parse().unwrap();
    symbols.map(token).collect()
}

fn fault() -> Reply {
    Reply::json(
        400,
        json!({"fault": {"code": "400", "message": "invalid instrument"}}),
    )
}

fn rows(quotes: &Batches<Quote>) -> Vec<u32> {
    let token = |row: &Quote| row.token.as_ref().unwrap().parse().unwrap();
    quotes.rows().map(token).collect()
}

#[tokio::test]
async fn no_call_asks_for_more_than_forty_nine() {
    let (quotes, calls) = ask(120, &[], fault()).await;
    let counts: Vec<_> = calls.iter().map(Vec::len).collect();
    assert_eq!(counts, [49, 49, 22]);
    assert_eq!(rows(&quotes), (0..120).collect::<Vec<_>>());
}

#[tokio::test]
async fn one_refused_instrument_is_named_and_costs_no_other() {
    let refusals = [
        fault(),
        Reply::json(
            200,
            json!({"stat": "Not_Ok", "emsg": "invalid", "stCode": 1009}),
        ),
        Reply::json(
            400,
            json!({"stat": "Not_Ok", "errMsg": "No Data", "stCode": 5203}),
        ),
        Reply::html(404),
        Reply::json(200, json!({"code": 400, "message": "invalid instrument"})),
    ];
    for reply in refusals {
        for bad in [0, 17, 48, 49, 97, 99] {
            let (quotes, calls) = ask(100, &[bad], reply.clone()).await;
            let failed: Vec<_> = quotes
                .iter()
                .filter(|batch| batch.answer.is_err())
                .collect();
            let [failed] = &*failed else {
                panic!("{bad}: {failed:?}")
            };
            let at = usize::try_from(bad).unwrap();
            assert_eq!(failed.asked, at..at + 1, "{reply:?}");
            assert_eq!(failed.instruments, [format!("nse_cm|{bad}")]);
            let others: Vec<_> = (0..100).filter(|token| *token != bad).collect();
            assert_eq!(
                rows(&quotes),
                others,
                "{bad}: in the order of what was asked"
            );
            assert!(calls.len() <= 3 + 2 * 6, "{} calls", calls.len());
        }
    }
}

#[tokio::test]
async fn a_refused_instrument_in_each_of_many_calls_is_named() {
    let bad: Vec<_> = (0..20).map(|call| call * 49 + 5).collect();
    let (quotes, calls) = ask(20 * 49, &bad, fault()).await;
    let failed: Vec<_> = quotes.failures().map(|(range, _)| range).collect();
    let expected: Vec<_> = bad
        .iter()
        .map(|at| *at as usize..*at as usize + 1)
        .collect();
    assert_eq!(failed, expected);
    assert_eq!(rows(&quotes).len(), 20 * 48);
    assert!(calls.len() <= 20 * 13, "{} calls", calls.len());
}

#[tokio::test]
async fn where_all_is_refused_the_calls_have_an_end() {
    let all: Vec<_> = (0..490).collect();
    let (quotes, calls) = ask(490, &all, fault()).await;
    assert_eq!(rows(&quotes), [0; 0]);
    assert!(calls.len() <= 10 + 32, "{} calls", calls.len());
    // Every instrument is accounted for, once and in order.
    let mut next = 0;
    for (range, _) in quotes.failures() {
        assert_eq!(range.start, next);
        next = range.end;
    }
    assert_eq!((next, quotes.unasked().len()), (490, 0));
}

#[tokio::test]
async fn what_is_not_about_an_instrument_is_not_asked_again_in_halves() {
    let limit = json!({"stat": "Not_Ok", "emsg": "Too many requests", "stCode": 429});
    let ended = json!({"stat": "Not_Ok", "emsg": "Invalid session", "stCode": 1003});
    let address = json!({"stat": "Not_Ok", "errMsg": "unauthorized", "stCode": 100_008});
    let internal = json!({"stat": "Not_Ok", "emsg": "internal error", "stCode": 1005});
    for (reply, is_over) in [
        (Reply::json(429, limit), true),
        (Reply::json(401, ended), true),
        (Reply::json(200, internal), false),
        (Reply::json(401, address), false),
        (Reply::html(500), false),
        (Reply::html(502), false),
        (Reply::html(503), false),
        (Reply::Cut, false),
    ] {
        let (quotes, calls) = ask(90, &[7], reply.clone()).await;
        let (range, error) = quotes.failures().next().unwrap();
        assert_eq!(range, 0..49, "{error}");
        assert_eq!(
            calls.len(),
            if is_over { 1 } else { 2 },
            "{reply:?}: {error}"
        );
        let unasked = if is_over { 49..90 } else { 90..90 };
        assert_eq!(quotes.unasked(), unasked, "{reply:?}");
    }
}

#[tokio::test]
async fn a_session_that_ends_between_halves_is_told_for_the_rest_of_its_call() {
    let calls = Arc::new(Mutex::new(0));
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            let mut calls = calls.lock().unwrap();
            *calls += 1;
            match *calls {
                1 => fault(),
                2 => Reply::json(200, json!([{"exchange_token": "0"}])),
                _ => Reply::json(401, json!({"stat": "Not_Ok", "stCode": 1003})),
            }
        })
    };
    let session = login::neo(&start(answer).await, LONG).await;
    let symbols = (0..80).map(|token| format!("nse_cm|{token}"));
    let quotes = session.quotes(symbols).send(Ltp).await;
    let ranges: Vec<_> = quotes.iter().map(|batch| batch.asked.clone()).collect();
    assert_eq!(ranges, [0..24, 24..49]);
    assert_eq!(quotes.unasked(), 49..80);
}

#[tokio::test]
async fn a_symbol_that_is_none_costs_no_other() {
    let symbols = |_: Request| Reply::json(200, json!([{"exchange_token": "1"}]));
    let answer = move |request: Request| login::step(&request).unwrap_or_else(|| symbols(request));
    let session = login::neo(&start(answer).await, LONG).await;
    let quotes = session.quotes(["nse_cm|1", "nse_cm|2,nse_cm|3", "", "nse_cm|4"]);
    let quotes = quotes.send(Ltp).await;
    let failed: Vec<_> = quotes.failures().map(|(range, _)| range).collect();
    assert_eq!(failed, [1..2, 2..3]);
}

#[tokio::test]
async fn an_index_is_asked_for_by_its_name_with_a_blank() {
    let path = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&path);
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            *kept.lock().unwrap() = request.path;
            Reply::json(
                200,
                json!([{"exchange_token": "Nifty 50", "ltp": "25000.0000"}]),
            )
        })
    };
    let session = login::neo(&start(answer).await, LONG).await;
    let quotes = session.quotes(["nse_cm|Nifty 50"]).send(Ltp).await;
    assert_eq!(quotes.complete().unwrap().len(), 1);
    let path = path.lock().unwrap();
    assert!(path.ends_with("/nse_cm%7CNifty%2050/ltp"), "{path}");
}

#[tokio::test]
async fn a_chain_of_options_is_read_by_short_names_too() {
    let call = json!({
        "inst": {"neoSymbol": "nse_fo|60011", "symbol": "ABCD26JAN10CE", "optionType": "CE", "strkPrc": "10"},
        "quote": {"ltp": "1", "o": "2", "h": "3", "l": "4", "c": "5", "pc": "6", "vol": "7"},
        "oi": {"cur": "8", "prev": "9", "chg": "10", "chgPct": "11"},
    });
    let answer = json!({"data": {"call": [call], "put": []}});
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| Reply::json(200, answer.clone()))
    };
    let session = login::neo(&start(answer).await, LONG).await;
    let chain = session
        .client()
        .market()
        .option_chain()
        .exchange("nse_fo")
        .underlying("ABCD");
    let chain = chain.send().await.unwrap().into_inner().data.unwrap();
    let call = chain.calls[0].clone();
    let (instrument, quote) = (call.instrument.unwrap(), call.quote.unwrap());
    let interest = call.open_interest.unwrap();
    let whole = |number: Option<i64>| number.map(Decimal::from);
    let told = [
        instrument.strike_price,
        quote.open,
        quote.high,
        quote.low,
        quote.close,
        quote.previous_close,
        whole(quote.volume),
        whole(interest.current),
        whole(interest.previous),
        whole(interest.change),
        interest.change_percent,
    ];
    let told: Vec<_> = told
        .iter()
        .map(|number| number.unwrap().to_string())
        .collect();
    assert_eq!(
        told,
        ["10", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
    );
}
