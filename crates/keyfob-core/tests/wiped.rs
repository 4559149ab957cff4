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
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Mutex;

use keyfob_core::Secret;
use static_assertions::{assert_impl_all, assert_not_impl_any};

// Nothing shows it or hands it out unasked.
assert_not_impl_any!(Secret: Display, Copy, AsRef<str>, AsRef<[u8]>, std::ops::Deref, Into<String>, std::hash::Hash, PartialOrd);
assert_impl_all!(Secret: std::fmt::Debug, Send, Sync);

/// One search at a time, and nothing else meanwhile.
static ALONE: Mutex<()> = Mutex::new(());

/// What is looked for is kept like this, so that it is not found in itself.
const MASK: u8 = 0x5a;
const LENGTH: usize = 96;

/// A text of its own for each test. An allocator may write over the beginning of a block that it gets back, so its end counts.
struct Text([u8; LENGTH]);

impl Text {
    fn new(number: u8) -> Self {
        let mut masked = [0; LENGTH];
        for (at, byte) in masked.iter_mut().enumerate() {
            let letter = b'a' + ((at as u8).wrapping_mul(7).wrapping_add(number * 11)) % 26;
            *byte = letter ^ MASK;
        }
        Self(masked)
    }

    /// In clear, without having moved on the way.
    fn plain(&self, spare: usize) -> String {
        let mut text = String::with_capacity(LENGTH + spare);
        for byte in self.0 {
            text.push(char::from(byte ^ MASK));
        }
        text
    }

    /// How often its end stands in memory.
    fn found(&self) -> usize {
        let end = &self.0[LENGTH / 2..];
        let memory = File::open("/proc/self/mem").unwrap();
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let mut window = vec![0; 1 << 20];
        let here = window.as_ptr() as u64;
        let mut count = 0;
        for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
            let (range, _) = line.split_once(' ').unwrap();
            let (from, to) = range.split_once('-').unwrap();
            let [mut at, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
            while at < to {
                let length = usize::try_from(to - at).unwrap().min(window.len());
                let read = memory.read_at(&mut window[..length], at).unwrap_or(0);
                for (offset, piece) in window[..read].windows(end.len()).enumerate() {
                    let place = at + offset as u64;
                    let is_ours = (here..here + (1 << 20)).contains(&place);
                    let is_it = piece[0] == end[0] ^ MASK
                        && piece
                            .iter()
                            .zip(end)
                            .all(|(byte, masked)| *byte == masked ^ MASK);
                    count += usize::from(is_it && !is_ours);
                }
                if at + length as u64 == to {
                    break;
                }
                at += (length - end.len()) as u64;
            }
        }
        window.fill(0);
        count
    }
}

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(|broken| broken.into_inner())
}

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
