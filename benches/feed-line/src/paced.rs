//! At the market's pace: how much of a core, and how late.

use std::time::Duration;

use keyfob::kotak_neo::feed::Event;
use tokio::time::{Instant, timeout_at};

use crate::bare::Bare;
use crate::figures::Latencies;
use crate::frames::nanoseconds;
use crate::process::{Address, cpu_seconds};
use crate::{INSTRUMENTS, Outcome, UPDATES};

/// How many quotes the server puts in a frame.
const FRAMES: [usize; 3] = [1, 10, 100];

/// The most of a core that it may take, where quotes come in batches as the vendor sends them. A frame for each quote is there to compare
/// with: what it costs is frames.
const LIMIT: f64 = 0.1;

/// Before anything is measured: connections, subscriptions and first quotes are behind.
const WARM_UP: Duration = Duration::from_secs(1);

/// Prints rows for each size of frames: the bare WebSocket, a program that reads in its `main`, and one that reads in a task. Whether
/// it takes no more of a core than it may.
pub async fn measure(server: Address, length: Duration) -> Outcome<bool> {
    println!("quotes a frame  reader   core  of bare   p50 us   p99 us  conflated");
    let mut within = true;
    for count in FRAMES {
        let path = format!("paced/{count}");
        let bare = bare(server, &path, length).await?;
        println!("{count:>14}    bare {bare:>6.3}");
        let main = feed(server, path.clone(), length).await?;
        let task = tokio::spawn(feed(server, path, length)).await??;
        for (reader, mut figures) in [("main", main), ("task", task)] {
            within &= count == 1 || figures.core < LIMIT;
            println!(
                "{count:>14}    {reader} {:>6.3} {:>8.2} {:>8.0} {:>8.0} {:>9.2}%",
                figures.core,
                figures.core / bare,
                figures.latencies.within(0.5),
                figures.latencies.within(0.99),
                figures.conflated * 100.0,
            );
        }
    }
    println!("the limit is {LIMIT} of a core, where quotes come in batches");
    Ok(within)
}

struct Figures {
    core: f64,
    latencies: Latencies,
    /// Which part of all quotes was passed over.
    conflated: f64,
}

async fn feed(server: Address, path: String, length: Duration) -> Outcome<Figures> {
    let mut feed = server.feed(&path).await?;
    let warm = Instant::now() + WARM_UP;
    while Instant::now() < warm {
        feed.next().await.ok_or("the feed ended")?;
    }
    let all = u64::from(INSTRUMENTS * UPDATES) * (length.as_secs() + 1);
    let mut latencies = Latencies::with_capacity(usize::try_from(all)?);
    let handle = feed.handle();
    let (began, before, conflated) = (Instant::now(), cpu_seconds()?, handle.conflated());
    while let Ok(event) = timeout_at(began + length, feed.next()).await {
        match event {
            Some(Event::Quote(quote)) => {
                let sent = quote.updated_at.unwrap_or_default();
                latencies.push(nanoseconds() - sent);
            }
            other => return Err(format!("not a quote: {other:?}").into()),
        }
    }
    let core = (cpu_seconds()? - before) / began.elapsed().as_secs_f64();
    let conflated = (handle.conflated() - conflated) as f64;
    let conflated = conflated / (conflated + latencies.len() as f64);
    Ok(Figures {
        core,
        latencies,
        conflated,
    })
}

async fn bare(server: Address, path: &str, length: Duration) -> Outcome<f64> {
    let mut bare = Bare::connect(server, path).await?;
    let warm = Instant::now() + WARM_UP;
    while Instant::now() < warm {
        bare.next().await?;
    }
    let (began, before) = (Instant::now(), cpu_seconds()?);
    while let Ok(read) = timeout_at(began + length, bare.next()).await {
        read?;
    }
    Ok((cpu_seconds()? - before) / began.elapsed().as_secs_f64())
}
