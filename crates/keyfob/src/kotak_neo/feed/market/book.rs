//! Order books, kept from the events of a market feed.

use std::collections::HashMap;

use keyfob_core::Decimal;
use kotak_neo_feed::{Depth, Instrument, Level, Levels, Price, Quote};

use super::Event;

/// The order books of all instruments that a feed has quotes of.
///
/// A [`Gap`](Event::Gap) empties them: what was known before it says nothing of now.
///
/// ```no_run
/// use keyfob::kotak_neo::feed::{Depth, OrderBooks};
///
/// # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
/// let mut feed = session.market_feed().await?;
/// feed.subscribe(Depth::Five, ["nse_cm|11536"]).await?;
/// let mut books = OrderBooks::default();
/// while let Some(event) = feed.next().await {
///     if let Some(book) = books.apply(&event) {
///         println!("{}: {:?} to {:?}", book.instrument(), book.best_bid(), book.best_offer());
///     }
/// }
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Default)]
pub struct OrderBooks {
    books: HashMap<Instrument, OrderBook>,
}

impl OrderBooks {
    /// Takes in an event. The book that it changed, if it changed one.
    pub fn apply(&mut self, event: &Event) -> Option<&OrderBook> {
        match event {
            Event::Quote(quote) => self.quote(quote),
            Event::Gap(_) | Event::Ended(_) => {
                self.books.clear();
                None
            }
            _ => None,
        }
    }

    /// The book of an instrument, if there is one.
    pub fn get(&self, instrument: &Instrument) -> Option<&OrderBook> {
        self.books.get(instrument)
    }

    /// Removes the book of an instrument, as is to be done once its depth is not subscribed to any more: otherwise it stays as it was,
    /// and what is told in less depth does not change it.
    pub fn remove(&mut self, instrument: &Instrument) -> Option<OrderBook> {
        self.books.remove(instrument)
    }

    /// All books, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &OrderBook> {
        self.books.values()
    }

    fn quote(&mut self, quote: &Quote) -> Option<&OrderBook> {
        if quote.depth == Depth::LastPrice {
            return None;
        }
        if !self.books.contains_key(&quote.instrument) {
            let fresh = OrderBook::new(quote);
            self.books.insert(quote.instrument.clone(), fresh);
        }
        let book = self.books.get_mut(&quote.instrument)?;
        // Best bids and offers beside five levels say nothing that those do not.
        if quote.depth < book.depth {
            return None;
        }
        *book = OrderBook::new(quote);
        Some(book)
    }
}

/// An order book: who wants to buy and to sell at which price.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderBook {
    instrument: Instrument,
    depth: Depth,
    bids: Levels,
    offers: Levels,
    updated_at: Option<i64>,
}

impl OrderBook {
    fn new(quote: &Quote) -> Self {
        let standing = |levels: &Levels| -> Levels {
            let levels = levels.iter().filter(|level| !level.is_empty());
            levels.copied().collect()
        };
        Self {
            instrument: quote.instrument.clone(),
            depth: quote.depth,
            bids: standing(&quote.bids),
            offers: standing(&quote.offers),
            updated_at: quote.updated_at,
        }
    }

    /// What it is of.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// How many levels it has at most.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The bids, highest first.
    pub fn bids(&self) -> &[Level] {
        &self.bids
    }

    /// The offers, lowest first.
    pub fn offers(&self) -> &[Level] {
        &self.offers
    }

    /// When the exchange changed it last, in seconds since 1970 in UTC, where that is told.
    pub fn updated_at(&self) -> Option<i64> {
        self.updated_at
    }

    /// The highest bid.
    pub fn best_bid(&self) -> Option<&Level> {
        self.bids.first()
    }

    /// The lowest offer.
    pub fn best_offer(&self) -> Option<&Level> {
        self.offers.first()
    }

    /// The lowest offer less the highest bid; below zero where the book is crossed, as in auctions.
    pub fn spread(&self) -> Option<Price> {
        let (bid, offer) = (self.best_bid()?, self.best_offer()?);
        offer.price.checked_sub(bid.price)
    }

