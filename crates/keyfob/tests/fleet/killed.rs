//! A process that is killed after the vendor has answered its login, and before the session is kept.

use std::time::{Duration, Instant};

use keyfob_sandbox::{Exchange, Sandbox};
use tokio::time::sleep;

use crate::process::{Orders, Process};
use crate::redis_server::RedisServer;
use crate::store::{LEASE, Place};

/// How long anything may take on a machine that has much to do.
const PATIENCE: Duration = Duration::from_secs(30);

async fn wait_until(holds: impl Fn() -> bool) {
    let asked = Instant::now();
    while !holds() {
        assert!(asked.elapsed() < PATIENCE, "nobody logs in or calls");
        sleep(Duration::from_millis(5)).await;
    }
}

/// It costs one login more, and the next process has not to be told.
async fn costs_one_login(place: &Place) {
    let sandbox = Sandbox::start().await.unwrap();
    let text = place.to_text();
    let orders = Orders {
        origin: sandbox.url(),
        place: &text,
        tasks: 3,
        one_order_in: u64::MAX,
        stalls: true,
    };
    let first = Process::start(&orders, 0);
    wait_until(|| sandbox.kotak_trade().logins() == 1).await;
    let told = tokio::task::spawn_blocking(|| first.kill()).await.unwrap();
    assert!(told.is_logging_in);
    let orders = Orders {
        stalls: false,
        ..orders
    };
    let second = Process::start(&orders, 1);
    let is_answered = |one: &Exchange| one.path.contains("positions") && one.status() == Some(200);
    wait_until(|| sandbox.exchanges().iter().any(is_answered)).await;
    let told = tokio::task::spawn_blocking(|| second.stop()).await.unwrap();
    assert!(told.failures.is_empty(), "{}", told.failures.join("\n"));
    assert!(told.calls > 0);
    assert_eq!(sandbox.kotak_trade().logins(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_file_it_costs_one_login() {
    let folder = tempfile::tempdir().unwrap();
    costs_one_login(&Place::File(folder.path().join("session"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_redis_server_it_costs_one_login_once_the_lease_has_run_out() {
    let Some(server) = RedisServer::start("a process that is killed while it logs in") else {
        return;
    };
    let began = Instant::now();
    costs_one_login(&Place::Redis(server.url_with_password())).await;
    assert!(began.elapsed() > LEASE);
}
