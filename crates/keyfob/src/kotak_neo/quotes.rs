//! Quotes of any number of instruments (G2 and G3; G1 has them on its socket only).
//!
//! ```no_run
//! use keyfob::kotak_neo::types::QuoteType;
//!
//! # use keyfob::kotak_neo::instruments::Instrument;
//! # async fn example(session: keyfob::kotak_neo::Session, instruments: Vec<Instrument>) -> Result<(), keyfob::Error> {
//! // Instruments, contracts, rows of a book, or `segment|token`; the token of an index is its name, `nse_cm|Nifty 50`.
//! let quotes = session.quotes(&instruments).calls_at_a_time(2).send(QuoteType::LastPrice).await;
//! for batch in &quotes {
//!     if let Err(error) = &batch.answer {
//!         eprintln!("{:?}: {error}", batch.instruments);
//!     }
//! }
//! for quote in quotes.rows() {
//!     println!("{:?}: {:?}", quote.display_symbol, quote.last_price);
//! }
//! # Ok(()) }
//! ```

use keyfob_core::Error;
use kotak_neo::{Client, types};

use super::Session;
use crate::batches::{Batches, Split};
use crate::trading::{Contract, Vendor};

/// How many instruments a call asks for at most. The vendor's documents of 2026 say up to 50, but users were refused with exactly 50
/// and answered with 49.
pub const PER_CALL: usize = 49;

/// Quotes to be asked for.
#[derive(Debug, Clone)]
#[must_use = "nothing is asked before `send`"]
pub struct Quotes<'a> {
    client: &'a Client,
    symbols: Vec<String>,
    split: Split,
}

/// What a quote is asked for by: made of anything that has a [`Contract`], or of the text `segment|token`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteSymbol(String);

#[cfg(feature = "kotak-neo-feed")]
impl QuoteSymbol {
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl From<String> for QuoteSymbol {
    fn from(symbol: String) -> Self {
        Self(symbol)
    }
}

impl From<&str> for QuoteSymbol {
    fn from(symbol: &str) -> Self {
        Self(symbol.to_owned())
    }
}

impl From<&String> for QuoteSymbol {
    fn from(symbol: &String) -> Self {
        Self(symbol.clone())
    }
}

impl<T> From<T> for QuoteSymbol
where
    Contract: From<T>,
{
    /// Of what has no segment or no token, it is empty, and refused when it is asked for.
    fn from(contract: T) -> Self {
        Self(Contract::from(contract).neo_symbol().unwrap_or_default())
    }
}

impl From<&types::Quote> for Contract {
    fn from(quote: &types::Quote) -> Self {
        let segment = quote
            .exchange_segment
            .as_ref()
            .and_then(|segment| segment.known());
        Self {
            segment: segment.and_then(|segment| segment.try_into().ok()),
            token: quote.token.clone(),
            token_of: Some(Vendor::Neo),
            ..Self::default()
        }
    }
}

impl Session {
    /// Quotes of these instruments, in as many calls as are needed: instruments of the list, contracts, rows of a book, or texts
    /// `segment|token`.
    pub fn quotes<S: Into<QuoteSymbol>>(&self, symbols: impl IntoIterator<Item = S>) -> Quotes<'_> {
        let symbols = symbols.into_iter().map(Into::into);
        Quotes {
            client: self.client(),
            symbols: symbols.map(|QuoteSymbol(symbol)| symbol).collect(),
            split: Split {
                per_call: PER_CALL,
                at_a_time: 1,
            },
        }
    }
}

impl Quotes<'_> {
    /// How many instruments a call asks for, [`PER_CALL`] by default; more count as that many.
    pub fn per_call(mut self, instruments: usize) -> Self {
        self.split.per_call = instruments.min(PER_CALL);
        self
    }

    /// How many calls are under way at a time, 1 by default.
    ///
    /// They begin one a second all the same, until the rate limit `quotes` is another one
    /// ([`RateLimits::with_limit`](crate::RateLimits::with_limit)). The vendor's documents speak of 25 calls for quotes in a second, and
    /// of 10 of all kinds.
    pub fn calls_at_a_time(mut self, calls: usize) -> Self {
        self.split.at_a_time = calls;
        self
    }

    /// Asks. A wrong instrument was seen to cost the answer of its whole call: so that is asked for again in halves, until the wrong
    /// one stands alone.
    pub async fn send(self, kind: types::QuoteType) -> Batches<types::Quote> {
        let client = self.client;
        let call = |symbols| quotes(client, symbols, kind);
        self.split.ask(&self.symbols, call).await
    }
}

async fn quotes(
    client: &Client,
    symbols: Vec<String>,
    kind: types::QuoteType,
) -> Result<Vec<types::Quote>, Error> {
    // One that holds a comma would be taken for two.
    let bad = |symbol: &&String| symbol.is_empty() || symbol.contains(',');
    if let Some(bad) = symbols.iter().find(bad) {
        let what = match bad.is_empty() {
            true => {
                "an instrument has no segment or no token, by which quotes are asked for".to_owned()
            }
            false => format!("`{bad}` is no instrument; write `segment|token`"),
        };
        return Err(Error::InvalidInput(what));
    }
    let call = client.market().quotes().neo_symbols(symbols.join(","));
    Ok(call.quote_type(kind).send().await?.into_inner().0)
}
