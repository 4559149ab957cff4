//! The words of `trading` and those of Kotak Neo.

use kotak_neo::types;

use crate::trading::{self, Filled, pairs};

pairs! {
    "Kotak Neo":
    Side, types::Side { Buy = Buy, Sell = Sell }
    Segment, types::ExchangeSegment {
        NseCash = NseCash,
        BseCash = BseCash,
        NseDerivatives = NseDerivatives,
        BseDerivatives = BseDerivatives,
        NseCurrency = NseCurrency,
        BseCurrency = BseCurrency,
        McxCommodity = McxCommodity,
    }
    OrderType, types::OrderType {
        Limit = Limit,
        Market = Market,
        StopLimit = StopLossLimit,
        StopMarket = StopLossMarket,
    }
    Product, types::Product {
        Normal = Normal,
        Delivery = CashAndCarry,
        Intraday = Intraday,
        Cover = Cover,
        Bracket = Bracket,
        MarginTrading = MarginTradingFacility,
    }
    Validity, types::Validity {
        Day = Day,
        ImmediateOrCancel = ImmediateOrCancel,
        GoodTillCancelled = GoodTillCancelled,
        GoodTillDate = GoodTillDate,
        EndOfSession = EndOfSession,
    }
    OptionType, types::OptionType { Call = Call, Put = Put }
}

/// Where an order of the book stands. `traded` is said of a part, too.
pub(in crate::kotak_neo) fn status(
    theirs: types::OrderStatus,
    filled: Filled,
) -> Option<trading::OrderStatus> {
    use trading::OrderStatus as Ours;
    use types::OrderStatus as Theirs;
    Some(match theirs {
        Theirs::Received | Theirs::ValidationPending | Theirs::OpenPending => Ours::Pending,
        Theirs::Open => Ours::Open,
        Theirs::TriggerPending => Ours::TriggerPending,
        Theirs::ModifyValidationPending | Theirs::ModifyPending => Ours::ModifyPending,
        Theirs::Modified => Ours::Modified,
        Theirs::CancelPending => Ours::CancelPending,
        Theirs::Cancelled | Theirs::AfterMarketCancelled => Ours::Cancelled,
        Theirs::Traded => filled.status(),
        Theirs::Complete => Ours::Complete,
        Theirs::Rejected => Ours::Rejected,
        Theirs::AfterMarketReceived | Theirs::AfterMarketModified => Ours::AfterMarket,
        _ => return None,
    })
}

/// `INTRADAY` is another code of the same product.
pub(in crate::kotak_neo) fn product(theirs: types::Product) -> Option<trading::Product> {
    match theirs {
        types::Product::IntradayAlternate => Some(trading::Product::Intraday),
        other => other.try_into().ok(),
    }
}
