//! Kotak Securities Trade API.

use keyfob::kotak_trade::history::{
    ContinuousChart, Date, HistoricalPrices, LiveOrEndOfDay, Month, UnadjustedPrices,
};
use keyfob::kotak_trade::types::Exchange;
use keyfob::kotak_trade::{Application, Login};
use keyfob::{Error, Proxy, Settings};

use crate::flow::{Reply, again, flows, ok, sent};
use crate::recordings::recorder::Recorder;

const SAME_HOST: Reply =
    ok(r#"{"Success": {"redirect": {"host": "https://tradeapi.kotaksecurities.com/apim"}}}"#);
const OTHER_HOST: Reply =
    ok(r#"{"Success": {"redirect": {"host": "https://ctradeapi.kotaksecurities.com/apim"}}}"#);
const ONE_TIME_TOKEN: Reply = ok(r#"{"Success": {"oneTimeToken": "ott-0001"}}"#);
const SESSION: Reply = ok(r#"{"success": {"sessionToken": "sess-0001"}}"#);
/// No answer was ever seen.
const NOTHING: Reply = ok("{}");
const BYE: Reply = ok(r#"{"Success": {"message": "bye"}}"#);

flows! { "kotak-trade":
    access_code: [
        sent("init", SAME_HOST),
        sent("password", ONE_TIME_TOKEN),
        sent("access code", SESSION),
        sent("logout", BYE),
    ],
    one_time_token: [
        sent("init, successor", SAME_HOST),
        sent("password, successor", ONE_TIME_TOKEN),
        sent("one-time token", SESSION),
    ],
    host_change: [
        sent("init, then told another host", OTHER_HOST),
        sent("init on the other host", OTHER_HOST),
        sent("password on the other host", ONE_TIME_TOKEN),
    ],
    proxy: [
        sent("init through a proxy", SAME_HOST),
    ],
    history: [
        again("init, successor", SAME_HOST),
        again("password, successor", ONE_TIME_TOKEN),
        again("one-time token", SESSION),
        sent("history historicalprices", NOTHING),
        sent("history historicalprices-unadjusted", NOTHING),
        sent("history NSEFNO_HistoricalContinuousChart", NOTHING),
        sent("history LiveorEODHistorical", NOTHING),
    ],
}

async fn access_code(recorder: &Recorder) -> Result<(), Error> {
    let ready = login(recorder.settings()).init().await?;
    assert_eq!(ready.host_changed(), None);
    let session = ready.password("pw-0001").await?.access_code("1234").await?;
    Ok(session.logout().await?)
}

async fn one_time_token(recorder: &Recorder) -> Result<(), Error> {
    let ready = login(recorder.settings()).init().await?;
    ready.password("pw-0001").await?.one_time_token().await?;
    Ok(())
}

async fn host_change(recorder: &Recorder) -> Result<(), Error> {
    let ready = login(recorder.settings()).init().await?;
    assert_eq!(
        ready.host_changed(),
        Some("https://ctradeapi.kotaksecurities.com/apim")
    );
    ready.password("pw-0001").await?;
    Ok(())
}

/// What the proxy sees of a host that speaks http: the recorder's do. For https it would see no more than `CONNECT`.
async fn proxy(recorder: &Recorder) -> Result<(), Error> {
    let proxy = Proxy::new(recorder.proxy()).with_login("pu", "pp");
    login(recorder.settings().with_proxy(proxy)).init().await?;
    Ok(())
}

async fn history(recorder: &Recorder) -> Result<(), Error> {
    let ready = login(recorder.settings()).init().await?;
    let session = ready.password("pw-0001").await?.one_time_token().await?;
    let february = |day| Date::from_calendar_date(2020, Month::February, day).unwrap();
    let prices = HistoricalPrices {
        exchange: Exchange::Bse,
        company_code: "100".into(),
        from: february(3),
        to: february(28),
    };
    session.history(&prices).await?;
    let unadjusted = UnadjustedPrices {
        exchange: Exchange::Bse,
        company_code: "100".into(),
        date: february(3),
    };
    session.history(&unadjusted).await?;
    let chart = ContinuousChart {
        symbol: "ABC".into(),
        expiry_type: "near".into(),
    };
    session.history(&chart).await?;
    let live = LiveOrEndOfDay {
        exchange: Exchange::Bse,
        company_code: "100".into(),
        period: "M".into(),
        count: 2,
    };
    session.history(&live).await?;
    let backwards = HistoricalPrices {
        to: february(2),
        ..prices
    };
    let error = session.history(&backwards).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    Ok(())
}

fn login(settings: Settings) -> Login {
    let application = Application::new("app-token-0001", "ck-0001").with_app_id("app-0001");
    Login::new(application, "U0001").with_settings(settings)
}
