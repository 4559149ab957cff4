//! The lease of [`MemoryStore`]: its holders in every order.
//!
//! It takes its own locks, and holds none of them while it waits: between its calls the checker changes the task.

use std::sync::atomic::{AtomicUsize, Ordering};

use keyfob_session::{MemoryStore, Record, SessionId, SessionStore};
use shuttle::future::{block_on, spawn, yield_now};
use shuttle::sync::Arc;
use shuttle::{check_pct, check_random};

fn record(version: u64, of: usize) -> Record {
    Record {
        version,
        contents: vec![of as u8].into(),
        expires_at: None,
    }
}

#[test]
fn one_holds_it_at_a_time_and_each_save_counts_once() {
    let model = || {
        let store = MemoryStore::new();
        let holders = Arc::new(AtomicUsize::new(0));
        let tasks: Vec<_> = (0..4)
            .map(|number| {
                let (store, holders) = (store.clone(), Arc::clone(&holders));
                spawn(async move {
                    let id = SessionId::new("quatrix", "acme");
                    if number == 3 {
                        // One that is gone while it waits.
                        let mut lease = store.lease(&id);
                        let waker = std::task::Waker::noop();
                        let _ = lease
                            .as_mut()
                            .poll(&mut std::task::Context::from_waker(waker));
                        yield_now().await;
                        return 0;
                    }
                    yield_now().await;
                    let lease = store.lease(&id).await.unwrap();
                    assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0, "two hold it");
                    yield_now().await;
                    let kept = store.load(&id).await.unwrap();
                    yield_now().await;
                    let version = kept.map_or(0, |kept| kept.version) + 1;
                    let new = record(version, number);
                    store.save(&id, &lease, &new).await.unwrap();
                    // The same version does not count twice.
                    assert!(store.save(&id, &lease, &new).await.is_err());
                    yield_now().await;
                    holders.fetch_sub(1, Ordering::SeqCst);
                    lease.fence()
                })
            })
            .collect();
        let mut fences: Vec<_> = tasks
            .into_iter()
            .map(|task| block_on(task).unwrap())
            .filter(|fence| *fence > 0)
            .collect();
        fences.sort_unstable();
        fences.dedup();
        assert_eq!(fences.len(), 3, "{fences:?}");
        let kept = block_on(store.load(&SessionId::new("quatrix", "acme")));
        assert_eq!(kept.unwrap().unwrap().version, 3);
    };
    check_random(model, 1000);
    check_pct(model, 1000, 3);
}
