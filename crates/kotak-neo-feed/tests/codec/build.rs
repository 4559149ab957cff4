//! Frames, made byte by byte.

use kotak_neo_feed::hsm;
use kotak_neo_feed::sfeed;
use kotak_neo_feed::{MarketEvent, Price, Problem, Quote};

/// What a decoder gave to its sink.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Given {
    pub(crate) events: Vec<MarketEvent>,
    pub(crate) problems: Vec<Problem>,
}

impl kotak_neo_feed::Sink for Given {
    fn event(&mut self, event: MarketEvent) {
        self.events.push(event);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

pub(crate) fn sfeed(decoder: &mut sfeed::Decoder, frame: &[u8]) -> Given {
    let mut given = Given::default();
    decoder.binary(frame, &mut given);
    given
}

pub(crate) fn hsm(decoder: &mut hsm::Decoder, frame: &[u8]) -> (Given, Option<hsm::Control>) {
    let mut given = Given::default();
    let control = decoder.binary(frame, &mut given);
    (given, control)
}

/// The one event of a frame, which is a quote.
pub(crate) fn quote(given: Given) -> Quote {
    assert_eq!(given.problems, []);
    match <[MarketEvent; 1]>::try_from(given.events) {
        Ok([MarketEvent::Quote(quote)]) => quote,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn hundredths(units: i64) -> Option<Price> {
    Price::new(units, 100)
}

/// A message of SFeed.
pub(crate) fn message(code: u16, exchange: i8, level: u8, auction: bool, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(9 + body.len()).unwrap();
    let mut message = length.to_le_bytes().to_vec();
    message.extend(code.to_le_bytes());
    message.extend([exchange.cast_unsigned(), level, auction.into(), 7, 0]);
    message.extend(body);
    message
}

/// The last price of an instrument, level 1.
pub(crate) fn last_price(exchange: i8, token: u32, price: u32) -> Vec<u8> {
    let mut body = token.to_le_bytes().to_vec();
    body.extend(1_763_978_374_i64.to_le_bytes());
    body.extend(price.to_le_bytes());
    body.extend(5_i64.to_le_bytes());
    body.extend(10_000_u32.to_le_bytes());
    body.extend((-5_i32).to_le_bytes());
    body.extend((-50_i32).to_le_bytes());
    body.extend(25_u32.to_le_bytes());
    body.push(2);
    body.extend(1_u32.to_le_bytes());
    message(7208, exchange, 1, false, &body)
}

/// A picture whose fields are `1, 2, 3..` in the order of the message, and rows of (quantity, price, orders).
pub(crate) fn picture(
    level: u8,
    token: u32,
    counts: [u32; 2],
    rows: &[(i64, i32, i32)],
) -> Vec<u8> {
    let mut body = token.to_le_bytes().to_vec();
    (2..=6_i64).for_each(|field| body.extend(field.to_le_bytes()));
    (7..=11_u32).for_each(|field| body.extend(field.to_le_bytes()));
    body.extend(12_i64.to_le_bytes());
    body.extend(13_u32.to_le_bytes());
    body.extend(14_u32.to_le_bytes());
    counts
        .iter()
        .for_each(|count| body.extend(count.to_le_bytes()));
    body.extend(17_i16.to_le_bytes());
    body.extend(18_i32.to_le_bytes());
    body.extend(19_u32.to_le_bytes());
    body.extend(2050.0_f64.to_le_bytes());
    body.extend((-21_i32).to_le_bytes());
    (22..=26_u32).for_each(|field| body.extend(field.to_le_bytes()));
    body.push(27);
    body.extend(28_u32.to_le_bytes());
    for (quantity, price, orders) in rows {
        body.extend(quantity.to_le_bytes());
        body.extend(price.to_le_bytes());
        body.extend(orders.to_le_bytes());
    }
    message(7208, 1, level, level == 8, &body)
}

pub(crate) fn index(token: u32, name: &[u8]) -> Vec<u8> {
    let mut body = token.to_le_bytes().to_vec();
    (2..=6_i32).for_each(|field| body.extend(field.to_le_bytes()));
    body.extend(7_u64.to_le_bytes());
    (8..=10_i32).for_each(|field| body.extend(field.to_le_bytes()));
    body.extend(11.0_f64.to_le_bytes());
    body.push(12);
    body.extend(1300_i32.to_le_bytes());
    let mut padded = [0; 21];
    padded[..name.len()].copy_from_slice(name);
    body.extend(padded);
    message(7207, 1, 4, false, &body)
}

/// A frame of HSM.
pub(crate) fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 1).unwrap();
    let mut frame = length.to_be_bytes().to_vec();
    frame.push(kind);
    frame.extend(body);
    frame
}

/// Data of HSM without a message number.
pub(crate) fn data(records: &[Vec<u8>]) -> Vec<u8> {
    frame(6, &counted(records))
}

/// Data of HSM with a message number.
pub(crate) fn numbered(number: u32, records: &[Vec<u8>]) -> Vec<u8> {
    let mut body = number.to_be_bytes().to_vec();
    body.extend(counted(records));
    frame(6, &body)
}

fn counted(records: &[Vec<u8>]) -> Vec<u8> {
    let mut body = u16::try_from(records.len()).unwrap().to_be_bytes().to_vec();
    records.iter().for_each(|record| body.extend(record));
    body
}

pub(crate) fn snapshot(id: u32, name: &str, fields: &[i32], texts: &[(u8, &[u8])]) -> Vec<u8> {
    let mut body = vec![b'S'];
    body.extend(id.to_be_bytes());
    body.push(u8::try_from(name.len()).unwrap());
    body.extend(name.as_bytes());
    push_fields(&mut body, fields);
    body.push(u8::try_from(texts.len()).unwrap());
    for (number, text) in texts {
        body.extend([*number, u8::try_from(text.len()).unwrap()]);
        body.extend(*text);
    }
    record(&body)
}

pub(crate) fn update(id: u32, fields: &[i32]) -> Vec<u8> {
    let mut body = vec![b'U'];
    body.extend(id.to_be_bytes());
    push_fields(&mut body, fields);
    record(&body)
}

/// A record: its length, and it.
pub(crate) fn record(body: &[u8]) -> Vec<u8> {
    let mut record = u16::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    record.extend(body);
    record
}

fn push_fields(body: &mut Vec<u8>, fields: &[i32]) {
    body.push(u8::try_from(fields.len()).unwrap());
    fields
        .iter()
        .for_each(|field| body.extend(field.to_be_bytes()));
}

/// The fields of a scrip: field n is 1000 + n, but for times, and prices have two decimals.
pub(crate) fn scrip_fields() -> [i32; 25] {
    let mut fields: [i32; 25] = std::array::from_fn(|at| 1000 + i32::try_from(at).unwrap());
    fields[0] = ABSENT;
    fields[1] = ABSENT;
    fields[23] = 1;
    fields[24] = 2;
    fields
}

pub(crate) const ABSENT: i32 = i32::MIN;

/// The fields of an index, like [`scrip_fields`].
pub(crate) const INDEX_FIELDS: [i32; 10] =
    [ABSENT, ABSENT, 1002, 1003, 1004, 1005, 1006, 1007, 1, 2];
