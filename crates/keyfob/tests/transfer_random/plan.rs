//! What a seed stands for.

use fastrand::Rng;
use keyfob::quatrix::transfer::Existing;

use crate::tree::{Files, bytes, name};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// How a source changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another file takes its name.
    Replaced,
    /// More is written behind its end.
    Grown,
    /// It is as long as before.
    Overwritten,
    Removed,
}

/// One try to move the tree.
#[derive(Clone, Debug)]
pub struct Try {
    /// Of a hundred requests so many fail.
    pub faults: u8,
    pub files_at_a_time: usize,
    /// At this request the transfer is dropped, or its process killed.
    pub kill_at: Option<usize>,
    /// At this request a source changes.
    pub change_at: Option<(usize, Change)>,
    /// In a process of its own.
    pub child: bool,
    /// No file may be longer, as on a full disk, in blocks of 512 bytes.
    pub blocks: Option<u32>,
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub way: Way,
    pub existing: Existing,
    pub journal: bool,
    pub chunk: u64,
    pub sources: Files,
    /// What lies at the destination before.
    pub before: Files,
    pub tries: Vec<Try>,
    /// A pipe, a link and a name that is no text lie among the sources.
    pub oddities: bool,
}

impl Plan {
    pub fn of(rng: &mut Rng) -> Self {
        let way = if rng.bool() { Way::Up } else { Way::Down };
        let mut sources = Files::new();
        let mut before = Files::new();
        for number in 0..rng.usize(1..6) {
            let folder = ["", "", "d/", "d/e/", "ü ü/"][rng.usize(0..5)];
            let path = format!("{folder}{}", name(rng, number));
            if rng.u8(0..10) < 3 {
                before.insert(path.clone(), bytes(rng));
            }
            if rng.u8(0..10) < 2 {
                before.insert(format!("{folder}mine{number}"), bytes(rng));
            }
            // Somebody's own, and by an unlucky name.
            let short = path.len() < 200 && way == Way::Down;
            if rng.u8(0..10) < 2 && short {
                before.insert(format!("{path}.part"), bytes(rng));
            }
            if rng.u8(0..20) == 0 && short {
                before.insert(format!("{path}.part.of"), bytes(rng));
            }
            sources.insert(path, bytes(rng));
        }
        let tries = (0..rng.usize(1..4)).map(|_| Try::of(rng, way)).collect();
        let existing = [
            Existing::Refuse,
            Existing::Replace,
            Existing::ReplaceIfOther,
            Existing::ReplaceIfOther,
        ];
        Self {
            way,
            existing: existing[rng.usize(0..4)],
            journal: way == Way::Up && rng.bool(),
            chunk: [700, 8_000, 100_000][rng.usize(0..3)],
            sources,
            before,
            tries,
            oddities: way == Way::Up && rng.u8(0..10) == 0,
        }
    }
}

impl Try {
    fn of(rng: &mut Rng, way: Way) -> Self {
        let changes = [
            Change::Replaced,
            Change::Grown,
            Change::Overwritten,
            Change::Removed,
        ];
        let child = rng.u8(0..25) == 0;
        let at = rng.usize(1..25);
        Self {
            faults: [0, 3, 10, 30][rng.usize(0..4)],
            files_at_a_time: [1, 1, 3][rng.usize(0..3)],
            kill_at: (rng.u8(0..3) == 0).then(|| rng.usize(1..25)),
            change_at: (rng.u8(0..4) == 0).then(|| (at, changes[rng.usize(0..4)])),
            child,
            blocks: (child && rng.bool() && way == Way::Down).then(|| rng.u32(0..60)),
        }
    }

    /// One in which nothing goes wrong.
    pub fn clean() -> Self {
        Self {
            faults: 0,
            files_at_a_time: 2,
            kill_at: None,
            change_at: None,
            child: false,
            blocks: None,
        }
    }
}
