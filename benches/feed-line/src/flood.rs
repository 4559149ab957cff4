//! Hours of quotes as fast as they are taken: whether memory grows, also where nobody reads.

use std::time::Duration;

use keyfob::kotak_neo::feed::{Event, MarketFeed};
use tokio::time::{Instant, interval, sleep};

use crate::figures::mebibytes;
use crate::process::{Address, cpu_seconds, resident};
use crate::server::FLOOD_FRAME;
use crate::{HEAP, INSTRUMENTS, Outcome, UPDATES};

/// By how much memory may grow, in MiB.
const LIMIT: f64 = 1.0;

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Prints a row for a reader, and one for a program that sleeps. Whether memory grows no more than it may.
pub async fn measure(server: Address, hours: f64) -> Outcome<bool> {
    let quotes = (f64::from(INSTRUMENTS * UPDATES) * 3600.0 * hours) as u64;
    let quotes = quotes - quotes % FLOOD_FRAME as u64;
    println!("{hours} h of quotes ({quotes}) as fast as they are taken");
    println!(
        "consumer  resident MiB  growth  heap MiB  growth    read  conflated  million/s  core"
    );
    let mut within = true;
    for consumer in [Consumer::Reads, Consumer::Sleeps] {
        let feed = server.feed(&format!("flood/{quotes}")).await?;
        within &= row(feed, consumer, quotes).await?;
    }
    println!("the limit of growth is {LIMIT} MiB, from a hundredth of the way on");
    Ok(within)
}

#[derive(Debug, Clone, Copy)]
enum Consumer {
    Reads,
    Sleeps,
}

async fn row(mut feed: MarketFeed, consumer: Consumer, quotes: u64) -> Outcome<bool> {
    let handle = feed.handle();
    let (began, before) = (Instant::now(), cpu_seconds()?);
    let mut memory = Memory::default();
    let mut looks = interval(LOOK);
    let (mut read, mut passed) = (0, 0);
    // Of each instrument one may wait to be read.
    while read + passed < quotes - u64::from(INSTRUMENTS) {
        match consumer {
            Consumer::Sleeps => sleep(LOOK).await,
            Consumer::Reads => loop {
                tokio::select! {
                    biased;
                    _ = looks.tick() => break,
                    event = feed.next() => match event {
                        Some(Event::Quote(_)) => read += 1,
                        other => return Err(format!("not a quote: {other:?}").into()),
                    }
                }
            },
        }
        passed = handle.conflated();
        if read + passed >= quotes / 100 {
            memory.look()?;
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    let core = (cpu_seconds()? - before) / seconds;
    let Memory { resident, heap } = memory;
    println!(
        "{:<8} {:>13.2} {:>7.2} {:>9.2} {:>7.2} {read:>9} {passed:>10} {:>9.2} {core:>5.2}",
        format!("{consumer:?}").to_lowercase(),
        resident.first,
        resident.growth(),
        heap.first,
        heap.growth(),
        quotes as f64 / seconds / 1e6,
    );
    Ok(resident.growth() <= LIMIT && heap.growth() <= LIMIT)
}

#[derive(Default)]
struct Memory {
    resident: Range,
    heap: Range,
}

impl Memory {
    fn look(&mut self) -> Outcome {
        self.resident.take(mebibytes(resident()?));
        self.heap.take(mebibytes(HEAP.current_usage()));
        Ok(())
    }
}

#[derive(Default)]
struct Range {
    first: f64,
    most: f64,
}

impl Range {
    fn take(&mut self, found: f64) {
        if self.first == 0.0 {
            self.first = found;
        }
        self.most = self.most.max(found);
    }

    fn growth(&self) -> f64 {
        self.most - self.first
    }
}
