//! A session as a file or a Redis server keeps it.
#![no_main]

use std::sync::LazyLock;

use keyfob_core::Secret;
use keyfob_session::{EncryptionKey, SessionId, fuzz};
use libfuzzer_sys::fuzz_target;

static ID: LazyLock<SessionId> = LazyLock::new(|| SessionId::new("quatrix", "ann"));

static KEY: LazyLock<EncryptionKey> = LazyLock::new(|| {
    let text = Secret::new("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    EncryptionKey::from_base64(&text).expect("a key")
});

fuzz_target!(|data: &[u8]| {
    // Behind a right head and before a right checksum, so that the fuzzer gets further than those.
    for bytes in [data.to_vec(), fuzz::sealed(data)] {
        if let Ok(record) = fuzz::decode(None, &ID, &bytes) {
            let again = fuzz::encode(None, &ID, &record).expect("what was read can be written");
            assert_eq!(fuzz::decode(None, &ID, &again).expect("and read"), record);
        }
        let taken = fuzz::decode(Some(&KEY), &ID, &bytes);
        assert!(taken.is_err(), "nobody but who has the key can write what is taken");
    }
});
