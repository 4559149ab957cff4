//! What is looked up in a list.

use std::cmp::Ordering;
use std::ops::Bound;

use keyfob_core::Decimal;
use time::Date;

use super::{Instrument, Instruments, OptionType, Search};

impl Instruments {
    /// The instrument with this number (`pSymbol`).
    pub fn by_token(&self, wanted: &str) -> Option<&Instrument> {
        self.find(&self.by_token, token, wanted)
    }

    /// The instrument that orders name so (`pTrdSymbol`): `ABCD-EQ`.
    pub fn by_trading_symbol(&self, wanted: &str) -> Option<&Instrument> {
        self.find(&self.by_trading_symbol, trading_symbol, wanted)
    }

    /// Those of a company or an underlying.
    pub fn of_symbol(&self, wanted: &str) -> &[Instrument] {
        let start = |it: &Instrument| by_symbol(symbol(it), wanted).is_lt();
        let end = |it: &Instrument| by_symbol(symbol(it), wanted).is_le();
        let (start, end) = (
            self.rows.partition_point(start),
            self.rows.partition_point(end),
        );
        self.rows.get(start..end).unwrap_or_default()
    }

    /// Those of an underlying that expire on this day: its futures, then the calls by strike, then the puts.
    pub fn expiring(&self, symbol: &str, expiry: Date) -> &[Instrument] {
        let day = Some(expiry);
        let day = (Bound::Included(day), Bound::Included(day));
        within(self.of_symbol(symbol), |it| it.expiry, day)
    }

    /// An option, by its strike in rupees.
    pub fn option(
        &self,
        symbol: &str,
        expiry: Date,
        option_type: OptionType,
        strike: impl Into<Decimal>,
    ) -> Option<&Instrument> {
        let wanted = Some((Some(option_type), Some(strike.into())));
        let wanted = (Bound::Included(wanted), Bound::Included(wanted));
        let of = |it: &Instrument| Some((it.option_type, it.strike));
        within(self.expiring(symbol, expiry), of, wanted).first()
    }

    /// A future; never an option whose type the file leaves out.
    pub fn future(&self, symbol: &str, expiry: Date) -> Option<&Instrument> {
        let mut all = self.expiring(symbol, expiry).iter();
        all.find(|it| it.is_future())
    }

    /// The companies and underlyings, each once, sorted. The vendor's own client looks for a part of a symbol:
    /// `listed.symbols().filter(|symbol| symbol.contains("BANK"))`.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        let mut rest = &*self.rows;
        std::iter::from_fn(move || {
            let first = symbol(rest.first()?);
            let end = rest.partition_point(|it| by_symbol(symbol(it), first).is_le());
            rest = rest.get(end..).unwrap_or_default();
            Some(first)
        })
        .filter(|symbol| !symbol.is_empty())
    }

    /// The days on which something of an underlying expires, the next one first.
    pub fn expiries<'a>(&'a self, symbol: &str) -> impl Iterator<Item = Date> + use<'a> {
        let mut rest = self.of_symbol(symbol);
        std::iter::from_fn(move || {
            let first = rest.first()?.expiry;
            let end = rest.partition_point(|it| it.expiry <= first);
            rest = rest.get(end..).unwrap_or_default();
            Some(first)
        })
        .flatten()
    }

    /// Those that a search describes, by expiry, option type and strike.
    pub fn search<'a>(&'a self, search: &Search) -> impl Iterator<Item = &'a Instrument> + use<'a> {
        search
            .parts(self.of_symbol(search.wanted()))
            .into_iter()
            .flatten()
    }

    fn find(&self, order: &[usize], name: Name, wanted: &str) -> Option<&Instrument> {
        let at = |place: &usize| self.rows.get(*place);
        let first = order.partition_point(|place| at(place).and_then(name) < Some(wanted));
        at(order.get(first)?).filter(|it| name(it) == Some(wanted))
    }
}

/// A name that an instrument may have.
pub(super) type Name = fn(&Instrument) -> Option<&str>;

pub(super) fn token(it: &Instrument) -> Option<&str> {
    it.token.as_deref()
}

pub(super) fn trading_symbol(it: &Instrument) -> Option<&str> {
    it.trading_symbol.as_deref()
}

pub(super) fn symbol(it: &Instrument) -> &str {
    it.symbol.as_deref().unwrap_or_default()
}

pub(super) fn by_symbol(a: &str, b: &str) -> Ordering {
    upper(a).cmp(upper(b))
}

fn upper(symbol: &str) -> impl Iterator<Item = u8> {
    symbol.trim().bytes().map(|byte| byte.to_ascii_uppercase())
}

/// The part of a sorted list whose values lie within bounds.
pub(super) fn within<T: Ord>(
    sorted: &[Instrument],
    value: impl Fn(&Instrument) -> T,
    (start, end): (Bound<T>, Bound<T>),
) -> &[Instrument] {
    let start = sorted.partition_point(|it| match &start {
        Bound::Unbounded => false,
        Bound::Included(first) => value(it) < *first,
        Bound::Excluded(before) => value(it) <= *before,
    });
    let end = sorted.partition_point(|it| match &end {
        Bound::Unbounded => true,
        Bound::Included(last) => value(it) <= *last,
        Bound::Excluded(after) => value(it) < *after,
    });
    // Bounds that contradict each other have nothing between them.
    sorted.get(start..end).unwrap_or_default()
}
