//! How many calls a second.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::call::Case;
use crate::{Outcome, by_hand, facade};

/// How long each side calls, in turns: short, so that both meet the machine in the same state. With turns of 0.4 s the medians of runs
/// with one call in flight went from 0.90 to 1.04, with these from 0.97 to 1.02.
const TURN: Duration = Duration::from_millis(25);

/// How many turns each side has.
const TURNS: usize = 400;

/// Prints the medians of both sides' calls a second, and of the ratios of turns that follow each other.
pub async fn compare(port: u16, in_flight: u32) -> Outcome {
    let ours = Arc::new(facade::Client::new(port)?);
    let theirs = Arc::new(by_hand::Client::new(port)?);
    let mut figures = [const { Vec::new() }; 3];
    for turn in 0..=TURNS {
        // Who calls first meets what the other one left, so they take turns at that, too.
        let (ours, theirs) = match turn % 2 {
            0 => {
                let ours = rate(in_flight, &ours).await?;
                (ours, rate(in_flight, &theirs).await?)
            }
            _ => {
                let theirs = rate(in_flight, &theirs).await?;
                (rate(in_flight, &ours).await?, theirs)
            }
        };
        // In the first, connections come to stand.
        if turn > 0 {
            for (figures, figure) in figures.iter_mut().zip([ours, theirs, ours / theirs]) {
                figures.push(figure);
            }
        }
    }
    let [ours, theirs, ratio] = figures.map(median);
    println!("{ours:.0} {theirs:.0} {ratio:.3}");
    Ok(())
}

/// Calls a second, with so many in flight all the time.
async fn rate<C: Callable>(in_flight: u32, client: &Arc<C>) -> Outcome<f64> {
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..in_flight {
        let client = Arc::clone(client);
        tasks.spawn(async move {
            let mut calls = 0_u32;
            while began.elapsed() < TURN {
                client.call().await?;
                calls += 1;
            }
            Outcome::Ok(calls)
        });
    }
    let mut calls = 0;
    while let Some(made) = tasks.join_next().await {
        calls += made??;
    }
    Ok(f64::from(calls) / began.elapsed().as_secs_f64())
}

/// One side.
trait Callable: Send + Sync + 'static {
    fn call(&self) -> impl Future<Output = Outcome> + Send;
}

impl Callable for facade::Client {
    async fn call(&self) -> Outcome {
        self.call(Case::Usage).await
    }
}

impl Callable for by_hand::Client {
    async fn call(&self) -> Outcome {
        self.call(Case::Usage).await
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
