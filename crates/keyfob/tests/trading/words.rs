//! The words of both vendors and ours: there and back.

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::trading::{OptionType, OrderStatus, OrderType, Product, Segment, Side, Validity};
use keyfob::{Enumeration, Error};

/// How many of our words a vendor has; each comes back as itself.
fn shared<Ours, Theirs>() -> usize
where
    Ours: Enumeration + TryFrom<Theirs, Error = Error> + std::fmt::Debug,
    Theirs: Enumeration + TryFrom<Ours, Error = Error>,
{
    let mut count = 0;
    for (text, name, ours) in Ours::VALUES {
        assert_eq!(Ours::from_text(text).unwrap(), *ours);
        assert_eq!(Ours::from_text(name).unwrap(), *ours);
        match Theirs::try_from(*ours) {
            Ok(theirs) => {
                assert_eq!(Ours::try_from(theirs).unwrap(), *ours);
                count += 1;
            }
            Err(error) => assert!(error.to_string().contains(text), "{error}"),
        }
    }
    count
}

#[test]
fn words_go_to_a_vendor_and_come_back() {
    assert_eq!(shared::<Side, neo::Side>(), 2);
    assert_eq!(shared::<Segment, neo::ExchangeSegment>(), 7);
    assert_eq!(shared::<OrderType, neo::OrderType>(), 4);
    assert_eq!(shared::<Product, neo::Product>(), 6);
    assert_eq!(shared::<Validity, neo::Validity>(), 5);
    assert_eq!(shared::<OptionType, neo::OptionType>(), 2);
    assert_eq!(shared::<Side, trade::Side>(), 2);
    assert_eq!(shared::<Validity, trade::Validity>(), 2);
    assert_eq!(shared::<OptionType, trade::OptionType>(), 2);
}

#[test]
fn segments_are_called_as_kotak_neo_calls_them() {
    for segment in Segment::ALL {
        assert_eq!(segment.to_string().parse::<Segment>().unwrap(), segment);
        if let Ok(theirs) = neo::ExchangeSegment::try_from(segment) {
            assert_eq!(theirs.to_string(), segment.code());
        }
    }
    let error = "nse".parse::<Segment>().unwrap_err().to_string();
    assert!(
        error.contains("`nse`") && error.contains("mcx_fo"),
        "{error}"
    );
}

#[test]
fn a_status_is_open_or_final() {
    for (text, _, status) in OrderStatus::VALUES {
        assert_ne!(status.is_open(), status.is_final(), "{text}");
    }
    assert!(OrderStatus::CancelPending.is_open() && OrderStatus::Rejected.is_final());
}
