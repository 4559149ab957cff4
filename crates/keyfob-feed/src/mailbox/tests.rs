//! The mailbox against a model that searches a list.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Wake;
use std::time::SystemTime;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::GapReason;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    key: Option<u8>,
    number: usize,
    passed: u64,
}

impl Conflate for Event {
    type Key = u8;

    fn key(&self) -> Option<u8> {
        self.key
    }

    fn replaces(&mut self, older: &Self) {
        assert!(older.number < self.number && older.key == self.key);
        self.passed += older.passed + 1;
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Event(Event),
    Gap(u32),
    Ended,
}

#[derive(Debug, Clone)]
enum Step {
    Push(Option<u8>),
    Gap,
    Read,
}

/// What waits, in order, and how many were passed over.
#[derive(Default)]
struct Model {
    waiting: VecDeque<Item>,
    conflated: u64,
}

impl Model {
    fn push(&mut self, mut event: Event) {
        let same = |item: &Item| matches!(item, Item::Event(held) if held.key.is_some() && held.key == event.key);
        let Some(at) = self.waiting.iter().position(same) else {
            return self.waiting.push_back(Item::Event(event));
        };
        let Item::Event(older) = self.waiting[at].clone() else {
            unreachable!()
        };
        event.passed = older.passed + 1;
        self.conflated += 1;
        let is_before_a_gap = self
            .waiting
            .range(at..)
            .any(|item| matches!(item, Item::Gap(_)));
        if is_before_a_gap {
            self.waiting.remove(at);
            self.waiting.push_back(Item::Event(event));
        } else {
            self.waiting[at] = Item::Event(event);
        }
    }

    fn keys(&self) -> usize {
        let keyed = |item: &&Item| matches!(item, Item::Event(event) if event.key.is_some());
        self.waiting.iter().filter(keyed).count()
    }
}

fn read(mailbox: &Mailbox<Event>) -> Option<Item> {
    let mut context = Context::from_waker(Waker::noop());
    match mailbox.poll_next(&mut context) {
        Poll::Ready(item) => item.map(|item| match item {
            FeedItem::Event(event) => Item::Event(event),
            FeedItem::Gap(gap) => Item::Gap(gap.attempts),
            FeedItem::Ended(_) => Item::Ended,
        }),
        Poll::Pending => None,
    }
}

fn gap(number: u32) -> Gap {
    Gap {
        from: SystemTime::UNIX_EPOCH,
        to: SystemTime::UNIX_EPOCH,
        reason: GapReason::Cut,
        attempts: number,
    }
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..40_u8).prop_map(|key| Step::Push(Some(key))),
        2 => Just(Step::Push(None)),
        1 => Just(Step::Gap),
        3 => Just(Step::Read),
    ]
}

proptest! {
    #[test]
    fn it_does_what_the_model_does(steps in vec(step(), 0..1_500)) {
        let (mailbox, mut model) = (Mailbox::new(), Model::default());
        for (number, step) in steps.into_iter().enumerate() {
            match step {
                Step::Push(key) => {
                    let event = Event { key, number, passed: 0 };
                    mailbox.lock().push(event.clone());
                    model.push(event);
                }
                Step::Gap => {
                    let number = u32::try_from(number).unwrap();
                    mailbox.gap(gap(number));
                    model.waiting.push_back(Item::Gap(number));
                }
                Step::Read => prop_assert_eq!(read(&mailbox), model.waiting.pop_front()),
            }
            let contents = mailbox.contents();
            prop_assert_eq!(contents.conflated, model.conflated);
            prop_assert_eq!(contents.latest.len(), model.keys());
            prop_assert!(contents.order.len() <= 2 * model.waiting.len() + 64);
        }
        mailbox.end(Some(Error::invalid_input("over")));
        mailbox.lock().push(Event { key: None, number: 0, passed: 0 });
        mailbox.end(Some(Error::invalid_input("twice")));
        model.waiting.push_back(Item::Ended);
        while let Some(item) = model.waiting.pop_front() {
            prop_assert_eq!(read(&mailbox), Some(item));
        }
        prop_assert_eq!(read(&mailbox), None);
        prop_assert!(mailbox.contents().latest.is_empty());
    }
}

