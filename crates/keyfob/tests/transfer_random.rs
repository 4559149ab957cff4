//! Folders up and down while everything goes wrong at random: refusals, cuts, lost answers, pages of other people, sources that
//! change, processes that are killed, disks that are full, and odd names.
//!
//! After each try holds: what was told as moved is byte-equal, nothing that was there before is lost, and nothing half-done has
//! a final name. Once nothing goes wrong any more, everything arrives.
//!
//! `KEYFOB_RUNS` is how many runs there are, and `KEYFOB_SEED` the seed of the first; each next one has the next seed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![cfg(target_os = "linux")]

#[path = "transfer_random/child.rs"]
mod child;
#[path = "transfer_random/faults.rs"]
mod faults;
#[path = "transfer_random/plan.rs"]
mod plan;
#[path = "transfer/proxy.rs"]
#[allow(dead_code, reason = "two tests share it, and neither needs all")]
mod proxy;
#[path = "transfer_random/run.rs"]
mod run;
#[path = "transfer_random/tree.rs"]
mod tree;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use keyfob_sandbox::Sandbox;

/// Runs that share a sandbox: its memory does not grow with the number of all.
const SHARED: u64 = 50;
const AT_A_TIME: usize = 4;

fn number(name: &str, otherwise: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.map_or(otherwise, |text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_runs_lose_nothing_and_leave_nothing_half_done() {
    let (first, runs) = (number("KEYFOB_SEED", 1), number("KEYFOB_RUNS", 1000));
    println!("seeds {first} to {}", first + runs - 1);
    let mut violations = Vec::new();
    let mut tally = run::Tally::default();
    let mut next = first;
    while next < first + runs {
        let sandbox = Arc::new(Sandbox::start().await.unwrap());
        let end = (next + SHARED).min(first + runs);
        let seeds = Arc::new(AtomicU64::new(next));
        let workers: Vec<_> = (0..AT_A_TIME)
            .map(|_| {
                let (sandbox, seeds) = (Arc::clone(&sandbox), Arc::clone(&seeds));
                tokio::spawn(async move {
                    let (mut found, mut tally) = (Vec::new(), run::Tally::default());
                    loop {
                        let seed = seeds.fetch_add(1, Ordering::SeqCst);
                        if seed >= end {
                            return (found, tally);
                        }
                        let (wrong, did) = run::run(&sandbox, seed).await;
                        found.extend(wrong.into_iter().map(|what| format!("seed {seed}: {what}")));
                        tally.add(&did);
                        sandbox.take_exchanges();
                    }
                })
            })
            .collect();
        for worker in workers {
            let (found, did) = worker.await.unwrap();
            violations.extend(found);
            tally.add(&did);
        }
        next = end;
    }
    println!("{tally:?}");
    assert!(
        violations.is_empty(),
        "{}\n{tally:?}",
        violations.join("\n")
    );
    // The test itself: everything that it is about did happen.
    assert!(runs < 500 || tally.is_full(), "{tally:?}");
}
