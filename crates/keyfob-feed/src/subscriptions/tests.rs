//! The counts against a model: a list of what is wanted.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const MOST: usize = 6;

#[derive(Debug, Clone)]
enum Step {
    Add(Vec<u8>),
    Remove(Vec<u8>),
    Tell,
    Reconnect,
}

fn step() -> impl Strategy<Value = Step> {
    let topics = || vec(0..9_u8, 0..5);
    prop_oneof![
        4 => topics().prop_map(Step::Add),
        4 => topics().prop_map(Step::Remove),
        2 => Just(Step::Tell),
        1 => Just(Step::Reconnect),
    ]
}

fn distinct(wanted: &[u8]) -> Vec<u8> {
    let mut distinct = wanted.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

proptest! {
    #[test]
    fn they_are_counted(steps in vec(step(), 0..200)) {
        let (mut subscriptions, mut wanted) = (Subscriptions::new(), Vec::new());
        let (mut sent, mut revision) = (HashSet::new(), 0);
        for step in steps {
            match step {
                Step::Add(topics) => {
                    let mut more = wanted.clone();
                    more.extend(&topics);
                    let distinct = distinct(&more).len();
                    let added = subscriptions.add(&topics, MOST);
                    if distinct > MOST {
                        prop_assert_eq!(added, Err(TooMany { wanted: distinct }));
                    } else {
                        prop_assert!(added.unwrap() > revision);
                        wanted = more;
                    }
                }
                Step::Remove(topics) => {
                    prop_assert!(subscriptions.remove(&topics) > revision);
                    for topic in topics {
                        if let Some(at) = wanted.iter().position(|held| *held == topic) {
                            wanted.swap_remove(at);
                        }
                    }
                }
                // What the server is told makes what it sends what is wanted, and nothing is told twice.
                Step::Tell => {
                    let (added, removed) = subscriptions.changes(&sent);
                    prop_assert!(added.is_sorted() && removed.is_sorted());
                    for topic in added {
                        prop_assert!(sent.insert(topic));
                    }
                    for topic in removed {
                        prop_assert!(sent.remove(&topic));
                    }
                    let mut sends: Vec<_> = sent.iter().copied().collect();
                    sends.sort_unstable();
                    prop_assert_eq!(sends, distinct(&wanted));
                }
                Step::Reconnect => sent.clear(),
            }
            revision = subscriptions.revision();
            prop_assert_eq!(subscriptions.topics(), distinct(&wanted));
        }
    }
}
