//! Several processes on one store.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;

use keyfob_session::{FileStore, RedisSettings, RedisStore, SessionStore};

use crate::probe::{child, id, record};
use crate::redis::server;

const PATH: &str = "KEYFOB_TEST_PROCESSES_PATH";
const URL: &str = "KEYFOB_TEST_PROCESSES_URL";
const PROCESSES: u64 = 3;
const TASKS: u64 = 8;
const TURNS: u64 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_processes_of_eight_tasks_are_never_two_holders_of_a_file() {
    let store = |path: &str| FileStore::new(path).unwrap();
    if let Ok(path) = std::env::var(PATH) {
        return count(Arc::new(store(&path)), Path::new(&path)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session");
    let path = path.to_str().unwrap();
    run_all(
        "processes::three_processes_of_eight_tasks_are_never_two_holders_of_a_file",
        &[(PATH, path)],
    );
    let kept = store(path).load(&id()).await.unwrap().unwrap();
    assert_eq!(kept.version, PROCESSES * TASKS * TURNS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_processes_of_eight_tasks_are_never_two_holders_in_redis() {
    let store = |url: &str| RedisStore::new(RedisSettings::new(url)).unwrap();
    if let (Ok(path), Ok(url)) = (std::env::var(PATH), std::env::var(URL)) {
        return count(Arc::new(store(&url)), Path::new(&path)).await;
    }
    let Some((server, _)) = server("processes in Redis") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (path, url) = (folder.path().join("x"), server.url_with_password());
    run_all(
        "processes::three_processes_of_eight_tasks_are_never_two_holders_in_redis",
        &[(PATH, path.to_str().unwrap()), (URL, &url)],
    );
    let kept = store(&url).load(&id()).await.unwrap().unwrap();
    assert_eq!(kept.version, PROCESSES * TASKS * TURNS);
}

fn run_all(test: &str, variables: &[(&str, &str)]) {
    let mut children: Vec<_> = (0..PROCESSES).map(|_| child(test, variables)).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
}

/// Counts up in the store. Who has the lease makes a file that nobody else may have made.
async fn count(store: Arc<dyn SessionStore>, path: &Path) {
    let mark = path.with_extension("mark");
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (store, mark) = (Arc::clone(&store), mark.clone());
            tokio::spawn(async move {
                for _ in 0..TURNS {
                    let lease = store.lease(&id()).await.unwrap();
                    let made = OpenOptions::new().write(true).create_new(true).open(&mark);
                    drop(made.expect("no other holder"));
                    let kept = store.load(&id()).await.unwrap();
                    let next = kept.map_or(1, |kept| kept.version + 1);
                    store
                        .save(&id(), &lease, &record(next, "counted"))
                        .await
                        .unwrap();
                    std::fs::remove_file(&mark).unwrap();
                    drop(lease);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // Runtimes that end at once leave the last lease to run out.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}
