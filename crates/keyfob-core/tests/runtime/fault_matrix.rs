//! Every class of operation against every fault, and what comes of it: `cargo test -p keyfob-core --features rustls-ring --test
//! runtime fault_matrix -- --nocapture` prints the table.

#[cfg(feature = "tls")]
#[path = "fault_matrix/certificates.rs"]
mod certificates;
#[path = "fault_matrix/faults.rs"]
mod faults;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use keyfob_core::{Attempt, Error, Handle, Hook};
use reqwest::header::HeaderMap;

use self::faults::{Scene, faults};
use crate::api::API;
use crate::probe::{decoded, hold_all, shown};

/// What comes of every pair, row by row.
const EXPECTED: &str = include_str!("fault_matrix/expected.txt");

/// The classes, and an operation of each that sends a credential.
const CLASSES: [(&str, &str); 3] = [
    ("safe", "key"),
    ("idempotent", "key_idempotent"),
    ("never", "key_never"),
];

/// More than the longest row takes.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn every_class_meets_every_fault() {
    // All made ready before any clock runs: keys, certificates and clients take their time.
    let mut cells = Vec::new();
    for (class, id) in CLASSES {
        for fault in faults() {
            cells.push((class, fault.name, Cell::new((fault.set)().await, id)));
        }
    }
    let met = |(class, fault, cell): (_, _, Cell)| (class, fault, tokio::spawn(cell.meet(fault)));
    let rows: Vec<_> = cells.into_iter().map(met).collect();
    let mut table = line(["class", "fault", "attempts", "reached", "error", "status"]);
    for (class, fault, row) in rows {
        let met = row.await.unwrap();
        let (attempts, reached) = (met.attempts.to_string(), met.reached.to_string());
        table += &line([class, fault, &attempts, &reached, &met.error, &met.status]);
        assert!(class != "never" || met.reached <= 1, "sent twice:\n{table}");
    }
    println!("{table}");
    let expected: Vec<_> = EXPECTED.lines().filter(|row| is_here(row)).collect();
    let odd: Vec<_> = table
        .lines()
        .filter(|row| !expected.contains(row))
        .collect();
    assert!(odd.is_empty(), "not as expected:\n{}", odd.join("\n"));
    assert_eq!(table.lines().count(), expected.len(), "rows are missing");
}

/// Whether a row can be tried with the features at hand.
fn is_here(row: &str) -> bool {
    cfg!(feature = "tls") || !row.contains("TLS")
}

/// One operation before one fault.
struct Cell {
    id: &'static str,
    client: Result<Handle, Error>,
    attempts: Counter,
    scene: Scene,
}

/// What came of it.
struct Met {
    attempts: usize,
    /// How many requests a server had at least a byte of.
    reached: usize,
    error: String,
    status: String,
}

impl Cell {
    fn new(scene: Scene, id: &'static str) -> Self {
        let attempts = Counter::default();
        let settings = scene.settings.clone().with_hook(attempts.clone());
        Self {
            id,
            client: Handle::new(&API, settings).inspect(hold_all),
            attempts,
            scene,
        }
    }

    async fn meet(self, fault: &'static str) -> Met {
        let error = match self.client {
            Ok(client) => tokio::time::timeout(PATIENCE, decoded(&client, self.id))
                .await
                .unwrap_or_else(|_| panic!("{} hangs: {fault}", self.id))
                .unwrap_err(),
            Err(error) => error,
        };
        let shown = shown(&error);
        assert!(!shown.contains("-value"), "{fault}: {shown}");
        let status = error.status().map(|status| status.as_u16().to_string());
        Met {
            attempts: self.attempts.0.load(Ordering::SeqCst),
            reached: (self.scene.reached)(),
            error: variant(&error),
            status: status.unwrap_or_else(|| "-".to_owned()),
        }
    }
}

/// Counts attempts.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Hook for Counter {
    fn before(&self, _: &Attempt<'_>, _: &mut HeaderMap) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// `Refused`, `Interrupted`, ... and whether time ran out.
fn variant(error: &Error) -> String {
    let text = format!("{error:?}");
    let name = text.split(|c: char| !c.is_alphanumeric()).next();
    let name = name.unwrap_or_default();
    match error {
        Error::Interrupted(i) if i.is_timeout() => format!("{name} (time)"),
        Error::Interrupted(i) if i.was_not_sent() => format!("{name} (not sent)"),
        _ => name.to_owned(),
    }
}

fn line([class, fault, attempts, reached, error, status]: [&str; 6]) -> String {
    format!("{class:<10}  {fault:<38}  {attempts:>8}  {reached:>7}  {error:<22}  {status:>6}\n")
}
