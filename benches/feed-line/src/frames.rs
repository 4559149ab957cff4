//! SFeed's batches of quotes, as the vendor sends them.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::INSTRUMENTS;

/// The length of a quote with its best bid and offer: header, 135 bytes, and two rows of 16.
pub const QUOTE: usize = 9 + 135 + 2 * 16;

/// Where in a quote its last price is, and the time of the exchange.
const LAST_PRICE: usize = 69;
const UPDATED_AT: usize = 45;

/// The quotes of all instruments, one after the other, again and again.
pub struct Quotes {
    bytes: Vec<u8>,
    next: usize,
    price: u32,
}

impl Quotes {
    pub fn new() -> Self {
        Self {
            bytes: (0..INSTRUMENTS).flat_map(quote).collect(),
            next: 0,
            price: 100_000,
        }
    }

    /// The next so many in one frame. The time of the exchange is when it was made, in nanoseconds.
    pub fn frame(&mut self, count: usize) -> Vec<u8> {
        let mut frame = Vec::with_capacity(count * QUOTE);
        let now = nanoseconds().to_le_bytes();
        for _ in 0..count {
            let mut quotes = self.bytes.chunks_exact_mut(QUOTE);
            let Some(quote) = quotes.nth(self.next) else {
                continue;
            };
            self.next = (self.next + 1) % INSTRUMENTS as usize;
            self.price = 100_000 + (self.price + 1) % 1000;
            put(quote, UPDATED_AT, &now);
            put(quote, LAST_PRICE, &self.price.to_le_bytes());
            frame.extend_from_slice(quote);
        }
        frame
    }
}

/// Nanoseconds since 1970.
pub fn nanoseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let since = since.unwrap_or_default().as_nanos();
    i64::try_from(since).unwrap_or(i64::MAX)
}

/// A quote of level 4: numbers as they are during a day.
fn quote(token: u32) -> Vec<u8> {
    let mut quote = Vec::with_capacity(QUOTE);
    quote.extend(176_u16.to_le_bytes());
    quote.extend(7208_u16.to_le_bytes());
    // Exchange segment, level, auction, sequence number, mask.
    quote.extend([1, 4, 0, 0, 0]);
    quote.extend((token + 1).to_le_bytes());
    for number in [345_678_i64, 456_789, 12_345_678, 1_764_000_000, 0] {
        quote.extend(number.to_le_bytes());
    }
    for price in [100_000_u32, 99_500, 101_000, 99_000, 100_000] {
        quote.extend(price.to_le_bytes());
    }
    quote.extend(25_i64.to_le_bytes());
    // Average price, indicative close, numbers of bids and offers.
    for number in [100_100_u32, 0, 1, 1] {
        quote.extend(number.to_le_bytes());
    }
    quote.extend(0_i16.to_le_bytes());
    quote.extend(50_i32.to_le_bytes());
    quote.extend(0_u32.to_le_bytes());
    quote.extend(1.25e12_f64.to_le_bytes());
    quote.extend(500_i32.to_le_bytes());
    // Circuits, the year's range, lot.
    for number in [110_000_u32, 90_000, 150_000, 70_000, 1] {
        quote.extend(number.to_le_bytes());
    }
    quote.push(2);
    quote.extend(1_u32.to_le_bytes());
    for price in [99_995_i32, 100_005] {
        quote.extend(120_i64.to_le_bytes());
        quote.extend(price.to_le_bytes());
        quote.extend(7_i32.to_le_bytes());
    }
    quote
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + value.len()) {
        place.copy_from_slice(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_as_long_as_it_says() {
        assert_eq!(quote(0).len(), QUOTE);
        assert_eq!(
            usize::from(u16::from_le_bytes([quote(0)[0], quote(0)[1]])),
            QUOTE
        );
    }
}
