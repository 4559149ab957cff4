//! Work in the background: answered with a job id, done a little later.

use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::store::conflict::OnConflict;

#[derive(Default)]
pub(super) struct Jobs {
    pub(super) delay: Duration,
    waiting: Vec<(SystemTime, Job)>,
}

/// What a job does with things, for a user.
pub(super) struct Job {
    pub(super) user: Uuid,
    pub(super) ids: Vec<Uuid>,
    pub(super) task: Task,
}

#[derive(Clone, Copy)]
pub(super) enum Task {
    Copy {
        target: Uuid,
        on_conflict: OnConflict,
    },
    Move {
        target: Uuid,
        on_conflict: OnConflict,
    },
    Delete {
        for_good: bool,
    },
}

impl Jobs {
    pub(super) fn add(&mut self, job: Job, now: SystemTime) {
        self.waiting.push((now + self.delay, job));
    }

    pub(super) fn due(&mut self, now: SystemTime) -> Vec<Job> {
        let (due, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.waiting = waiting;
        let due: Vec<(SystemTime, Job)> = due;
        due.into_iter().map(|(_, job)| job).collect()
    }
}
