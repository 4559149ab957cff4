//! What is known while one answer is decoded, on the thread that decodes it.
//!
//! What is asked for each member lies in cells of its own; what is asked seldom, behind a borrow.

use std::cell::{Cell, RefCell};
use std::fmt::Write;

use super::DEEPEST;
use crate::Drift;

/// What shows that an answer is one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Proof<'a> {
    /// The members of the answer of which one must be there. None: nothing is asked for.
    pub(crate) members: &'static [&'static str],
    /// Where errors tell what they are. Members of these names prove nothing.
    pub(crate) faults: &'a [&'static str],
    /// What all rows together may take in memory, in bytes.
    pub(crate) memory: usize,
}

/// What became of the decoding.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Whether the answer was read member by member. A type that reads itself otherwise has its own proof.
    pub(crate) is_by_members: bool,
    /// Whether one of the members of the proof was there.
    pub(crate) is_proved: bool,
    /// Whether it was there as an empty list: a fault beside it would speak against it.
    pub(crate) is_empty: bool,
    /// How many rows of lists were left out.
    pub(crate) rows_left_out: usize,
    /// Whether an answer that is a bare list was none, or had rows of which none could be read.
    pub(crate) is_no_list: bool,
    /// How many members and rows were left out since they have another type.
    pub(crate) left_out: usize,
    /// The type that the first of them should have had.
    pub(crate) wanted: Option<&'static str>,
    /// Where they stand: the first of them.
    pub(crate) drift: Vec<Drift>,
    /// Why decoding had to end.
    pub(crate) fatal: Option<&'static str>,
}

struct State {
    /// Whether an answer is decoded, not a value that somebody reads on their own.
    is_answer: bool,
    faults: Vec<&'static str>,
    /// What the rows may still take, in bytes.
    memory: usize,
    /// What members that are not described may still take, in bytes.
    spare: usize,
    /// Where what is read now stands, from the answer down to the member.
    path: Vec<Step>,
    report: Report,
}

/// What is asked for every member.
struct Counts {
    depth: Cell<usize>,
    /// The members of the proof.
    members: Cell<&'static [&'static str]>,
    /// The marks of the names in which errors tell what they are: a name without one of these is none.
    fault_marks: Cell<u64>,
    /// Known members with a value, since the beginning.
    seen: Cell<usize>,
    strangers: Cell<usize>,
    faults_seen: Cell<usize>,
    /// The member that is read now.
    member: Cell<Option<&'static str>>,
    /// Whether decoding had to end.
    is_over: Cell<bool>,
}

/// One step down in an answer.
pub(super) enum Step {
    Member(&'static str),
    Key(String),
    Row(usize),
}

/// How many places are told that could not be read.
const MOST_DRIFT: usize = 100;

/// How much is told of a name that the vendor chose, in characters.
const LONGEST_KEY: usize = 64;

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::new()) };
    static COUNTS: Counts = const { Counts::new() };
}

impl State {
    const fn new() -> Self {
        Self {
            is_answer: false,
            faults: Vec::new(),
            memory: 0,
            spare: 0,
            path: Vec::new(),
            report: Report::new(),
        }
    }
}

impl Report {
    const fn new() -> Self {
        Self {
            is_by_members: false,
            is_proved: false,
            is_empty: false,
            rows_left_out: 0,
            is_no_list: false,
            left_out: 0,
            wanted: None,
            drift: Vec::new(),
            fatal: None,
        }
    }
}

impl Counts {
    const fn new() -> Self {
        Self {
            depth: Cell::new(0),
            members: Cell::new(&[]),
            fault_marks: Cell::new(0),
            seen: Cell::new(0),
            strangers: Cell::new(0),
            faults_seen: Cell::new(0),
            member: Cell::new(None),
            is_over: Cell::new(false),
        }
    }

