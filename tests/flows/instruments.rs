//! Kotak Neo's lists of instruments, in every generation.

use keyfob::Error;
use keyfob::kotak_neo::instruments::{Date, Month, OptionType, Segment};
use keyfob::kotak_neo::{Environment, Session, g1};
use keyfob_sandbox::{Failure, Sandbox, When};

use super::kotak_neo::{consumer, g1_view, g2_application, g3_view, password, totp};

pub async fn g1(sandbox: &Sandbox) -> Session {
    let account = sandbox.accounts().kotak_neo[0].clone();
    let mobile = g1::Identity::Mobile(account.mobile);
    let view = g1_view(sandbox, mobile, password(sandbox)).await;
    view.mpin(account.mpin).await.unwrap()
}

pub async fn g2(sandbox: &Sandbox) -> Session {
    let account = &sandbox.accounts().kotak_neo[0];
    let application = g2_application(sandbox).await;
    let view = application.totp(&account.mobile, totp(sandbox)).await;
    view.unwrap().mpin(&*account.mpin).await.unwrap()
}

pub async fn g3(sandbox: &Sandbox) -> Session {
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    g3_view(sandbox).await.mpin(mpin).await.unwrap()
}

/// Lists may be read by any task of a runtime with many threads.
fn spawnable<F: Future + Send>(future: F) -> F {
    future
}

/// The derivatives of the demo market, and its shares.
async fn finds(session: &Session) {
    let expiry = Date::from_calendar_date(2030, Month::January, 31).unwrap();
    let listed = spawnable(session.instruments(Segment::NseDerivatives));
    let listed = listed.await.unwrap();
    assert_eq!(listed.problems(), []);
    assert_eq!(listed.expiries("SANDBOXCO").collect::<Vec<_>>(), [expiry]);
    let call = listed.option("SANDBOXCO", expiry, OptionType::Call, 1500);
    let call = call.unwrap();
    let symbol = Some("SANDBOXCO30JAN1500CE");
    assert_eq!(call.trading_symbol.as_deref(), symbol);
    assert_eq!(call.neo_symbol().as_deref(), Some("nse_fo|60011"));
    assert_eq!(
        (call.lot_size, call.tick_size),
        (Some(50), "0.05".parse().ok())
    );
    let future = listed.future("SANDBOXCO", expiry).unwrap();
    assert_eq!(future.token.as_deref(), Some("60001"));
    let shares = session.instruments(Segment::NseCash).await.unwrap();
    let symbols: Vec<_> = shares.symbols().collect();
    assert_eq!(symbols, ["SANDBOXCO", "THINCO"]);
    let share = shares.by_trading_symbol("SANDBOXCO-EQ").unwrap();
    assert_eq!((share.token.as_deref(), share.expiry), (Some("1001"), None));
}

#[tokio::test]
async fn lists_of_g1() {
    let sandbox = Sandbox::start().await.unwrap();
    finds(&g1(&sandbox).await).await;
}

#[tokio::test]
async fn lists_of_g2() {
    let sandbox = Sandbox::start().await.unwrap();
    finds(&g2(&sandbox).await).await;
}

#[tokio::test]
async fn lists_of_g3() {
    let sandbox = Sandbox::start().await.unwrap();
    finds(&g3(&sandbox).await).await;
}

#[tokio::test]
async fn rows_come_one_by_one_with_all_their_cells() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = g3(&sandbox).await;
    let mut rows = session.instrument_rows(Segment::BseCash).await.unwrap();
    assert_eq!(rows.segment(), Segment::BseCash);
    assert_eq!(rows.date().len(), "2026-01-05".len());
    let row = rows.next().await.unwrap().unwrap();
    assert_eq!(row.line(), 2);
    assert_eq!(row.instrument().token.as_deref(), Some("501001"));
    assert_eq!(row.get("pExchange"), Some("BSE"));
    assert_eq!(row.get("dHighPriceRange"), Some("166177"));
    assert_eq!(row.get("pNav"), None);
    assert_eq!(row.get("no such column"), None);
    assert!(rows.next().await.is_none());
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn what_is_not_there_is_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = g3(&sandbox).await;
    let path = format!(
        "{}/wso2-scripmaster/v1/prod/2026-01-05/transformed/nse_fo.csv",
        sandbox.url()
    );
    let only = serde_json::json!({"data": {"filesPaths": [path], "baseFolder": sandbox.url()}});
    let paths = When::path("/script-details/1.0/masterscrip");
    sandbox.fail_next(paths, Failure::FaultInOk(only));
    let error = session
        .instruments(Segment::McxCommodity)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("mcx_fo"), "{error}");
    let files = || When::path("/wso2-scripmaster");
    sandbox.fail_next(files(), Failure::FaultInOk(serde_json::json!({"a": 1})));
    let error = session
        .instruments(Segment::NseDerivatives)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }), "{error:?}");
    sandbox.fail_next(files(), Failure::Html(200));
    let mut rows = session
        .instrument_rows(Segment::NseDerivatives)
        .await
        .unwrap();
    let error = rows.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }), "{error:?}");
    assert!(rows.next().await.is_none());
    sandbox.fail_next(files(), Failure::Html(404));
    let error = session
        .instruments(Segment::NseDerivatives)
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

/// The vendor names the files there, too.
#[tokio::test]
async fn the_test_environment_has_its_lists() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.accounts().kotak_neo[0].clone();
    let consumer = consumer(&sandbox).with_environment(Environment::Uat);
    let application = g1::Login::new(consumer).access_token().await.unwrap();
    let mobile = g1::Identity::Mobile(account.mobile);
    let view = application.identify(mobile, password(&sandbox)).await;
    let session = view.unwrap().mpin(account.mpin).await.unwrap();
    finds(&session).await;
}
