//! A secret's memory is wiped when it is dropped: the whole memory of this process is searched for it afterwards.
//!
//! Linux shows a process its own memory as a file, blocks that were given back included.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::fmt::Display;

use keyfob_core::Secret;
use static_assertions::{assert_impl_all, assert_not_impl_any};

#[path = "runtime/api.rs"]
#[allow(dead_code)]
mod api;
#[path = "wiped/calls.rs"]
mod calls;
#[path = "wiped/search.rs"]
mod search;

use search::{LENGTH, MASK, Text, alone};

// Nothing shows it or hands it out unasked.
assert_not_impl_any!(Secret: Display, Copy, AsRef<str>, AsRef<[u8]>, std::ops::Deref, Into<String>, std::hash::Hash, PartialOrd);
assert_impl_all!(Secret: std::fmt::Debug, Send, Sync);

/// The search finds what nobody wipes; otherwise the other tests would prove nothing.
#[test]
fn a_plain_text_is_found_after_it_was_dropped() {
    let _alone = alone();
    let text = Text::new(1);
    assert_eq!(text.found(), 0);
    let plain = text.plain(0);
    assert_eq!(text.found(), 1);
    drop(std::hint::black_box(plain));
    assert_eq!(text.found(), 1);
}

#[test]
fn a_secret_is_gone_when_it_is_dropped() {
    let _alone = alone();
    for spare in [0, 1, 40, 1000] {
        let text = Text::new(2);
        let secret = Secret::new(text.plain(spare));
        assert_eq!(text.found(), 1, "one copy while it lives, {spare}");
        drop(std::hint::black_box(secret));
        assert_eq!(text.found(), 0, "{spare}");
    }
}

#[test]
fn so_is_every_copy_of_it() {
    let _alone = alone();
    let text = Text::new(3);
    let secret = Secret::from(text.plain(0));
    let copies = vec![secret.clone(), secret.clone(), secret];
    assert_eq!(text.found(), 3);
    drop(std::hint::black_box(copies));
    assert_eq!(text.found(), 0);
}

#[test]
fn so_is_one_that_is_replaced_or_moved_or_shown() {
    let _alone = alone();
    let text = Text::new(4);
    let mut held = Vec::new();
    // The list grows and moves; what is held does not.
    for _ in 0..20 {
        held.push(Some(Secret::new(text.plain(3))));
    }
    assert_eq!(text.found(), 20);
    let shown = format!("{held:?}");
    assert!(shown.contains("[redacted]"));
    for slot in &mut held {
        *slot = Some(Secret::default());
    }
    assert_eq!(text.found(), 0);
}

#[test]
fn so_is_one_that_a_panic_drops() {
    let _alone = alone();
    let text = Text::new(5);
    let plain = text.plain(0);
    let outcome = std::panic::catch_unwind(move || {
        let _secret = Secret::new(plain);
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(outcome.is_err());
    assert_eq!(text.found(), 0);
}

/// As an answer brings it: what it was read from is the caller's, who wipes it here.
#[test]
fn so_is_one_that_was_decoded() {
    let _alone = alone();
    let text = Text::new(6);
    let mut json = Vec::with_capacity(LENGTH + 2);
    json.push(b'"');
    json.extend(text.0.iter().map(|byte| byte ^ MASK));
    json.push(b'"');
    let secret: Secret = serde_json::from_slice(&json).unwrap();
    json.fill(0);
    assert_eq!(text.found(), 1);
    drop(std::hint::black_box(secret));
    assert_eq!(text.found(), 0);
}
