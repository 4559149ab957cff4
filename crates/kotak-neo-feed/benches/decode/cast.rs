//! What a program does that writes its own decoder and trusts the server: each field to its place in a struct, nothing looked at.

use std::collections::HashMap;

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().expect("two bytes"))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn i32_at(bytes: &[u8], at: usize) -> i32 {
    u32_at(bytes, at).cast_signed()
}

fn i64_at(bytes: &[u8], at: usize) -> i64 {
    i64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// A picture of SFeed with its best bid and offer. Prices are floats, as the vendor's client has them.
#[expect(dead_code, reason = "that the fields are written is what is measured")]
pub(crate) struct Picture {
    exchange: u8,
    auction: bool,
    token: u32,
    total_buy_quantity: i64,
    total_sell_quantity: i64,
    volume: i64,
    last_trade_at: i64,
    updated_at: i64,
    open: f64,
    close: f64,
    high: f64,
    low: f64,
    last_price: f64,
    last_quantity: i64,
    average_price: f64,
    change_percent: f64,
    open_interest: u32,
    traded_value: f64,
    change: f64,
    upper_circuit: f64,
    lower_circuit: f64,
    year_high: f64,
    year_low: f64,
    lot_size: u32,
    precision: u8,
    multiplier: u32,
    bid: Row,
    offer: Row,
}

#[expect(dead_code, reason = "that the fields are written is what is measured")]
struct Row {
    quantity: i64,
    price: f64,
    orders: i32,
}

/// A last price of SFeed.
#[expect(dead_code, reason = "that the fields are written is what is measured")]
pub(crate) struct LastPrice {
    exchange: u8,
    auction: bool,
    token: u32,
    last_trade_at: i64,
    last_price: f64,
    last_quantity: i64,
    close: f64,
    change_percent: f64,
    change: f64,
    lot_size: u32,
    precision: u8,
    multiplier: u32,
}

#[expect(dead_code, reason = "that the fields are written is what is measured")]
pub(crate) enum Message {
    LastPrice(LastPrice),
    Picture(Picture),
}

/// Reads a batch of last prices, and of pictures with a row a side.
pub(crate) fn sfeed(batch: &[u8], mut visit: impl FnMut(Message)) {
    let mut at = 0;
    while at < batch.len() {
        let length = usize::from(u16_at(batch, at));
        let message = &batch[at..at + length];
        visit(match message[5] {
            1 => Message::LastPrice(last_price(message)),
            _ => Message::Picture(picture(message)),
        });
        at += length;
    }
}

fn last_price(m: &[u8]) -> LastPrice {
    let m = &m[..54];
    let price = |at| f64::from(u32_at(m, at)) / 100.0;
    LastPrice {
        exchange: m[4],
        auction: m[6] > 0,
        token: u32_at(m, 9),
        last_trade_at: i64_at(m, 13),
        last_price: price(21),
        last_quantity: i64_at(m, 25),
        close: price(33),
        change_percent: f64::from(i32_at(m, 37)) / 100.0,
        change: f64::from(i32_at(m, 41)) / 100.0,
        lot_size: u32_at(m, 45),
        precision: m[49],
        multiplier: u32_at(m, 50),
    }
}

fn picture(m: &[u8]) -> Picture {
    let m = &m[..176];
    let price = |at| f64::from(u32_at(m, at)) / 100.0;
    let row = |at| Row {
        quantity: i64_at(m, at),
        price: f64::from(i32_at(m, at + 8)) / 100.0,
        orders: i32_at(m, at + 12),
    };
    Picture {
        exchange: m[4],
        auction: m[6] > 0,
        token: u32_at(m, 9),
        total_buy_quantity: i64_at(m, 13),
        total_sell_quantity: i64_at(m, 21),
        volume: i64_at(m, 29),
        last_trade_at: i64_at(m, 37),
        updated_at: i64_at(m, 45),
        open: price(53),
        close: price(57),
        high: price(61),
        low: price(65),
        last_price: price(69),
        last_quantity: i64_at(m, 73),
        average_price: price(81),
        change_percent: f64::from(i32_at(m, 99)) / 100.0,
        open_interest: u32_at(m, 103),
        traded_value: f64::from_bits(i64_at(m, 107).cast_unsigned()) / 100.0,
        change: f64::from(i32_at(m, 115)) / 100.0,
        upper_circuit: price(119),
        lower_circuit: price(123),
        year_high: price(127),
        year_low: price(131),
        lot_size: u32_at(m, 135),
        precision: m[139],
        multiplier: u32_at(m, 140),
        bid: row(144),
        offer: row(160),
    }
}

/// The topics of HSM, field by field.
#[derive(Default)]
pub(crate) struct Topics(HashMap<u32, Scrip>);

/// A scrip of HSM.
#[derive(Clone)]
pub(crate) struct Scrip {
    fields: [i32; 25],
}

impl Topics {
    /// Reads a frame of data without a message number.
    pub(crate) fn read(&mut self, frame: &[u8], mut visit: impl FnMut(Quote)) {
        let be16 = |at: usize| usize::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
        let be32 =
            |at: usize| u32::from_be_bytes(frame[at..at + 4].try_into().expect("four bytes"));
        let mut record = 5;
        for _ in 0..be16(3) {
            let (kind, id) = (frame[record + 2], be32(record + 3));
            let mut at = record + 7;
            if kind == b'S' {
                at += 1 + usize::from(frame[at]);
                self.0.insert(id, Scrip { fields: [0; 25] });
            }
            if let Some(scrip) = self.0.get_mut(&id) {
                for field in 0..usize::from(frame[at]) {
                    let value = be32(at + 1 + 4 * field).cast_signed();
                    if value != i32::MIN {
                        scrip.fields[field] = value;
                    }
                }
                visit(scrip.quote());
            }
            record += 2 + be16(record);
        }
    }
}

/// The fields of a scrip as numbers.
#[expect(dead_code, reason = "that the fields are written is what is measured")]
pub(crate) struct Quote {
    updated_at: i32,
    last_trade_at: i32,
    volume: i32,
    last_quantity: i32,
    total_buy_quantity: i32,
    total_sell_quantity: i32,
    bid_quantity: i32,
    offer_quantity: i32,
    open_interest: i32,
    prices: [f64; 12],
}

impl Scrip {
    fn quote(&self) -> Quote {
        let f = &self.fields;
        let divisor = f64::from(f[23]) * 10_f64.powi(f[24]);
        Quote {
            updated_at: f[2],
            last_trade_at: f[3],
            volume: f[4],
            last_quantity: f[6],
            total_buy_quantity: f[7],
            total_sell_quantity: f[8],
            bid_quantity: f[11],
            offer_quantity: f[12],
            open_interest: f[22],
            prices: [5, 9, 10, 13, 14, 15, 16, 17, 18, 19, 20, 21]
                .map(|at| f64::from(f[at]) / divisor),
        }
    }
}
