//! What a quote is of.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A text that may stand in a subscription: 1 to 100 bytes, without control characters and without
/// the signs that separate names on the wire (`|`, `,` and `&`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// The most bytes that a name has.
    pub const MAX_LEN: usize = 100;

    /// The text as a name; `None` where it cannot be one.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len());
        let separates = |sign: char| sign.is_control() || matches!(sign, '|' | ',' | '&');
        (fits && !text.contains(separates)).then(|| Self(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// An exchange segment, in the vendor's words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// `nse_cm`: equities on NSE.
    NseCm,
    /// `nse_fo`: equity derivatives on NSE.
    NseFo,
    /// `cde_fo`: currency derivatives on NSE.
    CdeFo,
    /// `nse_com`: commodities on NSE.
    NseCom,
    /// `bse_cm`: equities on BSE.
    BseCm,
    /// `bse_fo`: equity derivatives on BSE.
    BseFo,
    /// `bse_cd`: currency derivatives on BSE.
    BseCd,
    /// `bse_co`: commodities on BSE.
    BseCo,
    /// `mcx_fo`: commodity derivatives on MCX.
    McxFo,
    /// `ncd_co`: commodities on NCDEX.
    NcdCo,
    /// A segment that SFeed gives a number to that is not known; 0 is "none".
    Other(i8),
    /// A segment that is known by its text only.
    Named(Name),
}

/// The segments with their numbers in SFeed (1 and up, in this order) and their texts.
const KNOWN: [(Segment, &str); 10] = [
    (Segment::NseCm, "nse_cm"),
    (Segment::NseFo, "nse_fo"),
    (Segment::CdeFo, "cde_fo"),
    (Segment::NseCom, "nse_com"),
    (Segment::BseCm, "bse_cm"),
    (Segment::BseFo, "bse_fo"),
    (Segment::BseCd, "bse_cd"),
    (Segment::BseCo, "bse_co"),
    (Segment::McxFo, "mcx_fo"),
    (Segment::NcdCo, "ncd_co"),
];

impl Segment {
    /// The segment of a number in SFeed.
    #[inline]
    pub const fn from_id(id: i8) -> Self {
        match id {
            1 => Self::NseCm,
            2 => Self::NseFo,
            3 => Self::CdeFo,
            4 => Self::NseCom,
            5 => Self::BseCm,
            6 => Self::BseFo,
            7 => Self::BseCd,
            8 => Self::BseCo,
            9 => Self::McxFo,
            10 => Self::NcdCo,
            other => Self::Other(other),
        }
    }

    /// The number of the segment in SFeed, where it has one.
    pub fn id(&self) -> Option<i8> {
        match self {
            Self::Other(id) => Some(*id),
            _ => (1..=10).find(|id| Self::from_id(*id) == *self),
        }
    }

    /// The segment of a text, which may be any name; `None` where the text cannot be a name.
    pub fn from_text(text: &str) -> Option<Self> {
        if let Some((segment, _)) = KNOWN.iter().find(|(_, known)| *known == text) {
            return Some(segment.clone());
        }
        match text.parse() {
            _ if text == "none" => Some(Self::Other(0)),
            Ok(id) if Self::Other(id).to_string() == text => Some(Self::Other(id)),
            _ => Name::new(text).map(Self::Named),
        }
    }

    /// The vendor's text; `None` where only a number is known.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Other(0) => Some("none"),
            Self::Other(_) => None,
            Self::Named(name) => Some(name.as_str()),
            known => KNOWN
                .iter()
                .find(|(segment, _)| segment == known)
                .map(|(_, text)| *text),
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.as_str(), self) {
            (Some(text), _) => f.write_str(text),
            (None, Self::Other(id)) => write!(f, "{id}"),
            (None, _) => Ok(()),
        }
    }
}

/// What names an instrument within its segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// The exchange's number.
    Number(u32),
    /// A name, as indices have: `Nifty 50`.
    Name(Name),
}

impl Token {
    /// The token of a text; `None` where the text cannot be a name.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.parse::<u32>() {
            Ok(number) if number.to_string() == text => Some(Self::Number(number)),
            _ => Name::new(text).map(Self::Name),
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => write!(f, "{name}"),
        }
    }
}

/// An instrument or an index: its segment, and its token in it.
///
/// ```
/// use kotak_neo_feed::{Instrument, Segment, Token};
///
/// let share: Instrument = "nse_cm|11536".parse()?;
/// assert_eq!(share, Instrument { segment: Segment::NseCm, token: Token::Number(11536) });
/// let index: Instrument = "nse_cm|Nifty 50".parse()?;
/// assert_eq!(index.to_string(), "nse_cm|Nifty 50");
/// # Ok::<(), kotak_neo_feed::InvalidInstrument>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instrument {
    /// The exchange segment.
    pub segment: Segment,
    /// The token in the segment.
    pub token: Token,
}

impl FromStr for Instrument {
    type Err = InvalidInstrument;

    /// Reads `SEGMENT|TOKEN`.
    fn from_str(text: &str) -> Result<Self, InvalidInstrument> {
        let (segment, token) = text.split_once('|').ok_or(InvalidInstrument)?;
        Ok(Self {
            segment: Segment::from_text(segment).ok_or(InvalidInstrument)?,
            token: Token::from_text(token).ok_or(InvalidInstrument)?,
        })
    }
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.segment, self.token)
    }
}

/// A text is not an instrument: that is `SEGMENT|TOKEN`, two [`Name`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidInstrument;

impl fmt::Display for InvalidInstrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an instrument is SEGMENT|TOKEN, like nse_cm|11536")
    }
}

impl std::error::Error for InvalidInstrument {}
