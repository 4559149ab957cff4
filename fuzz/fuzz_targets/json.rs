//! JSON as vendors send it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let mended = keyfob_core::fuzz::mended(data);
    if let Ok(meant) = serde_json::from_slice::<Value>(data) {
        let read: Value = serde_json::from_str(&mended).expect("good JSON stays good");
        assert_eq!(read, meant);
    }
});
