//! Random lives, cuts, failures and lateness: each state is told once and in order.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use tokio::time::Instant;

use super::stage::{Heard, Stage};

/// What happens, after some time.
#[derive(Debug, Clone)]
enum Happening {
    Order(usize),
    Cut,
    Connect,
    /// The next call for the book fails, if the line is down.
    BookFails,
}

/// An order's states.
const LIVES: [&[(&str, i64)]; 4] = [
    &[
        ("put order req received", 0),
        ("open", 0),
        ("traded", 2),
        ("traded", 5),
        ("modified", 5),
        ("complete", 10),
    ],
    &[
        ("put order req received", 0),
        ("open pending", 0),
        ("rejected", 0),
    ],
    &[
        ("open", 0),
        ("open", 0),
        ("modify pending", 0),
        ("modified", 0),
        ("open", 0),
        ("traded", 9),
        ("cancelled", 9),
    ],
    &[("trigger pending", 0), ("open", 0), ("complete", 10)],
];

fn happening() -> impl Strategy<Value = (u64, Happening)> {
    let happening = prop_oneof![
        8 => (0..LIVES.len()).prop_map(Happening::Order),
        2 => Just(Happening::Cut),
        3 => Just(Happening::Connect),
        1 => Just(Happening::BookFails),
    ];
    let time = prop_oneof![Just(0_u64), 0..400_u64, 0..8000_u64];
    (time, happening)
}

async fn live(happenings: Vec<(u64, Happening)>, takes: u64, late: u64) {
    let mut stage = Stage::open_with(Vec::new());
    stage.vendor().takes = Duration::from_millis(takes);
    stage.vendor().late = Duration::from_millis(late);
    let mut breath = (0, Instant::now());
    let mut taken = [0; LIVES.len()];
    for (after, happening) in happenings {
        tokio::time::sleep(Duration::from_millis(after)).await;
        match happening {
            Happening::Order(order) => {
                if let Some((word, filled)) = LIVES[order].get(taken[order]) {
                    stage.step(&order.to_string(), word, *filled);
                    taken[order] += 1;
                }
            }
            Happening::Cut => stage.cut(),
            Happening::Connect if stage.vendor().is_up => {}
            Happening::Connect => {
                breath = match breath.1.elapsed() < Duration::from_secs(5) {
                    true => (breath.0 + 1, Instant::now()),
                    false => (0, Instant::now()),
                };
                // Live updates wait ten seconds, and no longer: gap upon gap, the books could not be read in that time.
                if breath.0 > 1 {
                    tokio::time::sleep(Duration::from_secs(6)).await;
                    breath = (0, Instant::now());
                }
                stage.connect();
            }
            Happening::BookFails if stage.vendor().is_up => {}
            Happening::BookFails => stage.vendor().book_failures = 1,
        }
    }
    tokio::time::sleep(Duration::from_secs(6)).await;
    stage.cut();
    stage.connect();
    let heard = stage.heard_within(Duration::from_secs(60)).await;
    for (order, life) in LIVES.iter().enumerate() {
        let told = heard.iter().filter_map(|heard| match heard {
            Heard::Order(number, word, filled, _) if *number == order.to_string() => {
                Some((*word, *filled))
            }
            _ => None,
        });
        let told: Vec<_> = told.collect();
        assert_eq!(told, &life[..taken[order]], "order {order} of {heard:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_state_is_told_once_and_in_order(
        happenings in vec(happening(), 0..50),
        takes in 0..300_u64,
        late in prop_oneof![Just(0_u64), 0..1000_u64],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(live(happenings, takes, late));
    }
}
