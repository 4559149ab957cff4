//! Random lives of orders, told by a feed that is cut, a book and histories: each state once, in order, none missed at the end.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// One step of an order's life.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    word: &'static str,
    /// The book's word for it.
    standing: &'static str,
    filled: i64,
    price: i64,
    at: i64,
}

/// What may happen next.
#[derive(Debug, Clone)]
enum Happening {
    /// The order takes its next step; pushed, if the line is up.
    Step(usize),
    Cut,
    /// The line is up: states are pushed again, then the book is read, and the histories of what changed.
    Connect {
        pushed_again: bool,
        with_history: bool,
    },
    /// The book is read, and has some orders as they were some steps ago.
    StaleBook(usize),
    /// A history is read without need.
    History(usize),
    /// So is one that is late by some steps.
    StaleHistory(usize, usize),
    /// The feed pushes a state again.
    Again(usize),
}

/// What is told of each order, and of which steps.
struct World {
    lives: Vec<Vec<Step>>,
    /// How many steps each has taken.
    taken: Vec<usize>,
    is_up: bool,
    has_times: bool,
    tracker: Tracker,
    told: HashMap<usize, Vec<Step>>,
}

impl World {
    fn state(&self, found: Found, step: Step) -> OrderState {
        let word = if found == Found::Book {
            step.standing
        } else {
            step.word
        };
        let price = Some(Decimal::from(step.price));
        OrderState {
            price,
            ..state(found, word, step.filled, self.has_times.then_some(step.at))
        }
    }

    fn offer(&mut self, order: usize, found: Found, step: Step) {
        if self
            .tracker
            .take(&order.to_string(), self.state(found, step))
        {
            self.told.entry(order).or_default().push(step);
        }
    }

    fn now(&self, order: usize) -> Option<Step> {
        self.ago(order, 0)
    }

    fn ago(&self, order: usize, steps: usize) -> Option<Step> {
        let at = self.taken[order].checked_sub(1 + steps)?;
        Some(self.lives[order][at])
    }

    fn read_history(&mut self, order: usize, late: usize) {
        let has = self.taken[order].saturating_sub(late);
        let rows = self.lives[order][..has].to_vec();
        let rows = rows.into_iter();
        let rows: Vec<_> = rows
            .map(|step| (self.state(Found::History, step), step))
            .collect();
        let new = self.tracker.take_history(&order.to_string(), rows);
        self.told.entry(order).or_default().extend(new);
    }

    fn catch_up(&mut self, with_history: bool) {
        for order in 0..self.lives.len() {
            let Some(now) = self.now(order) else { continue };
            let row = self.state(Found::Book, now);
            if self.tracker.is_new(&order.to_string(), &row) && with_history {
                self.read_history(order, 0);
            }
            self.offer(order, Found::Book, now);
        }
    }

    fn happen(&mut self, happening: &Happening) {
        let orders = self.lives.len();
        match happening {
            Happening::Step(order) => {
                let order = order % orders;
                self.taken[order] = (self.taken[order] + 1).min(self.lives[order].len());
                if let Some(now) = self.now(order).filter(|_| self.is_up) {
                    self.offer(order, Found::Feed, now);
                }
            }
            Happening::Cut => self.is_up = false,
            Happening::Connect {
                pushed_again,
                with_history,
            } => {
                let was_up = std::mem::replace(&mut self.is_up, true);
                if !was_up {
                    self.catch_up(*with_history);
                }
                for order in (0..orders).filter(|_| *pushed_again) {
                    if let Some(now) = self.now(order) {
                        self.offer(order, Found::Feed, now);
                    }
                }
            }
            Happening::StaleBook(steps) if self.is_up => {
                for order in 0..orders {
                    if let Some(then) = self.ago(order, *steps) {
                        self.offer(order, Found::Book, then);
                    }
                }
            }
            Happening::History(order) if self.is_up => self.read_history(order % orders, 0),
            Happening::StaleHistory(order, late) if self.is_up => {
                self.read_history(order % orders, *late);
            }
            Happening::Again(order) if self.is_up => {
                if let Some(now) = self.now(order % orders) {
                    self.offer(order % orders, Found::Feed, now);
                }
            }
            _ => {}
        }
    }
}

/// A life: words in the order of a vendor's, changes, fills and an end. The first steps may have one time.
fn life() -> impl Strategy<Value = Vec<Step>> {
    let middle = prop_oneof![
        3 => (1..4_i64).prop_map(|units| ("traded", "open", units)),
        1 => Just(("modify pending", "modify pending", 0)),
        1 => Just(("modified", "open", 0)),
        1 => Just(("open", "open", 0)),
        1 => Just(("a word of tomorrow", "a word of tomorrow", 0)),
    ];
    let end = prop_oneof![
        Just("complete"),
        Just("cancelled"),
        Just("rejected"),
        Just(""),
    ];
    (vec(middle, 0..6), end, 0..2_i64, 1..1000_i64).prop_map(|(middle, end, pace, start)| {
        let mut steps = Vec::new();
        let (mut at, mut filled) = (start, 0);
        for word in ["put order req received", "open pending", "open"] {
            steps.push(Step {
                word,
                standing: word,
                filled,
                price: 100,
                at,
            });
            at += pace;
        }
        for (word, standing, units) in middle {
            at += 1;
            filled += units;
            if filled >= 10 {
                break;
            }
            steps.push(Step {
                word,
                standing,
                filled,
                price: 100,
                at,
            });
        }
        at += 1;
        if !end.is_empty() {
            let filled = if end == "complete" { 10 } else { filled.min(9) };
            steps.push(Step {
                word: end,
                standing: end,
                filled,
                price: 100,
                at,
            });
        }
        steps
    })
}

