//! Many instruments, for tests under load.

use rust_decimal::Decimal;

use super::instrument::{Instrument, Segment};

const FIRST_TOKEN: u64 = 2_000_001;

/// So many shares, `BULK0001` and so on, always with the same numbers and prices.
pub(crate) fn bulk(count: u32) -> impl Iterator<Item = Instrument> {
    (1..=count).zip(FIRST_TOKEN..).map(|(serial, token)| {
        let name = format!("BULK{serial:04}");
        let price = Decimal::from(100 + serial % 900);
        Instrument::share(token, Segment::NseCash, &name, price)
    })
}
