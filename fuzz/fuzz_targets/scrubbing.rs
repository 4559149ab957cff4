//! A secret, and what a vendor says.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (&str, &str)| {
    let (secret, text) = data;
    let Ok(shown) = keyfob_core::fuzz::scrubbed(secret, text) else {
        return;
    };
    // What stands in its place must not be taken for a part of it.
    let rest = shown.replace("[redacted]", "\n");
    // A secret that reads as a word or a short number stays where it is one.
    let is_random = secret.chars().count() >= 16 || secret.contains(|c: char| c.is_ascii_punctuation());
    if secret.len() >= 4 && is_random && !secret.contains('\n') {
        assert!(!rest.contains(secret));
    }
});