    /// The middle between the highest bid and the lowest offer.
    pub fn mid_price(&self) -> Option<Decimal> {
        let (bid, offer) = (self.best_bid()?, self.best_offer()?);
        let sum = bid
            .price
            .to_decimal()
            .checked_add(offer.price.to_decimal())?;
        sum.checked_div(Decimal::TWO)
    }

    /// What a market order to buy this much costs on average, by the levels that are known. `None` where they do not have that much.
    pub fn average_price_to_buy(&self, quantity: i64) -> Option<Decimal> {
        average_price(&self.offers, quantity)
    }

    /// What a market order to sell this much yields on average, likewise.
    pub fn average_price_to_sell(&self, quantity: i64) -> Option<Decimal> {
        average_price(&self.bids, quantity)
    }
}

fn average_price(levels: &[Level], quantity: i64) -> Option<Decimal> {
    let mut left = quantity;
    let mut value = Decimal::ZERO;
    for level in levels {
        if left <= 0 {
            break;
        }
        let taken = level.quantity.clamp(0, left);
        let part = level.price.to_decimal().checked_mul(Decimal::from(taken))?;
        value = value.checked_add(part)?;
        left -= taken;
    }
    let is_enough = quantity > 0 && left <= 0;
    is_enough.then(|| value.checked_div(Decimal::from(quantity)))?
}

#[cfg(test)]
mod tests {
    use kotak_neo_feed::Token;

    use super::*;

    fn level(units: i64, quantity: i64) -> Level {
        Level {
            price: Price::new(units, 100).unwrap(),
            quantity,
            orders: Some(1),
        }
    }

    fn quote(depth: Depth, bids: &[Level], offers: &[Level]) -> Event {
        let instrument: Instrument = "nse_cm|11536".parse().unwrap();
        assert_eq!(instrument.token, Token::Number(11536));
        let mut quote = Quote::new(instrument, depth);
        quote.bids = bids.iter().copied().collect();
        quote.offers = offers.iter().copied().collect();
        Event::Quote(quote)
    }

    #[test]
    fn the_book_is_what_the_deepest_quote_says() {
        let mut books = OrderBooks::default();
        let bids = [level(10_000, 10), level(9_995, 20)];
        let offers = [level(10_010, 5), level(10_020, 50)];
        let five = quote(Depth::Five, &bids, &offers);
        let book = books.apply(&five).unwrap();
        assert_eq!(book.spread().unwrap().to_string(), "0.10");
        assert_eq!(book.mid_price().unwrap().to_string(), "100.05");
        let average = book.average_price_to_buy(10).unwrap();
        assert_eq!(average.to_string(), "100.15");
        assert_eq!(book.average_price_to_buy(56), None);
        assert_eq!(book.average_price_to_buy(0), None);
        assert_eq!(
            book.average_price_to_sell(30)
                .unwrap()
                .round_dp(4)
                .to_string(),
            "99.9667"
        );

        let touch = quote(Depth::Touch, &[level(1, 1)], &[]);
        assert_eq!(books.apply(&touch), None);
        let book = books.iter().next().unwrap();
        assert_eq!(book.bids(), bids);
    }

    #[test]
    fn what_is_removed_is_taken_from_what_comes() {
        let mut books = OrderBooks::default();
        let five = quote(Depth::Five, &[level(1, 1), level(2, 1)], &[]);
        let instrument = books.apply(&five).unwrap().instrument().clone();
        let touch = quote(Depth::Touch, &[level(3, 1)], &[]);
        assert_eq!(books.apply(&touch), None);
        assert_eq!(books.remove(&instrument).unwrap().depth(), Depth::Five);
        assert_eq!(books.remove(&instrument), None);
        let book = books.apply(&touch).unwrap();
        assert_eq!(book.best_bid(), Some(&level(3, 1)));
    }

    #[test]
    fn a_row_of_zeros_is_no_level() {
        let mut books = OrderBooks::default();
        let touch = quote(Depth::Touch, &[level(0, 0)], &[level(5, 1)]);
        let book = books.apply(&touch).unwrap();
        assert_eq!((book.best_bid(), book.spread()), (None, None));
        assert_eq!(book.best_offer(), Some(&level(5, 1)));
    }
}
