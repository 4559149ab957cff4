//! What is wanted, counted: the server is asked once for what several parts of a program want.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// How often each topic is wanted.
#[derive(Debug)]
pub(crate) struct Subscriptions<T> {
    wanted: HashMap<T, usize>,
    /// Counts changes.
    revision: u64,
}

/// There would be too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany {
    pub(crate) wanted: usize,
}

impl<T: Clone + Eq + Hash + Ord> Subscriptions<T> {
    pub(crate) fn new() -> Self {
        Self {
            wanted: HashMap::new(),
            revision: 0,
        }
    }

    /// Wants each once more: all of them, or none where there would be more than `most`.
    pub(crate) fn add(&mut self, topics: &[T], most: usize) -> Result<u64, TooMany> {
        let fresh: HashSet<&T> = topics
            .iter()
            .filter(|topic| !self.wanted.contains_key(topic))
            .collect();
        let wanted = self.wanted.len() + fresh.len();
        if wanted > most {
            return Err(TooMany { wanted });
        }
        for topic in topics {
            *self.wanted.entry(topic.clone()).or_default() += 1;
        }
        self.revision += 1;
        Ok(self.revision)
    }

    /// Wants each once less; what is not wanted is left alone.
    pub(crate) fn remove(&mut self, topics: &[T]) -> u64 {
        for topic in topics {
            if let Some(count) = self.wanted.get_mut(topic) {
                *count -= 1;
                if *count == 0 {
                    self.wanted.remove(topic);
                }
            }
        }
        self.revision += 1;
        self.revision
    }

    /// Which the server has to be told of, if it knows of `sent`: those to add and those to take away, each in their order.
    pub(crate) fn changes(&self, sent: &HashSet<T>) -> (Vec<T>, Vec<T>) {
        let wanted = self.wanted.keys().filter(|topic| !sent.contains(topic));
        let mut added: Vec<_> = wanted.cloned().collect();
        let gone = sent.iter().filter(|topic| !self.wanted.contains_key(topic));
        let mut removed: Vec<_> = gone.cloned().collect();
        added.sort_unstable();
        removed.sort_unstable();
        (added, removed)
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn topics(&self) -> Vec<T> {
        let mut topics: Vec<_> = self.wanted.keys().cloned().collect();
        topics.sort_unstable();
        topics
    }
}

#[cfg(test)]
mod tests;
