//! Words that vendors write.

use serde::Deserialize;

/// An enum of words with one value for those that are not known.
macro_rules! words {
    ($($name:ident { $($value:ident = $wire:literal $(| $other:literal)*,)* })*) => {
        $(
            #[allow(dead_code)]
            #[derive(Debug, Deserialize)]
            pub enum $name {
                $(#[serde(rename = $wire $(, alias = $other)*)] $value,)*
                #[serde(other)]
                Unknown,
            }
        )*
    };
}

words! {
    ExchangeSegment {
        NseCash = "nse_cm" | "NSE" | "nse",
        BseCash = "bse_cm" | "BSE" | "bse",
        NseDerivatives = "nse_fo" | "NFO" | "nfo",
        BseDerivatives = "bse_fo" | "BFO" | "bfo",
        NseCurrency = "cde_fo" | "CDS" | "cds",
        BseCurrency = "bcs-fo" | "BCD" | "bcd",
        McxCommodity = "mcx_fo" | "MCX" | "mcx",
    }
    Flag {
        Yes = "Y",
        No = "N",
    }
    OptionType {
        Call = "CE",
        Put = "PE",
        NotAnOption = "XX" | "-" | "- ",
    }
    OrderStatus {
        Received = "put order req received",
        ValidationPending = "validation pending",
        OpenPending = "open pending",
        Open = "open",
        TriggerPending = "trigger pending",
        ModifyPending = "modify pending",
        Modified = "modified",
        CancelPending = "cancel pending",
        Cancelled = "cancelled",
        Complete = "complete",
        Traded = "traded",
        Rejected = "rejected",
    }
    OrderType {
        Limit = "L" | "l",
        Market = "MKT" | "mkt",
        StopLossLimit = "SL" | "sl",
        StopLossMarket = "SL-M" | "sl-m",
    }
    Product {
        Normal = "NRML",
        CashAndCarry = "CNC" | "cnc",
        Intraday = "MIS" | "mis",
        Cover = "CO" | "co",
        Bracket = "BO" | "bo",
    }
    Side {
        Buy = "B",
        Sell = "S",
    }
    Validity {
        Day = "DAY",
        ImmediateOrCancel = "IOC",
    }
}
