//! Quotes of more instruments than one call takes.

use std::time::{Duration, Instant};

use keyfob::kotak_neo::types::QuoteType::LastPrice;
use keyfob::{Error, kotak_neo as neo, kotak_trade as trade};
use keyfob_sandbox::exchange::{Instrument, Segment};
use keyfob_sandbox::{Failure, Sandbox, When};
use serde_json::json;

use super::conform::conforms;
use super::{kotak_neo, kotak_trade};

/// A sandbox with shares of the tokens from 2000 on.
async fn market(shares: u64) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    for token in 2000..2000 + shares {
        let name = format!("SHARE{token}");
        let share = Instrument::share(token, Segment::NseCash, &name, 100);
        sandbox.exchange().list(share);
    }
    sandbox
}

async fn neo(sandbox: &Sandbox) -> neo::Session {
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    kotak_neo::g3_view(sandbox).await.mpin(mpin).await.unwrap()
}

async fn trade(sandbox: &Sandbox) -> trade::Session {
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let ready = kotak_trade::login(sandbox).skip_init().unwrap();
    let second = ready.password(password).await.unwrap();
    second.one_time_token().await.unwrap()
}

fn symbols(shares: u64) -> impl Iterator<Item = String> {
    (2000..2000 + shares).map(|token| format!("nse_cm|{token}"))
}

/// The paths of the calls for quotes, without what is before the instruments.
fn asked(sandbox: &Sandbox, before: &str) -> Vec<String> {
    let sent = sandbox.take_exchanges();
    let paths = sent.iter().filter_map(|one| one.path.split_once(before));
    paths.map(|(_, rest)| rest.to_owned()).collect()
}

/// Quotes may be asked for by any task of a runtime with many threads.
fn spawnable<F: Future + Send>(future: F) -> F {
    future
}

const NEO: &str = "/quotes/neosymbol/";

#[tokio::test]
async fn neo_is_asked_for_forty_nine_at_a_time() {
    let sandbox = market(120).await;
    let session = neo(&sandbox).await;
    sandbox.take_exchanges();
    let quotes = spawnable(session.quotes(symbols(120)).send(LastPrice)).await;
    let ranges: Vec<_> = quotes.iter().map(|batch| batch.asked.clone()).collect();
    assert_eq!(ranges, [0..49, 49..98, 98..120]);
    let rows = quotes.complete().unwrap();
    let tokens: Vec<_> = rows.into_iter().filter_map(|row| row.token).collect();
    let expected: Vec<_> = (2000..2120).map(|token: u64| token.to_string()).collect();
    assert_eq!(tokens, expected);
    let asked = asked(&sandbox, NEO);
    let counts: Vec<_> = asked
        .iter()
        .map(|path| path.matches("%7C").count())
        .collect();
    assert_eq!(counts, [49, 49, 22]);
}

#[tokio::test]
async fn a_failed_call_is_told_and_costs_no_other() {
    let sandbox = market(30).await;
    let session = neo(&sandbox).await;
    let second = When::path("/script-details/1.0/quotes/neosymbol/nse_cm%7C2010");
    let fault = json!({"stat": "Not_Ok", "emsg": "internal error", "stCode": 1005});
    for at_a_time in [1, 3] {
        sandbox.fail_next(second.clone(), Failure::FaultInOk(fault.clone()));
        let quotes = session.quotes(symbols(30)).per_call(10);
        let quotes = quotes.calls_at_a_time(at_a_time).send(LastPrice).await;
        let failures: Vec<_> = quotes.failures().collect();
        let [(range, error)] = &*failures else {
            panic!("{failures:?}")
        };
        assert_eq!(*range, 10..20);
        assert_eq!(error.code(), Some("1005"));
        let tokens: Vec<_> = quotes
            .rows()
            .filter_map(|row| row.token.as_deref())
            .collect();
        assert_eq!((tokens.len(), tokens[9], tokens[10]), (20, "2009", "2020"));
        assert!(quotes.complete().is_err());
    }
}

/// A session that has ended answers nothing more: the other calls would only be so many refusals.
#[tokio::test]
async fn after_a_failure_that_all_would_share_the_rest_is_not_asked() {
    let sandbox = market(40).await;
    let session = neo(&sandbox).await;
    let second = When::path("/script-details/1.0/quotes/neosymbol/nse_cm%7C2010");
    for (at_a_time, asked) in [(1, 0..20), (2, 0..30)] {
        sandbox.take_exchanges();
        sandbox.fail_next(
            second.clone(),
            Failure::Json(403, json!({"message": "Unauthorized"})),
        );
        let quotes = session.quotes(symbols(40)).per_call(10);
        let quotes = quotes.calls_at_a_time(at_a_time).send(LastPrice).await;
        let (failed, error) = quotes.failures().next().unwrap();
        assert_eq!(failed, 10..20);
        assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
        let left = quotes.unasked();
        assert_eq!(left.end, 40);
        assert!((20..=asked.end).contains(&left.start), "{left:?}");
        let sent = sandbox.take_exchanges().len();
        assert_eq!(sent * 10, left.start, "{at_a_time} at a time");
        assert!(quotes.complete().is_err());
    }
    let all = session
        .quotes(symbols(40))
        .per_call(10)
        .send(LastPrice)
        .await;
    assert!(all.unasked().is_empty());
}

