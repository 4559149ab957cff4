//! What is there before a test adds anything.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rust_decimal::Decimal;

use super::account::{Account, Carried, Holding};
use super::instrument::{Instrument, Kind, Segment};

/// The demo share at the National Stock Exchange; its last price is 1510.75.
pub const SHARE: u64 = 1001;
/// A second share, at 250.00, of which only 50 can be had at one price.
pub const THIN_SHARE: u64 = 1002;
/// The first share at the Bombay Stock Exchange.
pub const BSE_SHARE: u64 = 501_001;
/// A future on the first share, in lots of 50, at 1515.00.
pub const FUTURE: u64 = 60_001;
/// A call on the first share at 1500, in lots of 50, at 42.50.
pub const CALL: u64 = 60_011;
/// The put beside it, at 30.00.
pub const PUT: u64 = 60_012;

/// A future at the Bombay Stock Exchange, in lots of 20, at 8000.00.
pub const BSE_FUTURE: u64 = 860_001;
/// A call on the same at 8000, at 120.00.
pub const BSE_CALL: u64 = 860_011;
/// A future on a currency, at 84.50.
pub const CURRENCY_FUTURE: u64 = 10_001;
/// A future on a commodity, at 7200.00.
pub const COMMODITY_FUTURE: u64 = 440_001;
/// A put on the same at 7200, at 95.00.
pub const COMMODITY_PUT: u64 = 440_012;
/// A future on a commodity at the National Stock Exchange, at 910.00.
pub const NSE_COMMODITY: u64 = 220_001;

const LOT: i64 = 50;

pub(super) fn instruments() -> Vec<Instrument> {
    let name = "SANDBOXCO";
    let mut share = Instrument::share(SHARE, Segment::NseCash, name, Decimal::new(151_075, 2));
    share.close = Decimal::new(150_525, 2);
    share.range.0 = share.close;
    let mut thin = Instrument::share(THIN_SHARE, Segment::NseCash, "THINCO", Decimal::from(250));
    thin.depth = 50;
    let mut bse = Instrument::share(BSE_SHARE, Segment::BseCash, name, Decimal::new(151_070, 2));
    bse.trading_symbol = name.to_owned();
    let mut all = vec![share, thin, bse];
    all.extend(derivatives());
    all
}

fn derivatives() -> [Instrument; 9] {
    let share = |token, kind, symbol, paise| {
        let names = ("SANDBOXCO", symbol);
        let segment = Segment::NseDerivatives;
        Instrument::new(token, segment, kind, names, LOT, Decimal::new(paise, 2))
    };
    let bse = |token, kind, symbol, rupees| {
        let names = ("SANDEX", symbol);
        let segment = Segment::BseDerivatives;
        Instrument::new(token, segment, kind, names, 20, Decimal::from(rupees))
    };
    let other = |token, segment, kind, names, paise| {
        Instrument::new(token, segment, kind, names, 1, Decimal::new(paise, 2))
    };
    let future = Kind::Future { expiry: expiry() };
    let (coins, ore, seeds) = (
        Segment::Currencies,
        Segment::Commodities,
        Segment::NseCommodities,
    );
    [
        share(FUTURE, future, "SANDBOXCO30JANFUT", 151_500),
        share(CALL, option(1500, true), "SANDBOXCO30JAN1500CE", 4250),
        share(PUT, option(1500, false), "SANDBOXCO30JAN1500PE", 3000),
        bse(BSE_FUTURE, future, "SANDEX30JANFUT", 8000),
        bse(BSE_CALL, option(8000, true), "SANDEX30JAN8000CE", 120),
        other(
            CURRENCY_FUTURE,
            coins,
            future,
            ("USDSBX", "USDSBX30JANFUT"),
            8450,
        ),
        other(
            COMMODITY_FUTURE,
            ore,
            future,
            ("SANDGOLD", "SANDGOLD30JANFUT"),
            720_000,
        ),
        other(
            COMMODITY_PUT,
            ore,
            option(7200, false),
            ("SANDGOLD", "SANDGOLD30JAN7200PE"),
            9500,
        ),
        other(
            NSE_COMMODITY,
            seeds,
            future,
            ("SANDOIL", "SANDOIL30JANFUT"),
            91_000,
        ),
    ]
}

fn option(strike: i64, call: bool) -> Kind {
    Kind::Option {
        expiry: expiry(),
        strike: Decimal::from(strike),
        call,
    }
}

/// Quoted by these names, and not traded.
pub(super) fn indices() -> Vec<Instrument> {
    let index =
        |segment, name: &str, paise| Instrument::index(segment, name, Decimal::new(paise, 2));
    vec![
        index(Segment::NseCash, "Nifty 50", 2_450_055),
        index(Segment::NseCash, "Nifty Bank", 5_210_010),
        index(Segment::BseCash, "SENSEX", 8_050_000),
    ]
}

/// 31 January 2030, 10:00 in India: far enough for the demo list not to expire.
fn expiry() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_896_064_200)
}

/// Ten lakh rupees, a few shares, and a future and shares bought on an earlier day.
pub(super) fn account() -> Account {
    let carried = |token, product: &str, quantity, price| Carried {
        token,
        product: product.to_owned(),
        quantity,
        price,
    };
    Account {
        cash: Decimal::from(1_000_000),
        holdings: vec![Holding {
            token: SHARE,
            quantity: 35,
            average: Decimal::from(950),
        }],
        carried: vec![carried(FUTURE, "NRML", LOT, Decimal::new(150_525, 2))],
    }
}
