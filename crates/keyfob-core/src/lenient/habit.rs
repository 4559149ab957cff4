//! In which order members came: the rows of a list have the same.

use std::cell::RefCell;

use super::members::Known;

/// The order in which the members of a type come, as places in what it knows.
pub(super) struct Order {
    known: Known,
    places: Vec<usize>,
    /// How many came until now.
    came: usize,
    /// The one after that which came last: many types are sorted, and so are many answers.
    after: usize,
}

/// For how many types an order is kept.
const MOST: usize = 4;

thread_local! {
    static KEPT: RefCell<Vec<(Known, Vec<usize>)>> = const { RefCell::new(Vec::new()) };
}

impl Order {
    /// That of the last object of this type.
    pub(super) fn of_last(known: Known) -> Self {
        let places = KEPT.with_borrow_mut(|kept| {
            let mut kept = kept.iter_mut();
            let found = kept.find(|(of, _)| std::ptr::eq(*of, known));
            found.map(|(_, places)| std::mem::take(places))
        });
        Self {
            known,
            places: places.unwrap_or_default(),
            came: 0,
            after: 0,
        }
    }

    /// Which one is likely to come next.
    pub(super) fn next(&self) -> usize {
        self.places.get(self.came).copied().unwrap_or(self.after)
    }

    /// Notes which one came; one beyond all places for one that is not known.
    pub(super) fn came(&mut self, place: usize) {
        match self.places.get_mut(self.came) {
            Some(known) => *known = place,
            // An object of endless members is not remembered.
            None if self.came < 2 * self.known.len() => self.places.push(place),
            None => {}
        }
        self.came += 1;
        self.after = place.saturating_add(1);
    }

    /// Keeps it for the next object.
    pub(super) fn keep(self) {
        KEPT.with_borrow_mut(|kept| {
            let mut all = kept.iter_mut();
            if let Some((_, places)) = all.find(|(of, _)| std::ptr::eq(*of, self.known)) {
                *places = self.places;
                return;
            }
            if kept.len() == MOST {
                kept.remove(0);
            }
            kept.push((self.known, self.places));
        });
    }
}