/// Nobody reads for a whole day with a gap every minute: what waits is as much as there are keys and gaps.
#[test]
fn a_reader_who_sleeps_over_many_gaps() {
    let (mailbox, keys, gaps) = (Mailbox::new(), 200, 1_440);
    let mut number = 0;
    for minute in 0..gaps {
        for _ in 0..3 {
            for key in 0..keys {
                let key = Some(key);
                mailbox.lock().push(Event {
                    key,
                    number,
                    passed: 0,
                });
                number += 1;
            }
        }
        mailbox.gap(gap(minute));
        let contents = mailbox.contents();
        let kept = usize::try_from(minute).unwrap() + 1;
        assert_eq!(contents.latest.len(), usize::from(keys));
        assert!(contents.order.len() <= 2 * (usize::from(keys) + kept) + 64);
    }
    let told = number - usize::from(keys);
    assert_eq!(mailbox.conflated(), u64::try_from(told).unwrap());
    // All but the last gap come before what came after them.
    for minute in 0..gaps - 1 {
        assert_eq!(read(&mailbox), Some(Item::Gap(minute)));
    }
    let mut passed = 0;
    for _ in 0..keys {
        let Some(Item::Event(event)) = read(&mailbox) else {
            panic!("an event");
        };
        passed += event.passed + 1;
    }
    assert_eq!(passed, u64::try_from(number).unwrap());
    assert_eq!(read(&mailbox), Some(Item::Gap(gaps - 1)));
    assert_eq!(read(&mailbox), None);
}

#[test]
fn room_is_given_back_once_all_is_read() {
    let mailbox = Mailbox::new();
    for number in 0..100_000 {
        mailbox.lock().push(Event {
            key: None,
            number,
            passed: 0,
        });
    }
    while read(&mailbox).is_some() {}
    assert!(mailbox.contents().order.capacity() <= 2 * ROOM);
}

#[test]
fn what_another_one_holds_is_taken_over_in_order() {
    let (one, other) = (Mailbox::new(), Mailbox::new());
    let event = |key, number| Event {
        key,
        number,
        passed: 0,
    };
    one.lock().push(event(Some(1), 0));
    one.gap(gap(7));
    other.lock().push(event(None, 1));
    other.lock().push(event(Some(1), 2));
    other.lock().push(event(Some(1), 3));
    one.append(&other);
    assert_eq!(one.conflated(), 2);
    assert_eq!(read(&one), Some(Item::Gap(7)));
    assert_eq!(read(&one), Some(Item::Event(event(None, 1))));
    let newest = Event {
        passed: 2,
        ..event(Some(1), 3)
    };
    assert_eq!(read(&one), Some(Item::Event(newest)));
    assert_eq!(read(&one), None);
    assert_eq!(read(&other), None);
}

#[test]
fn the_reader_is_woken_once_for_all_events_of_a_frame() {
    struct Count(AtomicUsize);
    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let count = Arc::new(Count(AtomicUsize::new(0)));
    let waker = Waker::from(Arc::clone(&count));
    let mailbox = Mailbox::new();
    let poll = || mailbox.poll_next(&mut Context::from_waker(&waker));
    assert!(poll().is_pending());
    drop(mailbox.lock());
    assert_eq!(count.0.load(Ordering::SeqCst), 0);
    let mut guard = mailbox.lock();
    for number in 0..3 {
        guard.push(Event {
            key: Some(1),
            number,
            passed: 0,
        });
    }
    drop(guard);
    assert_eq!(count.0.load(Ordering::SeqCst), 1);
    assert!(poll().is_ready());
    assert!(poll().is_pending());
    mailbox.end(None);
    assert_eq!(count.0.load(Ordering::SeqCst), 2);
    assert!(matches!(poll(), Poll::Ready(None)));
}

#[test]
fn the_reader_is_woken_once_the_mailbox_is_free() {
    struct Looks(Arc<Mailbox<Event>>, AtomicUsize);
    impl Wake for Looks {
        fn wake(self: Arc<Self>) {
            let is_free = self.0.0.try_lock().is_ok();
            self.1.fetch_add(usize::from(is_free), Ordering::SeqCst);
        }
    }
    let mailbox = Arc::new(Mailbox::new());
    let looks = Arc::new(Looks(Arc::clone(&mailbox), AtomicUsize::new(0)));
    let waker = Waker::from(Arc::clone(&looks));
    let mut context = Context::from_waker(&waker);
    assert!(mailbox.poll_next(&mut context).is_pending());
    mailbox.gap(gap(1));
    assert_eq!(looks.1.load(Ordering::SeqCst), 1);
}
