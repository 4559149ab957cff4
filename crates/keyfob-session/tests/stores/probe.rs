//! What the tests share.

use std::error::Error;
use std::fmt::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keyfob_session::{EncryptionKey, Record, SessionId, StoreError};

/// Planted in what is kept.
pub const TOKEN: &str = "S3CR3T-token";

pub fn id() -> SessionId {
    SessionId::new("quatrix", "acme/ann@example.com")
}

pub fn record(version: u64, contents: &str) -> Record {
    Record {
        version,
        contents: contents.as_bytes().to_vec().into(),
        expires_at: None,
    }
}

/// A session with a token.
pub fn secret(version: u64) -> Record {
    record(version, &format!("{TOKEN} of version {version}"))
}

pub fn key() -> EncryptionKey {
    EncryptionKey::generate().unwrap()
}

/// All that an error shows, by itself and by what is behind it.
pub fn shown(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        writeln!(text, "{error} | {error:#} | {error:?} | {error:#?}").unwrap();
        next = error.source();
    }
    text
}

pub fn is_superseded<T>(result: Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Superseded))
}

/// Starts this test once more, in a process of its own, which has these variables.
pub fn child(test: &str, variables: &[(&str, &str)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .envs(variables.iter().copied())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits for what comes by itself, within ten seconds.
pub async fn eventually(mut done: impl AsyncFnMut() -> bool, what: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !done().await {
        assert!(Instant::now() < deadline, "{what} did not come about");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