/// A life in which the price changes, too. Without times and over cuts it can be told if no price comes back; `comes_back` has them do so.
fn priced_life(comes_back: bool) -> impl Strategy<Value = Vec<Step>> {
    (plain_life(), vec((0..8_usize, 0..3_i64), 0..8)).prop_map(move |(mut steps, changes)| {
        for (place, change) in changes {
            let standing: Vec<_> = (0..steps.len())
                .filter(|at| ["open", "traded"].contains(&steps[*at].word))
                .collect();
            if standing.is_empty() {
                continue;
            }
            let at = standing[place % standing.len()];
            let mut changed = steps[at];
            changed.word = "open";
            changed.standing = "open";
            steps.insert(at + 1, changed);
            let from = at + 1;
            for step in &mut steps[from..] {
                match comes_back {
                    true => step.price = 100 + (step.price + 1 + change) % 3,
                    false => step.price += 1 + change,
                }
            }
        }
        // No state twice in a row: nothing tells the second one apart.
        steps.dedup_by(|next, last| {
            next.standing == last.standing && next.filled == last.filled && next.price == last.price
        });
        steps
    })
}

/// A life that can be told without times, also by a book that is late: no state comes back once an order stands.
fn plain_life() -> impl Strategy<Value = Vec<Step>> {
    life().prop_map(|mut steps| {
        steps.retain(|step| step.word != "modify pending" && step.word != "modified");
        steps.retain(|step| step.word != "a word of tomorrow");
        let mut filled = None;
        steps.retain(|step| step.word != "open" || filled.replace(step.filled).is_none());
        steps
    })
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        8 => (0..4_usize).prop_map(Happening::Step),
        2 => Just(Happening::Cut),
        3 => any::<bool>().prop_map(|pushed_again| Happening::Connect { pushed_again, with_history: true }),
        1 => (0..4_usize).prop_map(Happening::StaleBook),
        1 => (0..4_usize).prop_map(Happening::History),
        1 => (0..4_usize, 1..4_usize).prop_map(|(order, late)| Happening::StaleHistory(order, late)),
        1 => (0..4_usize).prop_map(Happening::Again),
    ]
}

fn live(lives: Vec<Vec<Step>>, has_times: bool, happenings: &[Happening]) -> World {
    let mut world = World {
        taken: vec![0; lives.len()],
        lives,
        is_up: true,
        has_times,
        tracker: Tracker::default(),
        told: HashMap::new(),
    };
    for happening in happenings {
        world.happen(happening);
    }
    world.happen(&Happening::Cut);
    let with_history = true;
    world.happen(&Happening::Connect {
        pushed_again: true,
        with_history,
    });
    world
}

fn check(world: &World) {
    for (order, life) in world.lives.iter().enumerate() {
        let told = world.told.get(&order).map_or(&[][..], |told| &told[..]);
        assert_eq!(told, &life[..world.taken[order]], "order {order}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_state_is_told_once_in_order_and_none_is_missed(
        lives in vec(life(), 1..4),
        happenings in vec(happening(), 0..80),
    ) {
        check(&live(lives, true, &happenings));
    }

    #[test]
    fn so_it_is_without_times(
        lives in vec(plain_life(), 1..4),
        happenings in vec(happening(), 0..80),
    ) {
        check(&live(lives, false, &happenings));
    }

    #[test]
    fn so_it_is_without_times_where_prices_change(
        lives in vec(priced_life(false), 1..4),
        happenings in vec(happening(), 0..80),
    ) {
        check(&live(lives, false, &happenings));
    }

    /// What is told live is told also if it was so before, whatever late books have.
    #[test]
    fn without_times_a_price_that_comes_back_is_told_live(
        lives in vec(priced_life(true), 1..4),
        happenings in vec(happening(), 0..80),
    ) {
        let happenings: Vec<_> = happenings.into_iter().filter(|it| !matches!(it, Happening::Cut)).collect();
        check(&live(lives, false, &happenings));
    }

    /// Then a state between may be missed, but none is told twice or late, and the last one is told.
    #[test]
    fn where_no_history_can_be_read_the_newest_state_is_told(
        lives in vec(life(), 1..4),
        happenings in vec(happening(), 0..80),
    ) {
        let without: Vec<_> = happenings.into_iter().map(|happening| match happening {
            Happening::Connect { pushed_again, .. } => Happening::Connect { pushed_again, with_history: false },
            Happening::History(_) | Happening::StaleHistory(..) => Happening::Cut,
            other => other,
        }).collect();
        let world = live(lives, true, &without);
        for (order, life) in world.lives.iter().enumerate() {
            let told = world.told.get(&order).map_or(&[][..], |told| &told[..]);
            let places: Vec<_> = told.iter().map(|step| life.iter().position(|it| it == step)).collect();
            assert!(places.is_sorted_by(|one, other| one < other), "order {order}: {places:?}");
            assert_eq!(told.last(), world.now(order).as_ref(), "order {order}");
        }
    }
}