    /// Takes over what the other one has, and gives it what was here.
    fn swap(&self, other: &Self) {
        self.depth.swap(&other.depth);
        self.members.swap(&other.members);
        self.fault_marks.swap(&other.fault_marks);
        self.seen.swap(&other.seen);
        self.strangers.swap(&other.strangers);
        self.faults_seen.swap(&other.faults_seen);
        self.member.swap(&other.member);
        self.is_over.swap(&other.is_over);
    }
}

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    STATE.with(|state| act(&mut state.borrow_mut()))
}

fn add_one(count: &Cell<usize>) {
    count.set(count.get() + 1);
}

/// One bit, by the length and the first letter of a name, whatever its case.
fn mark(name: &str) -> u64 {
    let first = name.as_bytes().first().map_or(0, |byte| byte | 0x20);
    1 << ((usize::from(first) + 5 * name.len()) % 64)
}

/// Decodes an answer, and tells what became of it. `run` must not wait for anything.
pub(crate) fn within<T>(proof: Proof<'_>, run: impl FnOnce() -> T) -> (T, Report) {
    let outer = begin(proof);
    let value = run();
    (value, finish(outer))
}

/// What was being read when another answer began.
type Outer = (State, Counts);

fn begin(proof: Proof<'_>) -> Outer {
    let counts = Counts::new();
    counts.members.set(proof.members);
    let marks = proof.faults.iter().fold(0, |all, name| all | mark(name));
    counts.fault_marks.set(marks);
    let state = STATE.with(|state| {
        state.replace(State {
            is_answer: true,
            faults: proof.faults.to_vec(),
            memory: proof.memory,
            spare: proof.memory / 2,
            ..State::new()
        })
    });
    COUNTS.with(|now| now.swap(&counts));
    (state, counts)
}

fn finish((state, counts): Outer) -> Report {
    COUNTS.with(|now| now.swap(&counts));
    STATE.with(|now| now.replace(state)).report
}

/// One level of an answer, with the member that it is and how much of the path leads there. It ends when this is dropped.
pub(super) struct Level {
    member: Option<&'static str>,
    path: usize,
}

