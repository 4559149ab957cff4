//! Kotak Neo's feed of orders and positions.
#![no_main]

use kotak_neo_feed::orders::parse_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|frame: &[u8]| {
    let _ = std::hint::black_box(parse_bytes(frame));
});
