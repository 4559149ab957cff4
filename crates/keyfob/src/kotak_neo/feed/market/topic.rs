//! What a market feed can be asked for.

use kotak_neo_feed::{Depth, Instrument, Segment, Token};

use keyfob_core::Error;

use crate::kotak_neo::quotes::QuoteSymbol;

/// What a market feed can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Topic {
    /// The state of the markets (G3).
    MarketStatus,
    /// An index, by its name or its token.
    Index(Instrument),
    /// Quotes of an instrument, with as much of its order book.
    Quotes(Depth, Instrument),
}

impl Topic {
    /// The quotes of what a program names; what has a name in place of a number is an index, which has no order book.
    pub(super) fn of(depth: Depth, symbol: QuoteSymbol) -> Result<Self, Error> {
        let instrument = parse(symbol)?;
        Ok(match instrument.token {
            Token::Name(_) => Self::Index(instrument),
            Token::Number(_) => Self::Quotes(depth, instrument),
        })
    }

    pub(super) fn index(symbol: QuoteSymbol) -> Result<Self, Error> {
        parse(symbol).map(Self::Index)
    }

    /// Refuses what nobody has.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::MarketStatus => Ok(()),
            Self::Index(index) => check_spelling(index),
            Self::Quotes(_, instrument) => match instrument.token {
                Token::Number(_) => check_spelling(instrument),
                Token::Name(_) => Err(Error::invalid_input(format!(
                    "{:?} is an index by its name, of which there are no quotes",
                    instrument.to_string()
                ))),
            },
        }
    }
}

fn parse(symbol: QuoteSymbol) -> Result<Instrument, Error> {
    let text = symbol.into_text();
    if text.is_empty() {
        return Err(Error::invalid_input(
            "an instrument has no segment or no token, by which it is subscribed to",
        ));
    }
    let instrument: Instrument = text.parse().map_err(|_| wrong(&text))?;
    check_spelling(&instrument)?;
    Ok(instrument)
}

/// What is spelled wrong would be an index that nobody has, of which nothing is ever told.
fn check_spelling(instrument: &Instrument) -> Result<(), Error> {
    let is_segment = match &instrument.segment {
        Segment::Other(_) => false,
        Segment::Named(name) => !name.as_str().contains(|c: char| c.is_uppercase()),
        _ => true,
    };
    let is_token = match &instrument.token {
        Token::Name(name) => is_index(name.as_str()),
        Token::Number(_) => true,
    };
    match is_segment && is_token {
        true => Ok(()),
        false => Err(wrong(&instrument.to_string())),
    }
}

fn wrong(text: &str) -> Error {
    Error::invalid_input(format!(
        "{text:?} is no instrument; write `segment|token`, such as `nse_cm|11536`, or `nse_cm|Nifty 50` for an index"
    ))
}

fn is_index(name: &str) -> bool {
    name.trim() == name && !name.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_index_and_a_number_is_an_instrument() {
        let of = |text: &str| Topic::of(Depth::Five, text.into());
        let share: Instrument = "nse_cm|11536".parse().unwrap();
        assert_eq!(
            of("nse_cm|11536").unwrap(),
            Topic::Quotes(Depth::Five, share.clone())
        );
        let index: Instrument = "nse_cm|Nifty 50".parse().unwrap();
        assert_eq!(of("nse_cm|Nifty 50").unwrap(), Topic::Index(index));
        let by_number = Topic::index("nse_cm|11536".into()).unwrap();
        assert_eq!(by_number, Topic::Index(share));
        // A comma would make two of it, and a segment that is a number is no segment.
        for wrong in [
            "",
            "11536",
            "nse_cm|",
            "nse_cm|1,nse_cm|2",
            "7|11536",
            "nse_cm|a|b",
            // Neither an index, nor a segment of another kind.
            "nse_cm|011536",
            "nse_cm| 11536",
            "nse_cm|99999999999",
            "nse_cm|Nifty 50 ",
            "NSE_CM|11536",
        ] {
            let error = of(wrong).unwrap_err();
            assert!(matches!(error, Error::InvalidInput(_)), "{wrong}: {error}");
        }
    }
}