impl Level {
    /// The next level; `None` when that is too deep.
    pub(super) fn enter() -> Option<Self> {
        COUNTS.with(|counts| {
            let depth = counts.depth.get();
            with(|state| {
                if depth == 0 && !state.is_answer {
                    *state = State::new();
                    counts.swap(&Counts::new());
                }
                if depth >= DEEPEST {
                    end(state, counts, "it nests too deep");
                    return None;
                }
                state.report.is_by_members |= depth == 0;
                counts.depth.set(depth + 1);
                let (member, path) = (counts.member.take(), state.path.len());
                state.path.extend(member.map(Step::Member));
                Some(Self { member, path })
            })
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        COUNTS.with(|counts| {
            counts.depth.set(counts.depth.get().saturating_sub(1));
            counts.member.set(self.member);
        });
        with(|state| state.path.truncate(self.path));
    }
}

/// Whether nothing encloses what is decoded now.
pub(super) fn is_root() -> bool {
    COUNTS.with(|counts| counts.depth.get() == 0)
}

/// Whether what is read now is the answer itself, which some of its members may prove.
pub(super) fn may_prove() -> bool {
    COUNTS.with(|counts| counts.depth.get() == 1 && !counts.members.get().is_empty())
}

/// Whether members of this name prove the answer that they are of.
pub(super) fn proves(name: &str) -> bool {
    COUNTS.with(|counts| counts.members.get().contains(&name))
}

pub(super) fn proved() {
    with(|state| state.report.is_proved = true);
}

pub(super) fn proved_empty() {
    with(|state| state.report.is_empty = true);
}

pub(super) fn row_left_out() {
    with(|state| state.report.rows_left_out += 1);
}

/// Takes so much of the memory that the rows of the whole answer may take. Values that somebody reads on their own may take any.
pub(super) fn take_memory(bytes: usize) -> bool {
    with(|state| match state.memory.checked_sub(bytes) {
        _ if !state.is_answer => true,
        Some(left) => {
            state.memory = left;
            true
        }
        None => false,
    })
}

/// Takes so much of the memory that members which are not described may take.
pub(super) fn take_spare(bytes: usize) -> bool {
    with(|state| match state.spare.checked_sub(bytes) {
        _ if !state.is_answer => true,
        Some(left) => {
            state.spare = left;
            true
        }
        None => false,
    })
}

pub(super) fn no_list() {
    with(|state| state.report.is_no_list = true);
}

/// A known member has a value, and it is none that errors have, too.
pub(super) fn saw() {
    COUNTS.with(|counts| add_one(&counts.seen));
}

/// A member came that its type does not know, and that is none of an error.
pub(super) fn saw_stranger() {
    COUNTS.with(|counts| add_one(&counts.strangers));
}

/// A member of an error came that its type does not know.
pub(super) fn saw_fault() {
    COUNTS.with(|counts| add_one(&counts.faults_seen));
}

/// How many of them came until now.
pub(super) fn faults() -> usize {
    COUNTS.with(|counts| counts.faults_seen.get())
}

/// How many strangers came until now.
pub(super) fn strangers() -> usize {
    COUNTS.with(|counts| counts.strangers.get())
}

/// How many known members had a value until now.
pub(super) fn seen() -> usize {
    COUNTS.with(|counts| counts.seen.get())
}

/// Whether errors have a member of this name.
pub(super) fn is_fault(name: &str) -> bool {
    let may_be = COUNTS.with(|counts| counts.fault_marks.get() & mark(name) != 0);
    may_be
        && with(|state| {
            let mut faults = state.faults.iter();
            faults.any(|fault| fault.eq_ignore_ascii_case(name))
        })
}

/// The member of the object that is read from now on.
pub(super) fn at_member(name: &'static str) {
    COUNTS.with(|counts| counts.member.set(Some(name)));
}

/// Does what reads a row of a list or a member of a map there.
pub(super) fn at<T>(step: Step, read: impl FnOnce() -> T) -> T {
    let member = COUNTS.with(|counts| counts.member.take());
    let before = with(|state| {
        let before = state.path.len();
        state.path.extend(member.map(Step::Member));
        state.path.push(step);
        before
    });
    let value = read();
    with(|state| state.path.truncate(before));
    COUNTS.with(|counts| counts.member.set(member));
    value
}

/// What stands here is of another type than it should be.
pub(super) fn left_out(wanted: &'static str, found: &str) {
    let member = COUNTS.with(|counts| counts.member.get());
    with(|state| {
        let report = &mut state.report;
        report.left_out += 1;
        report.wanted.get_or_insert(wanted);
        if state.is_answer && report.drift.len() < MOST_DRIFT {
            let member = member.map(Step::Member);
            let drift = Drift::new(spelt(state.path.iter().chain(&member)), found, wanted);
            report.drift.push(drift);
        }
    });
}

/// `data.rows[3].price`; `.` is the answer itself.
fn spelt<'a>(path: impl Iterator<Item = &'a Step>) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() { "" } else { "." };
        // Writing to a text cannot fail.
        let _ = match step {
            Step::Member(name) => write!(text, "{dot}{name}"),
            Step::Key(name) => {
                let name: String = name.chars().take(LONGEST_KEY).collect();
                write!(text, "{dot}{name}")
            }
            Step::Row(number) => write!(text, "[{number}]"),
        };
    }
    match text.is_empty() {
        true => ".".to_owned(),
        false => text,
    }
}

pub(super) fn fatal(why: &'static str) {
    COUNTS.with(|counts| with(|state| end(state, counts, why)));
}

fn end(state: &mut State, counts: &Counts, why: &'static str) {
    state.report.fatal = Some(why);
    counts.is_over.set(true);
}

pub(super) fn is_over() -> bool {
    COUNTS.with(|counts| counts.is_over.get())
}
