//! Quotes of any number of instruments.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), keyfob::Error> {
//! let prices = session.quotes([1001, 1002, 60_011]).last_price().await;
//! for batch in &prices {
//!     if let Err(error) = &batch.answer {
//!         eprintln!("{:?}: {error}", batch.instruments);
//!     }
//! }
//! for price in prices.rows() {
//!     println!("{:?}: {:?}", price.instrument_name, price.last_price);
//! }
//! # Ok(()) }
//! ```

use keyfob_core::Error;
use kotak_trade::{Client, types};

use super::Session;
use crate::batches::{Batches, Split};
use crate::trading::{Contract, Vendor};

/// How many instruments a call asks for. The vendor tells no limit; this is the one of its later API, Kotak Neo.
pub const PER_CALL: usize = 49;

/// Quotes to be asked for.
#[derive(Debug, Clone)]
#[must_use = "nothing is asked before the kind is chosen"]
pub struct Quotes<'a> {
    client: &'a Client,
    tokens: Vec<String>,
    split: Split,
}

/// What a quote is asked for by: a number, or anything that has a [`Contract`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteToken(String);

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl From<$number> for QuoteToken {
                fn from(token: $number) -> Self {
                    Self(token.to_string())
                }
            }
        )*
    };
}

numbers! { i32 u32 i64 u64 }

impl<T> From<T> for QuoteToken
where
    Contract: From<T>,
{
    /// Of what has no token, or one of Kotak Neo's lists or books, it is empty, and refused when it is asked for.
    fn from(contract: T) -> Self {
        let contract = Contract::from(contract);
        let token = contract.token_at(Vendor::Trade);
        Self(token.unwrap_or_default().to_owned())
    }
}

impl Session {
    /// Quotes of these instruments, in as many calls as are needed: their tokens, contracts, or rows of a book.
    pub fn quotes<T: Into<QuoteToken>>(&self, tokens: impl IntoIterator<Item = T>) -> Quotes<'_> {
        let tokens = tokens.into_iter().map(Into::into);
        Quotes {
            client: self.client(),
            tokens: tokens.map(|QuoteToken(token)| token).collect(),
            split: Split {
                per_call: PER_CALL,
                at_a_time: 1,
            },
        }
    }
}

impl Quotes<'_> {
    /// How many instruments a call asks for, [`PER_CALL`] by default.
    pub fn per_call(mut self, instruments: usize) -> Self {
        self.split.per_call = instruments;
        self
    }

    /// How many calls are under way at a time, 1 by default. What the vendor takes is not known.
    pub fn calls_at_a_time(mut self, calls: usize) -> Self {
        self.split.at_a_time = calls;
        self
    }

    /// Everything there is of each.
    pub async fn full(self) -> Batches<types::FullQuote> {
        let client = self.client;
        let call = async |tokens| {
            let call = client.quotes().full().tokens(tokens);
            Ok(call.send().await?.into_inner().success)
        };
        self.ask(call).await
    }

    /// The last prices.
    pub async fn last_price(self) -> Batches<types::LastPriceQuote> {
        let client = self.client;
        let call = async |tokens| {
            let call = client.quotes().last_price().tokens(tokens);
            Ok(call.send().await?.into_inner().success)
        };
        self.ask(call).await
    }

    /// The day's four prices.
    pub async fn ohlc(self) -> Batches<types::OhlcQuote> {
        let client = self.client;
        let call = async |tokens| {
            let call = client.quotes().ohlc().tokens(tokens);
            Ok(call.send().await?.into_inner().success)
        };
        self.ask(call).await
    }

    /// The depth of the market. A ladder does not say whose it is, and only one was ever seen in an answer; so each instrument has a
    /// call of its own.
    pub async fn depth(mut self) -> Batches<types::DepthLadder> {
        self.split.per_call = 1;
        let client = self.client;
        let call = async |tokens| {
            let call = client.quotes().depth().tokens(tokens);
            let depth = call.send().await?.into_inner().success;
            Ok(depth.unwrap_or_default().depth)
        };
        self.ask(call).await
    }

    async fn ask<T, C>(&self, call: impl Fn(String) -> C) -> Batches<T>
    where
        C: Future<Output = Result<Vec<T>, Error>>,
    {
        let call = &call;
        let call = |tokens: Vec<String>| async move {
            let is_none = |token: &&String| token.parse::<u64>().is_err();
            if let Some(token) = tokens.iter().find(is_none) {
                let what = "is no token of Kotak Trade, which are whole numbers";
                return Err(Error::InvalidInput(format!("`{token}` {what}")));
            }
            call(tokens.join("-")).await
        };
        self.split.ask(&self.tokens, call).await
    }
}
