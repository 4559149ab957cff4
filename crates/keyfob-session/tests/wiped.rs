//! What a store leaves in memory of a key and of a session: the whole memory of this process is searched for them afterwards.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use keyfob_core::Secret;
use keyfob_session::{EncryptionKey, FileStore, Record, SessionId, SessionStore};

#[path = "../../keyfob-core/tests/wiped/search.rs"]
#[allow(dead_code)]
mod search;

use search::{MASK, Text, alone, copies};

/// The end of this key's bytes, masked.
const END: [u8; 24] = *b"\x14\xc7\x55\xe2\x90\x3b\x6d\xf8\x01\xaf\x7c\x29\xd3\x48\xb6\x1e\x85\x72\xcd\x0b\xf4\x61\x9a\x37";

/// Its first eight bytes are nought, whose base64 is plain; then its end follows, as bytes of three.
fn key() -> EncryptionKey {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(44);
    let byte = |at: usize| match at {
        0..8 => 0,
        8..32 => END[at - 8] ^ MASK,
        _ => 0,
    };
    for group in 0..11 {
        let [a, b, c] = [0, 1, 2].map(|number| byte(3 * group + number));
        let all = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        for shift in [18, 12, 6, 0] {
            text.push(char::from(LETTERS[(all >> shift & 63) as usize]));
        }
    }
    text.pop();
    text.push('=');
    EncryptionKey::from_base64(&Secret::new(text)).unwrap()
}

#[test]
fn a_key_is_gone_when_it_is_dropped_however_often_it_was_moved() {
    let _alone = alone();
    let key = std::hint::black_box(key());
    assert_eq!(copies(&END), 1, "one while it lives");
    let others: Vec<_> = (0..3).map(|_| std::hint::black_box(key.clone())).collect();
    drop(std::hint::black_box(others));
    drop(std::hint::black_box(key));
    assert_eq!(copies(&END), 0);
}

#[test]
fn a_file_store_leaves_nothing_of_the_key_or_the_session() {
    let _alone = alone();
    let text = Text::new(1);
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let path = folder.path().join("session");
        let store = FileStore::new(path).unwrap().with_key(key());
        let id = SessionId::new("quatrix", "acme");
        for version in 1..4 {
            let lease = store.lease(&id).await.unwrap();
            let record = Record {
                version,
                contents: text.plain(0).into_bytes().into(),
                expires_at: None,
            };
            store.save(&id, &lease, &record).await.unwrap();
            assert!(store.load(&id).await.unwrap().unwrap() == record);
        }
    });
    drop(runtime);
    assert_eq!(
        (copies(&END), text.found()),
        (0, 0),
        "of the key, of the session"
    );
}
