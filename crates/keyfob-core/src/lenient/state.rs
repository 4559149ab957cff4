//! What is known while one answer is decoded, on the thread that decodes it.

use std::cell::RefCell;
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

#[derive(Default)]
struct State {
    /// Whether an answer is decoded, not a value that somebody reads on their own.
    is_answer: bool,
    depth: usize,
    members: &'static [&'static str],
    faults: Vec<&'static str>,
    /// Known members with a value, since the beginning.
    seen: usize,
    strangers: usize,
    /// What the rows may still take, in bytes.
    memory: usize,
    /// What members that are not described may still take, in bytes.
    spare: usize,
    faults_seen: usize,
    /// Where what is read now stands, from the answer down.
    path: Vec<Step>,
    /// How much of it leads to the object that is read now.
    base: usize,
    report: Report,
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
    static STATE: RefCell<State> = RefCell::default();
}

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    STATE.with(|state| act(&mut state.borrow_mut()))
}

/// Decodes an answer, and tells what became of it. `run` must not wait for anything.
pub(crate) fn within<T>(proof: Proof<'_>, run: impl FnOnce() -> T) -> (T, Report) {
    let before = STATE.with(|state| {
        state.replace(State {
            is_answer: true,
            members: proof.members,
            faults: proof.faults.to_vec(),
            memory: proof.memory,
            spare: proof.memory / 2,
            ..State::default()
        })
    });
    let value = run();
    let state = STATE.with(|state| state.replace(before));
    (value, state.report)
}

/// One level of an answer, with where the one above begins. It ends when this is dropped.
pub(super) struct Level(usize);

impl Level {
    /// The next level; `None` when that is too deep.
    pub(super) fn enter() -> Option<Self> {
        with(|state| {
            if state.depth == 0 && !state.is_answer {
                *state = State::default();
            }
            if state.depth >= DEEPEST {
                state.report.fatal = Some("it nests too deep");
                return None;
            }
            state.report.is_by_members |= state.depth == 0;
            state.depth += 1;
            Some(Self(std::mem::replace(&mut state.base, state.path.len())))
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        with(|state| {
            state.depth = state.depth.saturating_sub(1);
            state.path.truncate(state.base);
            state.base = self.0;
        });
    }
}

/// Whether nothing encloses what is decoded now.
pub(super) fn is_root() -> bool {
    with(|state| state.depth == 0)
}

/// Whether this is a member of the answer itself that proves it.
pub(super) fn proves(name: &str) -> bool {
    with(|state| state.depth == 1 && state.members.contains(&name))
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
    with(|state| state.seen += 1);
}

/// A member came that its type does not know, and that is none of an error.
pub(super) fn saw_stranger() {
    with(|state| state.strangers += 1);
}

/// A member of an error came that its type does not know.
pub(super) fn saw_fault() {
    with(|state| state.faults_seen += 1);
}

/// How many of them came until now.
pub(super) fn faults() -> usize {
    with(|state| state.faults_seen)
}

/// How many strangers came until now.
pub(super) fn strangers() -> usize {
    with(|state| state.strangers)
}

/// How many known members had a value until now.
pub(super) fn seen() -> usize {
    with(|state| state.seen)
}

/// Whether errors have a member of this name.
pub(super) fn is_fault(name: &str) -> bool {
    with(|state| {
        let mut faults = state.faults.iter();
        faults.any(|fault| fault.eq_ignore_ascii_case(name))
    })
}

/// The member of the object that is read from now on.
pub(super) fn at_member(name: &'static str) {
    with(|state| {
        state.path.truncate(state.base);
        state.path.push(Step::Member(name));
    });
}

/// Does what reads a row of a list or a member of a map there.
pub(super) fn at<T>(step: Step, read: impl FnOnce() -> T) -> T {
    let before = with(|state| {
        state.path.push(step);
        state.path.len() - 1
    });
    let value = read();
    with(|state| state.path.truncate(before));
    value
}

/// What stands here is of another type than it should be.
pub(super) fn left_out(wanted: &'static str, found: &str) {
    with(|state| {
        let report = &mut state.report;
        report.left_out += 1;
        report.wanted.get_or_insert(wanted);
        if state.is_answer && report.drift.len() < MOST_DRIFT {
            let drift = Drift::new(spelt(&state.path), found, wanted);
            report.drift.push(drift);
        }
    });
}

/// `data.rows[3].price`; `.` is the answer itself.
fn spelt(path: &[Step]) -> String {
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
    with(|state| state.report.fatal = Some(why));
}

pub(super) fn is_over() -> bool {
    with(|state| state.report.fatal.is_some())
}
