//! Typed orders and changes as requests.

use keyfob_core::{Decimal, Error};
use kotak_trade::types;
use serde::{Serialize, Serializer};

use crate::trading::{BookOrder, Change, Order, Product, Validity, refuse};

/// What is placed: made of a [`trading::Order`](Order), or of a request of the generic or the intraday kind.
#[derive(Debug, Clone)]
pub struct Placement(pub(super) Kind);

/// By which call it is placed.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// An order that names its product.
    Generic(Box<types::PlaceOrderRequest>),
    /// An order for the day, which has a call of its own.
    Intraday(Box<types::PlaceIntradayOrderRequest>),
}

impl Placement {
    /// The operation that places it, by its `operationId`.
    pub fn operation(&self) -> &'static str {
        match &self.0 {
            Kind::Generic(_) => "place_new_order",
            Kind::Intraday(_) => "place_new_mis_order",
        }
    }

    /// Its tag, if it has one.
    pub fn tag(&self) -> Option<&str> {
        match &self.0 {
            Kind::Generic(order) => order.tag.as_deref(),
            Kind::Intraday(order) => order.tag.as_deref(),
        }
    }
}

impl Serialize for Placement {
    /// As the vendor's request.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Kind::Generic(order) => order.serialize(serializer),
            Kind::Intraday(order) => order.serialize(serializer),
        }
    }
}

impl From<types::PlaceOrderRequest> for Placement {
    fn from(request: types::PlaceOrderRequest) -> Self {
        Self(Kind::Generic(Box::new(request)))
    }
}

impl From<types::PlaceIntradayOrderRequest> for Placement {
    fn from(request: types::PlaceIntradayOrderRequest) -> Self {
        Self(Kind::Intraday(Box::new(request)))
    }
}

impl TryFrom<types::builder::PlaceOrderRequest> for Placement {
    type Error = Error;

    fn try_from(request: types::builder::PlaceOrderRequest) -> Result<Self, Error> {
        let request: types::PlaceOrderRequest = request.try_into()?;
        Ok(request.into())
    }
}

impl TryFrom<types::builder::PlaceIntradayOrderRequest> for Placement {
    type Error = Error;

    fn try_from(request: types::builder::PlaceIntradayOrderRequest) -> Result<Self, Error> {
        let request: types::PlaceIntradayOrderRequest = request.try_into()?;
        Ok(request.into())
    }
}

impl TryFrom<&Order> for Placement {
    type Error = Error;

    fn try_from(order: &Order) -> Result<Self, Error> {
        order.clone().try_into()
    }
}

impl TryFrom<Order> for Placement {
    type Error = Error;

    /// # Errors
    /// [`Error::InvalidInput`] names the value and the rule, the one of every vendor or the one of Kotak Trade.
    fn try_from(order: Order) -> Result<Self, Error> {
        order.check()?;
        let product = match order.product {
            Product::Intraday => return Ok(intraday(order)?.into()),
            Product::Normal => types::Product::Normal,
            Product::MarginTrading => types::Product::MarginTradingFacility,
            Product::Cover => types::Product::SuperMultiple,
            Product::Bracket => {
                return refuse(
                    "what the members of Kotak Trade's bracket mean is not told anywhere: write its own `types::PlaceOrderRequest`"
                        .to_owned(),
                );
            }
            other => {
                return refuse(format!(
                    "Kotak Trade has no product `{other}`: it takes normal, intraday, cover and margin trading"
                ));
            }
        };
        if order.product == Product::Cover && order.validity != Validity::Day {
            return refuse(format!(
                "Kotak Trade's cover orders stand for the day only, not `{}`",
                order.validity
            ));
        }
        let request = types::PlaceOrderRequest::builder()
            .token(order.contract.needed_token()?)
            .side(types::Side::try_from(order.side)?)
            .quantity(count(order.quantity)?)
            .price(order.price.unwrap_or_default())
            .trigger_price(order.trigger.or(order.cover).unwrap_or_default())
            .product(product)
            .validity(types::Validity::try_from(order.validity)?)
            .variety(variety(&order))
            .disclosed_quantity(count(order.disclosed)?);
        let mut request: types::PlaceOrderRequest = request.try_into()?;
        request.tag = order.tag;
        Ok(request.into())
    }
}

fn intraday(order: Order) -> Result<types::PlaceIntradayOrderRequest, Error> {
    let request = types::PlaceIntradayOrderRequest::builder()
        .token(order.contract.needed_token()?)
        .side(types::Side::try_from(order.side)?)
        .quantity(count(order.quantity)?)
        .price(order.price.unwrap_or_default())
        .trigger_price(order.trigger.unwrap_or_default())
        .validity(types::Validity::try_from(order.validity)?)
        .variety(variety(&order))
        .disclosed_quantity(count(order.disclosed)?);
    let mut request: types::PlaceIntradayOrderRequest = request.try_into()?;
    request.tag = order.tag;
    Ok(request)
}

impl TryFrom<Change<types::OrderBookEntry>> for types::ModifyOrderRequest {
    type Error = Error;

    /// Fills in from the book's row what is not changed.
    fn try_from(change: Change<types::OrderBookEntry>) -> Result<Self, Error> {
        let new = change.changed()?;
        let request = Self::builder()
            .order_number(&*change.order.number)
            .price(new.price)
            .trigger_price(new.trigger)
            .quantity(count(new.quantity)?)
            .disclosed_quantity(count(new.disclosed)?)
            .validity(types::Validity::try_from(new.validity)?);
        request.try_into()
    }
}

fn variety(order: &Order) -> types::Variety {
    match order.after_market {
        true => types::Variety::AfterMarket,
        false => types::Variety::Regular,
    }
}

fn count(quantity: u64) -> Result<i64, Error> {
    let count = i64::try_from(quantity);
    count.map_err(|_| Error::InvalidInput(format!("{quantity} is too large for a quantity")))
}

/// Which order is cancelled: its number, or its row of the book.
#[derive(Debug, Clone)]
pub struct OrderNumber(pub(super) String);

impl From<&str> for OrderNumber {
    fn from(number: &str) -> Self {
        Self(number.to_owned())
    }
}

impl From<&String> for OrderNumber {
    fn from(number: &String) -> Self {
        Self(number.clone())
    }
}

impl From<String> for OrderNumber {
    fn from(number: String) -> Self {
        Self(number)
    }
}

impl TryFrom<&BookOrder<types::OrderBookEntry>> for OrderNumber {
    type Error = Error;

    /// # Errors
    /// [`Error::InvalidInput`] if nothing of the order is left to cancel.
    fn try_from(order: &BookOrder<types::OrderBookEntry>) -> Result<Self, Error> {
        order.check_cancellable()?;
        Ok(Self(order.number.clone()))
    }
}

/// A price as it was meant: Kotak Trade's books have the digits of binary fractions.
pub(in crate::kotak_trade) fn price(digits: Option<Decimal>) -> Option<Decimal> {
    crate::trading::positive(digits.map(|digits| digits.round_dp(4).normalize()))
}
