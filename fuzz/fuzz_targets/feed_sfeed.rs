//! Kotak Neo's market feed SFeed: a line of frames, text and binary.
#![no_main]

use kotak_neo_feed::sfeed::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|frames: Vec<(bool, Vec<u8>)>| {
    let mut decoder = Decoder::new();
    for (is_text, frame) in frames {
        let mut given = 0;
        let mut sink = |result| {
            drop(std::hint::black_box(result));
            given += 1;
        };
        if is_text {
            decoder.text(&String::from_utf8_lossy(&frame), &mut sink);
        } else {
            decoder.binary(&frame, &mut sink);
            assert!(given <= frame.len() / 9 * 2 + 1, "no more than there is room for");
        }
    }
});
