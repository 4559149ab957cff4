//! What is there before a test adds anything.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::instrument::{Instrument, Kind, Segment};
use super::market::Account;
use super::money::Money;
use super::position::{Carried, Holding};

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

const LOT: i64 = 50;

pub(super) fn instruments() -> Vec<Instrument> {
    let name = "SANDBOXCO";
    let mut share = Instrument::share(SHARE, Segment::NseCash, name, Money::paise(151_075));
    share.close = Money::paise(150_525);
    share.range.0 = share.close;
    let mut thin = Instrument::share(THIN_SHARE, Segment::NseCash, "THINCO", Money::rupees(250));
    thin.depth = 50;
    let mut bse = Instrument::share(BSE_SHARE, Segment::BseCash, name, Money::paise(151_070));
    bse.trading_symbol = name.to_owned();
    vec![
        share,
        thin,
        bse,
        future(name),
        option(name, true),
        option(name, false),
    ]
}

fn future(name: &str) -> Instrument {
    let kind = Kind::Future { expiry: expiry() };
    let names = (name, "SANDBOXCO30JANFUT");
    let last = Money::rupees(1515);
    Instrument::new(FUTURE, Segment::NseDerivatives, kind, names, LOT, last)
}

fn option(name: &str, call: bool) -> Instrument {
    let strike = Money::rupees(1500);
    let kind = Kind::Option {
        expiry: expiry(),
        strike,
        call,
    };
    let (token, symbol, last) = if call {
        (CALL, "SANDBOXCO30JAN1500CE", Money::paise(4250))
    } else {
        (PUT, "SANDBOXCO30JAN1500PE", Money::rupees(30))
    };
    Instrument::new(
        token,
        Segment::NseDerivatives,
        kind,
        (name, symbol),
        LOT,
        last,
    )
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
        cash: Money::rupees(1_000_000),
        holdings: vec![Holding {
            token: SHARE,
            quantity: 35,
            average: Money::rupees(950),
        }],
        carried: vec![carried(FUTURE, "NRML", LOT, Money::paise(150_525))],
    }
}
