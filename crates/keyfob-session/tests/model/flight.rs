//! The single-flight cell: one at a time does the work, and nobody waits for ever. The checker tells if anybody does.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Waker};

use shuttle::future::{block_on, spawn, yield_now};
use shuttle::{check_dfs, check_pct, check_random};

use crate::single_flight::{Leader, Role, SingleFlight};
use crate::sync::{Arc, Mutex, lock};

/// So many orders are tried of each kind.
const ORDERS: usize = 1000;

/// Tries random orders, and such as need few but certain changes of task.
fn check(model: impl Fn() + Copy + Send + Sync + 'static) {
    check_random(model, ORDERS);
    check_pct(model, ORDERS, 3);
}

/// What is got by the work: a number, greater each time.
#[derive(Default)]
struct World {
    flight: SingleFlight<Arc<usize>>,
    found: Mutex<Option<Arc<usize>>>,
    leads: AtomicUsize,
    at_work: AtomicBool,
    /// So many of those who do the work are gone without an end.
    abandoned: AtomicUsize,
}

impl World {
    fn leads(&self) -> usize {
        self.leads.load(Ordering::SeqCst)
    }

    /// A number greater than this, as the manager gets its sessions.
    async fn want(self: &Arc<Self>, more_than: usize) -> usize {
        loop {
            let is_done = || {
                lock(&self.found)
                    .clone()
                    .filter(|found| **found > more_than)
            };
            let follower = match self.flight.join(is_done) {
                Role::Done(found) => return *found,
                Role::Follower(follower) => follower,
                Role::Leader(leader, follower) => {
                    drop(spawn(Arc::clone(self).work(leader)));
                    follower
                }
            };
            if let Some(found) = follower.await {
                return *found;
            }
        }
    }

    async fn work(self: Arc<Self>, leader: Leader<Arc<usize>>) {
        assert!(!self.at_work.swap(true, Ordering::SeqCst), "two at once");
        yield_now().await;
        let is_abandoned = self
            .abandoned
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            })
            .is_ok();
        self.at_work.store(false, Ordering::SeqCst);
        if is_abandoned {
            return;
        }
        let number = Arc::new(self.leads.fetch_add(1, Ordering::SeqCst) + 1);
        *lock(&self.found) = Some(Arc::clone(&number));
        leader.complete(number);
    }
}

/// So many want it at once, and each of them again when it has it.
fn all_get_it(count: usize, abandoned: usize) {
    let world = Arc::new(World {
        abandoned: AtomicUsize::new(abandoned),
        ..World::default()
    });
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let world = Arc::clone(&world);
            spawn(async move { (world.want(0).await, world.want(0).await) })
        })
        .collect();
    for task in tasks {
        assert_eq!(block_on(task).unwrap(), (1, 1));
    }
    assert_eq!(world.leads(), 1);
}

#[test]
fn of_all_who_want_it_one_leads_and_each_gets_the_outcome() {
    check(|| all_get_it(4, 0));
}

/// Tries every order there is; there have to be some.
fn check_all(model: impl Fn() + Send + Sync + 'static) {
    let orders = std::sync::Arc::new(AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&orders);
    let counting = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        model();
    };
    check_dfs(counting, Some(MOST));
    let orders = orders.load(Ordering::SeqCst);
    println!("{orders} orders");
    assert!((10..MOST).contains(&orders), "{orders}");
}

const MOST: usize = 50_000;

#[test]
fn of_two_who_ask_at_once_one_leads_in_every_order_there_is() {
    check_all(|| {
        let flight = Arc::new(SingleFlight::<usize>::default());
        let other = shuttle::thread::spawn({
            let flight = Arc::clone(&flight);
            move || flight.join(|| None)
        });
        let roles = [flight.join(|| None), other.join().unwrap()];
        let leads = roles.iter().filter(|it| matches!(it, Role::Leader(..)));
        assert_eq!(leads.count(), 1);
    });
}

#[test]
fn who_waits_is_told_in_every_order_there_is() {
    for completes in [true, false] {
        check_all(move || {
            let flight = SingleFlight::default();
            let Role::Leader(leader, follower) = flight.join(|| None) else {
                panic!("somebody else leads");
            };
            let ending = shuttle::thread::spawn(move || match completes {
                true => leader.complete(1),
                false => drop(leader),
            });
            assert_eq!(block_on(follower), completes.then_some(1));
            ending.join().unwrap();
        });
    }
}

#[test]
fn who_comes_when_it_is_done_does_not_lead_in_any_order_there_is() {
    check_all(|| {
        let flight = Arc::new(SingleFlight::default());
        // No lock of the checker's: the crate's own are those that matter.
        let found = Arc::new(std::sync::Mutex::new(None));
        let Role::Leader(leader, _) = flight.join(|| None) else {
            panic!("somebody else leads");
        };
        let ending = shuttle::thread::spawn({
            let found = Arc::clone(&found);
            move || {
                *found.lock().unwrap() = Some(1);
                leader.complete(1);
            }
        });
        let told = match flight.join(|| *found.lock().unwrap()) {
            Role::Done(found) => Some(found),
            Role::Follower(follower) => block_on(follower),
            Role::Leader(..) => panic!("it is done twice"),
        };
        assert_eq!(told, Some(1));
        ending.join().unwrap();
    });
}

#[test]
fn who_is_gone_without_an_end_lets_another_lead_and_nobody_waits_for_ever() {
    check(|| all_get_it(3, 2));
}

/// Whoever was told asks for the next one: what it gets is not the one before.
#[test]
fn who_asks_anew_gets_what_is_new() {
    check(|| {
        let world = Arc::new(World::default());
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let world = Arc::clone(&world);
                spawn(async move {
                    let first = world.want(0).await;
                    (first, world.want(1).await)
                })
            })
            .collect();
        for task in tasks {
            let (first, second) = block_on(task).unwrap();
            assert!(first >= 1 && second == 2, "{first} {second}");
        }
        assert_eq!(world.leads(), 2);
    });
}

/// A waker that tells whether anybody keeps it.
struct Noted;

impl std::task::Wake for Noted {
    fn wake(self: std::sync::Arc<Self>) {}
}

#[test]
fn a_follower_that_is_dropped_leaves_nothing() {
    check(|| {
        let world = Arc::new(World::default());
        let noted = std::sync::Arc::new(Noted);
        let waiting = spawn({
            let (world, noted) = (Arc::clone(&world), std::sync::Arc::clone(&noted));
            async move {
                let waker = Waker::from(noted);
                let mut want = Box::pin(world.want(0));
                for _ in 0..2 {
                    let polled = want.as_mut().poll(&mut Context::from_waker(&waker));
                    if polled.is_ready() {
                        return;
                    }
                    yield_now().await;
                }
            }
        });
        let other = spawn({
            let world = Arc::clone(&world);
            async move { world.want(0).await }
        });
        block_on(waiting).unwrap();
        // Or it is in the hands of who wakes it at this moment.
        while std::sync::Arc::strong_count(&noted) > 1 {
            assert!(
                lock(&world.found).is_some(),
                "it is kept though nobody waits"
            );
            shuttle::thread::yield_now();
        }
        assert_eq!(block_on(other).unwrap(), 1);
        let found = lock(&world.found).take().unwrap();
        while Arc::strong_count(&found) > 1 {
            shuttle::thread::yield_now();
        }
        assert_eq!(world.leads(), 1);
    });
}
