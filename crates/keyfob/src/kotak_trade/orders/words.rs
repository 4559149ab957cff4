//! The words of `trading` and those of Kotak Trade.

use keyfob_core::OpenEnum;
use kotak_trade::types;

use crate::trading::{self, Filled, Segment, pairs, word};

pairs! {
    "Kotak Trade":
    Side, types::Side { Buy = Buy, Sell = Sell }
    Validity, types::Validity { Day = Day, ImmediateOrCancel = ImmediateOrCancel }
    OptionType, types::OptionType { Call = Call, Put = Put }
}

/// The product that a row of a book names. `MIS` is of a call of its own, and no product of the generic order.
pub(in crate::kotak_trade) fn product(
    raw: Option<&OpenEnum<types::Product>>,
) -> OpenEnum<trading::Product> {
    use trading::Product as Ours;
    use types::Product as Theirs;
    let product = word(raw, |theirs| {
        Some(match theirs {
            Theirs::Normal => Ours::Normal,
            Theirs::SuperMultiple | Theirs::SuperMultipleOption => Ours::Cover,
            Theirs::MarginTradingFacility => Ours::MarginTrading,
            Theirs::Bracket | Theirs::BracketNew => Ours::Bracket,
            _ => return None,
        })
    });
    match product {
        OpenEnum::Unknown(text) if text.trim().eq_ignore_ascii_case("MIS") => {
            OpenEnum::Known(Ours::Intraday)
        }
        product => product,
    }
}

/// Where an order of the book stands. Nothing tells whether `TRAD` and `FIL` are said of a part, too: the quantities do.
pub(super) fn status(
    theirs: types::OrderStatus,
    after_market: bool,
    filled: Filled,
) -> Option<trading::OrderStatus> {
    use trading::OrderStatus as Ours;
    use types::OrderStatus as Theirs;
    Some(match theirs {
        Theirs::NewForwarded if after_market => Ours::AfterMarket,
        Theirs::NewForwarded => Ours::Pending,
        Theirs::Open => Ours::Open,
        Theirs::PartlyFilled => Ours::PartlyFilled,
        Theirs::TriggerPending => Ours::TriggerPending,
        Theirs::ChangeForwarded => Ours::ModifyPending,
        Theirs::CancelForwarded => Ours::CancelPending,
        Theirs::Traded | Theirs::Filled => filled.status(),
        Theirs::Cancelled => Ours::Cancelled,
        Theirs::Rejected => Ours::Rejected,
        _ => return None,
    })
}

/// The segment of an exchange, by whether it is one of derivatives; none where that is not told.
pub(in crate::kotak_trade) fn segment(
    exchange: Option<&OpenEnum<types::Exchange>>,
    is_derivative: Option<bool>,
) -> Option<Segment> {
    Some(match (exchange?.known()?, is_derivative) {
        (types::Exchange::Nse, Some(false)) => Segment::NseCash,
        (types::Exchange::Nse, Some(true)) => Segment::NseDerivatives,
        (types::Exchange::Bse, Some(false)) => Segment::BseCash,
        (types::Exchange::Bse, Some(true)) => Segment::BseDerivatives,
        (types::Exchange::NseCurrency, _) => Segment::NseCurrency,
        (types::Exchange::BseCurrency, _) => Segment::BseCurrency,
        (types::Exchange::Mcx | types::Exchange::McxCommodity, _) => Segment::McxCommodity,
        (types::Exchange::NcdexCommodity, _) => Segment::NcdexCommodity,
        (types::Exchange::MseiCurrency, _) => Segment::MseiCurrency,
        _ => return None,
    })
}