#[tokio::test]
async fn what_would_be_taken_for_two_is_not_sent() {
    let sandbox = market(2).await;
    let session = neo(&sandbox).await;
    sandbox.take_exchanges();
    let quotes = session.quotes(["nse_cm|2000,nse_cm|2001", "nse_cm|2001"]);
    let quotes = quotes.per_call(1).send(LastPrice).await;
    let (range, error) = quotes.failures().next().unwrap();
    assert_eq!(range, 0..1);
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    assert_eq!(quotes.rows().count(), 1);
    let none = session.quotes(Vec::<String>::new()).send(LastPrice).await;
    assert!(none.complete().unwrap().is_empty());
    assert_eq!(asked(&sandbox, NEO), ["nse_cm%7C2001/ltp"]);
}

#[tokio::test]
async fn calls_go_one_by_one_or_a_few_at_a_time_and_the_order_stays() {
    let sandbox = market(3).await;
    let session = neo(&sandbox).await;
    let slow = Duration::from_millis(300);
    let run = async |at_a_time| {
        // The first call is the slowest.
        for (token, times) in [(2000, 2), (2001, 1), (2002, 1)] {
            let path = format!("/script-details/1.0/quotes/neosymbol/nse_cm%7C{token}");
            sandbox.fail_next(When::path(path), Failure::Slow(slow * times));
        }
        let started = Instant::now();
        let quotes = session.quotes(symbols(3)).per_call(1);
        let quotes = quotes.calls_at_a_time(at_a_time).send(LastPrice).await;
        let tokens = quotes.rows().filter_map(|row| row.token.as_deref());
        assert_eq!(tokens.collect::<Vec<_>>(), ["2000", "2001", "2002"]);
        started.elapsed()
    };
    assert!(run(1).await >= slow * 4);
    // 0 is as good as 1.
    assert!(run(0).await >= slow * 4);
    assert!(run(3).await < slow * 4);
}

#[tokio::test]
async fn g1_has_no_quotes() {
    let sandbox = market(1).await;
    let mobile = neo::g1::Identity::Mobile(sandbox.accounts().kotak_neo[0].mobile.clone());
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let view = kotak_neo::g1_view(&sandbox, mobile, kotak_neo::password(&sandbox)).await;
    let session = view.mpin(mpin).await.unwrap();
    let error = session.quotes(symbols(1)).send(LastPrice).await.complete();
    assert!(matches!(error, Err(Error::NotHere { .. })), "{error:?}");
}

const TRADE: &str = "/quotes/v1.0/";

#[tokio::test]
async fn trade_is_asked_in_parts_of_every_kind() {
    let sandbox = market(5).await;
    let session = trade(&sandbox).await;
    sandbox.take_exchanges();
    let quotes = || session.quotes(2000..2005).per_call(2);
    let full = spawnable(quotes().full()).await.complete().unwrap();
    let tokens: Vec<_> = full.iter().filter_map(|row| row.token).collect();
    assert_eq!(tokens, [2000, 2001, 2002, 2003, 2004]);
    let names: Vec<_> = quotes().last_price().await.complete().unwrap();
    assert_eq!(names[4].instrument_name.as_deref(), Some("SHARE2004"));
    let ohlc = quotes().ohlc().await.complete().unwrap();
    assert_eq!(ohlc.len(), 5);
    let depth = quotes().depth().await;
    let ranges: Vec<_> = depth.iter().map(|batch| batch.asked.clone()).collect();
    assert_eq!(ranges, [0..1, 1..2, 2..3, 3..4, 4..5]);
    assert_eq!(depth.complete().unwrap().len(), 5);
    let exchanges = sandbox.take_exchanges();
    conforms("kotak-trade", &exchanges);
    let sent: Vec<_> = exchanges
        .iter()
        .filter_map(|one| Some(one.path.split_once(TRADE)?.1))
        .collect();
    let three = ["2000-2001", "2002-2003", "2004"];
    let of = |kind: &str| three.map(|tokens| format!("{kind}instruments/{tokens}"));
    let mut expected = [of(""), of("ltp/"), of("ohlc/")].concat();
    expected.extend((2000..2005).map(|token| format!("depth/instruments/{token}")));
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn trade_takes_forty_nine_by_default_and_tells_what_failed() {
    let sandbox = market(60).await;
    let session = trade(&sandbox).await;
    // Nobody knows the last one.
    let quotes = session.quotes(2000..2061).last_price().await;
    let mut failed = quotes.failures().map(|(range, _)| range);
    assert_eq!((failed.next(), failed.next()), (Some(60..61), None));
    assert_eq!(quotes.rows().count(), 60);
}
