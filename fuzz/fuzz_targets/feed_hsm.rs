//! Kotak Neo's market feed HSM: a line of frames, whose topics stay.
#![no_main]

use kotak_neo_feed::hsm::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|frames: Vec<Vec<u8>>| {
    let mut decoder = Decoder::new();
    for frame in frames {
        let mut given = 0;
        decoder.binary(&frame, &mut |result| {
            drop(std::hint::black_box(result));
            given += 1;
        });
        assert!(given <= frame.len() + 1, "no more than there is room for");
    }
});
