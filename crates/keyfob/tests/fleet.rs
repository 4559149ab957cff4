//! A fleet: many tasks of many processes share one session, in a file and in a Redis server. The vendor ends the session again and
//! again while they call, and processes are killed and started anew.
//!
//! What must hold: each end costs at most one login, no call that may be repeated fails, no order is sent twice, and what is left
//! behind is a session that works and a lease that is free.
//!
//! A process that is killed after the vendor has answered its login and before the store has the session takes the session with it,
//! and costs one login more: nobody else can know that token. The children say when a login begins and when it is kept, so that such
//! kills are counted.
//!
//! `KEYFOB_SOAK_MINUTES` is how long each store is tried; without it, each is tried until the session has been ended 20 times.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![cfg(unix)]

#[path = "fleet/check.rs"]
mod check;
#[path = "fleet/child.rs"]
mod child;
#[path = "fleet/killed.rs"]
mod killed;
#[path = "fleet/process.rs"]
mod process;
#[path = "../../keyfob-session/tests/redis_server/mod.rs"]
mod redis_server;
#[path = "fleet/run.rs"]
mod run;
#[path = "fleet/setting.rs"]
mod setting;
#[path = "fleet/store.rs"]
mod store;

use std::time::{Duration, Instant};

use redis_server::RedisServer;
use run::run;
use store::{LEASE, Place};

/// One after the other: each has the machine to itself.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_on_one_file_logs_in_once_for_each_end() {
    let _turn = TURN.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/session");
    let tally = run(&Place::File(path.clone())).await;
    tally.check("a file");
    let mut names: Vec<_> = std::fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["session", "session.lock"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_on_one_redis_server_logs_in_once_for_each_end() {
    let _turn = TURN.lock().await;
    let Some(server) = RedisServer::start("a fleet on one Redis server") else {
        return;
    };
    let tally = run(&Place::Redis(server.url_with_password())).await;
    tally.check("a Redis server");
    // The lease of the check is given back in the background.
    let asked = Instant::now();
    while server.keys().iter().any(|key| key.ends_with(":lease")) {
        assert!(asked.elapsed() < LEASE / 2, "a lease is left");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let keys = server.keys();
    assert_eq!(keys, ["keyfob:{kotak-trade:SBXTRADE01}:session"]);
}
