//! The numbers of an order, as they are sent.

use keyfob_core::{Decimal, Error};
use kotak_trade::types;

use crate::orders::{is_count, is_no_count, shorten};

/// An order whose numbers are put in order before it is sent.
pub(super) trait Tidy {
    /// Writes prices in the fewest digits.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a quantity is below zero.
    fn tidy(&mut self) -> Result<(), Error>;
}

macro_rules! tidy {
    ($($order:ident: $quantity:expr, $prices:expr;)*) => {
        $(
            impl Tidy for types::$order {
                fn tidy(&mut self) -> Result<(), Error> {
                    let quantity: fn(&Self) -> Option<i64> = $quantity;
                    let quantities = [
                        ("quantity", quantity(self)),
                        ("disclosed_quantity", self.disclosed_quantity),
                    ];
                    for (member, quantity) in quantities {
                        if let Some(quantity) = quantity
                            && !is_count(Decimal::from(quantity))
                        {
                            return Err(is_no_count(member, quantity));
                        }
                    }
                    let prices: fn(&mut Self) -> Vec<&mut Decimal> = $prices;
                    shorten(prices(self));
                    Ok(())
                }
            }
        )*
    };
}

/// The members of a part of an order, if the order has it.
macro_rules! of {
    ($($part:expr => $($member:ident)+;)*) => {
        [].into_iter()$(.chain($part.iter_mut().flat_map(|part| {
            [].into_iter()$(.chain(&mut part.$member))+
        })))*
    };
}

macro_rules! plain {
    ($($order:ident)*) => {
        tidy! {
            $($order: |it| Some(it.quantity), |it| {
                [&mut it.price].into_iter().chain(&mut it.trigger_price).collect()
            };)*
        }
    };
}

plain! { PlaceNormalOrderRequest PlaceSmartRoutedOrderRequest PlaceMarginTradingOrderRequest PlaceIntradayOrderRequest }

tidy! {
    PlaceOrderRequest: |it| Some(it.quantity), |it| {
        [&mut it.price].into_iter().chain(&mut it.trigger_price).chain(of! {
            it.trailing_stop_loss => spread trailing_price;
            it.trailing_stop_loss_new => spread trailing_price;
            it.bracket => spread trailing_price book_profit;
            it.bracket_new => spread trailing_price book_profit;
        }).collect()
    };
    ModifyOrderRequest: |it| it.quantity, |it| {
        it.price.iter_mut().chain(&mut it.trigger_price).chain(of! {
            it.trailing_stop_loss => spread trailing_price;
            it.trailing_stop_loss_new => spread trailing_price;
            it.bracket => spread trailing_price book_profit;
            it.bracket_new => spread trailing_price book_profit;
        }).collect()
    };
    PlaceSuperMultipleOrderRequest: |it| Some(it.quantity), |it| vec![&mut it.price, &mut it.trigger_price];
}
