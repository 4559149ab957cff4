//! Typed orders and changes as requests.

use keyfob_core::{Decimal, Error};
use kotak_neo::types;

use super::words;
use crate::trading::{BookOrder, Change, Order, Product, Segment, Validity, Vendor, refuse};

impl TryFrom<Order> for types::PlaceOrderRequest {
    type Error = Error;

    /// # Errors
    /// [`Error::InvalidInput`] names the value and the rule, the one of every vendor or the one of Kotak Neo.
    fn try_from(order: Order) -> Result<Self, Error> {
        order.check()?;
        let segment = order.contract.needed_segment()?;
        check_segment(&order, segment)?;
        let request = Self::builder()
            .exchange_segment(types::ExchangeSegment::try_from(segment)?)
            .trading_symbol(order.contract.needed_trading_symbol()?)
            .side(types::Side::try_from(order.side)?)
            .quantity(Decimal::from(order.quantity))
            .order_type(types::OrderType::try_from(order.order_type)?)
            .price(order.price.unwrap_or_default())
            .trigger_price(order.trigger.or(order.cover).unwrap_or_default())
            .product(types::Product::try_from(order.product)?)
            .validity(types::Validity::try_from(order.validity)?)
            .after_market(yes(order.after_market))
            .disclosed_quantity(Decimal::from(order.disclosed))
            .market_protection(Decimal::ZERO);
        let mut request: Self = request.try_into()?;
        with_bracket(&mut request, &order)?;
        request.tag = order.tag;
        Ok(request)
    }
}

impl TryFrom<&Order> for types::PlaceOrderRequest {
    type Error = Error;

    fn try_from(order: &Order) -> Result<Self, Error> {
        order.clone().try_into()
    }
}

/// What the vendor's documents of G2 and its client of G3 take in a segment.
fn check_segment(order: &Order, segment: Segment) -> Result<(), Error> {
    let product = order.product;
    let taken = match product {
        Product::Cover => segment.is_cash(),
        Product::Bracket => segment.is_cash() || segment == Segment::NseDerivatives,
        _ => true,
    };
    if !taken {
        return refuse(format!(
            "Kotak Neo has no `{product}` orders in the segment `{segment}`: take `normal` or `intraday`"
        ));
    }
    if segment == Segment::McxCommodity && order.validity == Validity::ImmediateOrCancel {
        return refuse(format!(
            "in the segment `{segment}` Kotak Neo takes orders for the day only, not `{}`",
            order.validity
        ));
    }
    check_validity(Some(segment), order.validity)
}

/// How long an order may stand by the vendor's documents. Nothing tells how a date would be said.
fn check_validity(segment: Option<Segment>, validity: Validity) -> Result<(), Error> {
    let elsewhere = match segment {
        Some(
            Segment::BseCash
            | Segment::BseDerivatives
            | Segment::BseCurrency
            | Segment::McxCommodity,
        )
        | None => None,
        Some(segment) => Some(segment),
    };
    match (validity, elsewhere) {
        (Validity::GoodTillDate, _) => refuse(
            "an order for Kotak Neo cannot say the date of `good till date`: take `day`, or write the vendor's own request"
                .to_owned(),
        ),
        (Validity::GoodTillCancelled | Validity::EndOfSession, Some(segment)) => refuse(format!(
            "in the segment `{segment}` Kotak Neo takes `day` and `immediate or cancel`, not `{validity}`, \
             which its documents name for the BSE and the MCX only"
        )),
        _ => Ok(()),
    }
}

fn with_bracket(request: &mut types::PlaceOrderRequest, order: &Order) -> Result<(), Error> {
    let Some(bracket) = order.bracket else {
        return Ok(());
    };
    order.contract.refuse_foreign_token(Vendor::Neo)?;
    let Some(token) = &order.contract.token else {
        return refuse(format!(
            "a bracket order needs the token of {}: write `.token(..)`",
            order.contract
        ));
    };
    let distances = [
        ("stop-loss", Some(bracket.stop_loss)),
        ("square-off", Some(bracket.square_off)),
        ("step", bracket.trailing),
    ];
    for (leg, distance) in distances {
        if let Some(distance) = distance.filter(|distance| *distance <= Decimal::ZERO) {
            return refuse(format!(
                "the {leg} of the bracket is {distance}: distances are above 0"
            ));
        }
    }
    let unit = match bracket.in_ticks {
        true => types::DistanceUnit::Ticks,
        false => types::DistanceUnit::Absolute,
    };
    request.token = Some(token.clone());
    request.stop_loss_unit = Some(unit);
    request.square_off_unit = Some(unit);
    request.stop_loss_value = Some(bracket.stop_loss);
    request.square_off_value = Some(bracket.square_off);
    request.last_price = bracket.last_price;
    let step = bracket.trailing.unwrap_or_default();
    request.trailing_stop_loss_value = Some(step.normalize().to_string());
    request.trailing_stop_loss = Some(match step.is_zero() {
        true => types::Flag::No,
        false => types::Flag::Yes,
    });
    Ok(())
}

impl TryFrom<Change<types::Order>> for types::ModifyOrderRequest {
    type Error = Error;

    /// Fills in from the book's row what is not changed, as the vendor's clients do.
    fn try_from(change: Change<types::Order>) -> Result<Self, Error> {
        let new = change.changed()?;
        let BookOrder { contract, raw, .. } = &change.order;
        check_validity(contract.segment, new.validity)?;
        let request = Self::builder()
            .order_number(&*change.order.number)
            .price(new.price)
            .order_type(types::OrderType::try_from(new.order_type)?)
            .quantity(Decimal::from(new.quantity))
            .validity(types::Validity::try_from(new.validity)?)
            .trigger_price(new.trigger)
            .disclosed_quantity(Decimal::from(new.disclosed))
            .market_protection(raw.market_protection.unwrap_or_default())
            .after_market(yes(change.order.after_market));
        let mut request: Self = request.try_into()?;
        request.date_or_days = Some("NA".to_owned());
        request.filled_quantity = Some(Decimal::ZERO);
        request.token = contract.token.clone();
        request.trading_symbol = contract.trading_symbol.clone();
        request.exchange_segment = known(&raw.exchange_segment);
        request.product = known(&raw.product);
        request.side = known(&raw.side);
        Ok(request)
    }
}

/// A word of the vendor's as it came in the book.
fn known<T: keyfob_core::Enumeration>(word: &Option<keyfob_core::OpenEnum<T>>) -> Option<T> {
    word.as_ref().and_then(keyfob_core::OpenEnum::known)
}

pub(super) fn yes(is_so: bool) -> types::YesNo {
    match is_so {
        true => types::YesNo::Yes,
        false => types::YesNo::No,
    }
}

/// Which exit an order has, by its product.
pub(super) fn is_exited(order: &types::Order) -> Option<crate::trading::Product> {
    let product = known(&order.product).and_then(words::product)?;
    matches!(product, Product::Cover | Product::Bracket).then_some(product)
}
