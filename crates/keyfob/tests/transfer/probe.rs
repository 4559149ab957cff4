//! Transfers to the server, and files to move.

use std::path::{Path, PathBuf};
use std::time::Duration;

use keyfob::quatrix::transfer::{Chunks, Event, Progress, Transfer};
use keyfob::quatrix::{Login, Session};
use keyfob::{Retry, Settings, Timeouts};
use keyfob_sandbox::Sandbox;
use tempfile::TempDir;

use crate::server::Server;
use crate::store::patterned;

/// The smallest and only size of chunks in most tests.
pub const CHUNK: u64 = 100_000;

pub fn settings(origin: &str) -> Settings {
    Settings::default().with_origin(origin).with_retry(Retry {
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(2),
        ..Retry::default()
    })
}

pub fn session(settings: Settings) -> Session {
    session_with(settings, "a key")
}

pub fn session_with(settings: Settings, api_key: &str) -> Session {
    let login = Login::new("acme").with_settings(settings);
    login.api_key(api_key).unwrap()
}

/// A session at the sandbox, and the folder that is its user's home.
pub async fn at_home(sandbox: &Sandbox) -> (Session, String) {
    let key = &sandbox.accounts().quatrix[0].api_key;
    let session = session_with(settings(sandbox.url()), key);
    let home = session.client().files().home().send().await;
    (session, home.unwrap().into_inner().id.unwrap())
}

pub fn transfer(server: &Server) -> Transfer {
    with(settings(&server.origin()))
}

/// One attempt only, so that a failure is told.
pub fn once(server: &Server) -> Transfer {
    with(settings(&server.origin()).with_retry(Retry::never()))
}

pub fn with_timeouts(server: &Server, attempt: Duration, total: Duration) -> Transfer {
    let timeouts = Timeouts {
        attempt,
        total,
        ..Timeouts::default()
    };
    with(
        settings(&server.origin())
            .with_retry(Retry::never())
            .with_timeouts(timeouts),
    )
}

fn with(settings: Settings) -> Transfer {
    session(settings)
        .transfer()
        .with_chunks(Chunks::between(CHUNK, CHUNK))
}

/// A folder with one file of a pattern.
pub fn file(size: u64) -> (TempDir, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    let bytes = patterned(0..size);
    std::fs::write(&path, &bytes).unwrap();
    (folder, path, bytes)
}

/// The names in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub async fn all(mut progress: Progress) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(event) = progress.next().await {
        events.push(event);
    }
    events
}

/// The bytes of all `Moved`, which must grow.
pub fn growing(events: &[Event]) -> Vec<u64> {
    let moved: Vec<u64> = events
        .iter()
        .filter_map(|event| match event {
            Event::Moved { done, .. } => Some(*done),
            _ => None,
        })
        .collect();
    assert!(moved.windows(2).all(|pair| pair[0] < pair[1]), "{moved:?}");
    moved
}
