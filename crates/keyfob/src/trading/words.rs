//! The words of trading: one type for each, whatever a vendor calls its values.

use std::fmt;
use std::str::FromStr;

use keyfob_core::{Enumeration, Error};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name {
                $($(#[$value_doc])* $value,)*
            }

            impl Enumeration for $name {
                const NAME: &'static str = stringify!($name);
                const VALUES: &'static [(&'static str, &'static str, Self)] =
                    &[$(($text, stringify!($value), Self::$value),)*];
                const ALIASES: &'static [(&'static str, Self)] = &[];
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(Enumeration::as_str(*self))
                }
            }

            impl FromStr for $name {
                type Err = Error;

                /// From the text that it is shown as, or its name here, in any case.
                fn from_str(text: &str) -> Result<Self, Error> {
                    Enumeration::from_text(text)
                }
            }
        )*
    };
}

words! {
    /// Whether an order buys or sells.
    Side {
        /// It buys.
        Buy = "buy",
        /// It sells.
        Sell = "sell",
    }

    /// A part of an exchange.
    #[non_exhaustive]
    Segment {
        /// Shares at the National Stock Exchange.
        NseCash = "nse_cm",
        /// Shares at the Bombay Stock Exchange.
        BseCash = "bse_cm",
        /// Futures and options at the National Stock Exchange.
        NseDerivatives = "nse_fo",
        /// Futures and options at the Bombay Stock Exchange.
        BseDerivatives = "bse_fo",
        /// Currency futures and options at the National Stock Exchange.
        NseCurrency = "cde_fo",
        /// Currency futures and options at the Bombay Stock Exchange.
        BseCurrency = "bcs-fo",
        /// Commodity futures and options at the Multi Commodity Exchange.
        McxCommodity = "mcx_fo",
        /// By its name, commodities at the National Stock Exchange: a list of Kotak Neo's of 2026 whose content no document tells.
        NseCommodity = "nse_com",
        /// Commodities at the National Commodity and Derivatives Exchange (Kotak Trade).
        NcdexCommodity = "ncdex",
        /// Currency at the Metropolitan Stock Exchange (Kotak Trade).
        MseiCurrency = "msei",
    }

    /// At which price an order trades, and whether it waits for a trigger first.
    #[non_exhaustive]
    OrderType {
        /// At its price or a better one.
        Limit = "limit",
        /// At whatever price the market has.
        Market = "market",
        /// A limit order once the trigger price is reached.
        StopLimit = "stop limit",
        /// A market order once the trigger price is reached.
        StopMarket = "stop market",
    }

    /// Under which rules of margin and settlement an order and its position are held.
    #[non_exhaustive]
    Product {
        /// Carried forward with the full margin (NRML).
        Normal = "normal",
        /// Shares for delivery, paid in full (CNC, cash and carry).
        Delivery = "delivery",
        /// Squared off within the day (MIS).
        Intraday = "intraday",
        /// With a compulsory stop-loss (CO; Kotak Trade's super multiple).
        Cover = "cover",
        /// With a stop-loss and a square-off (BO).
        Bracket = "bracket",
        /// Shares financed by the broker (MTF, margin trading facility).
        MarginTrading = "margin trading",
    }

    /// How long an order stands.
    #[non_exhaustive]
    Validity {
        /// Until the end of the day.
        Day = "day",
        /// What is not filled at once is cancelled.
        ImmediateOrCancel = "immediate or cancel",
        /// Until it is cancelled.
        GoodTillCancelled = "good till cancelled",
        /// Until a date.
        GoodTillDate = "good till date",
        /// Until the end of the trading session.
        EndOfSession = "end of session",
    }

    /// Where an order stands.
    #[non_exhaustive]
    OrderStatus {
        /// On its way: received, waiting for the broker's checks, or for the exchange.
        Pending = "pending",
        /// It stands at the exchange. A part of it may be filled: not every vendor says [`OrderStatus::PartlyFilled`].
        Open = "open",
        /// It stands at the exchange, and a part of it is filled.
        PartlyFilled = "partly filled",
        /// It waits for its trigger price.
        TriggerPending = "trigger pending",
        /// It stands, and a change of it is on its way.
        ModifyPending = "modify pending",
        /// It was changed, and stands at the exchange.
        Modified = "modified",
        /// A cancellation is on its way; it may still be filled before.
        CancelPending = "cancel pending",
        /// It was received after the market's hours, and waits for the next session.
        AfterMarket = "after market",
        /// All of it is filled.
        Complete = "complete",
        /// It was cancelled; a part may have been filled before.
        Cancelled = "cancelled",
        /// The broker or the exchange rejected it.
        Rejected = "rejected",
    }

    /// What the buyer of an option may do.
    OptionType {
        /// Buy (`CE`).
        Call = "call",
        /// Sell (`PE`).
        Put = "put",
    }
}

impl Side {
    /// The other side: what closes a position of this one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }
}

impl Segment {
    /// Every segment.
    pub const ALL: [Self; 10] = [
        Self::NseCash,
        Self::BseCash,
        Self::NseDerivatives,
        Self::BseDerivatives,
        Self::NseCurrency,
        Self::BseCurrency,
        Self::McxCommodity,
        Self::NseCommodity,
        Self::NcdexCommodity,
        Self::MseiCurrency,
    ];

    /// The text for it: Kotak Neo's word where that has one, as in orders (`es`), quotes and file names.
    pub fn code(self) -> &'static str {
        Enumeration::as_str(self)
    }

    /// Whether shares are traded there.
    pub fn is_cash(self) -> bool {
        matches!(self, Self::NseCash | Self::BseCash)
    }
}

impl OrderType {
    /// Whether it has a limit price.
    pub fn has_price(self) -> bool {
        matches!(self, Self::Limit | Self::StopLimit)
    }

    /// Whether it waits for a trigger price.
    pub fn has_trigger(self) -> bool {
        matches!(self, Self::StopLimit | Self::StopMarket)
    }
}

impl OrderStatus {
    /// Whether it may still be filled.
    pub fn is_open(self) -> bool {
        !self.is_final()
    }

    /// Whether nothing changes any more: it is filled, cancelled or rejected.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Complete | Self::Cancelled | Self::Rejected)
    }
}
