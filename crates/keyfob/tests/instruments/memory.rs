//! What a large list costs in memory: measured in a process of its own, which is the client alone.

use std::process::{Command, Stdio};
use std::time::Instant;

use keyfob::Retry;
use keyfob::kotak_neo::instruments::Segment;

use crate::server::{List, session, start};

const ROWS: u32 = 100_000;

/// In KiB. The process takes eleven thousand before it begins; the list has some fifty thousand.
const OF_ROWS: u64 = 20 << 10;
/// An index holds all the instruments.
const OF_INDEX: u64 = 110 << 10;

#[tokio::test(flavor = "multi_thread")]
async fn rows_take_no_memory_and_an_index_little() {
    let origin = start(List::whole(ROWS)).await;
    for (way, limit) in [("rows", OF_ROWS), ("index", OF_INDEX)] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", "memory::child", "--nocapture"])
            .env("INSTRUMENTS_WAY", way)
            .env("INSTRUMENTS_ORIGIN", &origin)
            .stderr(Stdio::inherit());
        let output = tokio::task::spawn_blocking(move || child.output().unwrap());
        let output = output.await.unwrap();
        assert!(output.status.success(), "{way}");
        let text = String::from_utf8(output.stdout).unwrap();
        let told = |what: &str| -> u64 {
            let (_, rest) = text.split_once(what).expect("the child's report");
            rest.split_whitespace().next().unwrap().parse().unwrap()
        };
        let (before, peak) = (told("before "), told("peak "));
        println!(
            "{way}: {before} KiB, then {peak} KiB, in {} ms",
            told("took ")
        );
        assert_eq!(told("count "), u64::from(ROWS));
        assert!(peak < limit, "{way}: {peak} KiB");
    }
}

/// The client process of the test above; on its own it has nothing to read.
#[tokio::test]
async fn child() {
    let Ok(origin) = std::env::var("INSTRUMENTS_ORIGIN") else {
        return;
    };
    let session = session(&origin, Retry::never()).await;
    println!("before {}", peak());
    let started = Instant::now();
    let count = if std::env::var("INSTRUMENTS_WAY").unwrap() == "index" {
        let index = session.instruments(Segment::NseDerivatives).await.unwrap();
        assert_eq!(index.problem_count(), 0);
        index.all().len()
    } else {
        let mut rows = session
            .instrument_rows(Segment::NseDerivatives)
            .await
            .unwrap();
        let mut count = 0;
        while let Some(row) = rows.next().await {
            assert_eq!(row.unwrap().problems(), []);
            count += 1;
        }
        count
    };
    let took = started.elapsed().as_millis();
    println!("count {count}\npeak {}\ntook {took}", peak());
}

/// The most that the process ever held, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
