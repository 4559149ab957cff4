//! Work in the background: answered with a job id, done a little later.

use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::fault::Fault;
use super::moment::Moment;
use super::state::State;
use super::store::Clash;

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
    Copy { target: Uuid, clash: Clash },
    Move { target: Uuid, clash: Clash },
    Delete { for_good: bool },
}

impl Jobs {
    fn add(&mut self, job: Job, now: SystemTime) {
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

impl State {
    /// Takes a job and names it. Without a delay it is done before the answer.
    pub(super) fn begin(&mut self, job: Job, now: SystemTime) -> Uuid {
        self.jobs.add(job, now);
        self.catch_up(now);
        Uuid::new_v4()
    }

    /// Does what can be done of a job and names those it was done with.
    ///
    /// # Errors
    /// The first fault, if nothing at all could be done.
    pub(super) fn carry_out(&mut self, job: &Job, now: SystemTime) -> Result<Vec<Uuid>, Fault> {
        let mut done = Vec::new();
        let mut first = None;
        for &id in &job.ids {
            match self.apply(job, id, now) {
                Ok(()) => done.push(id),
                Err(fault) => first = first.or(Some(fault)),
            }
        }
        match first {
            Some(fault) if done.is_empty() => Err(fault),
            _ => Ok(done),
        }
    }

    fn apply(&mut self, job: &Job, id: Uuid, now: SystemTime) -> Result<(), Fault> {
        match job.task {
            Task::Copy { target, clash } => {
                self.copy(job.user, id, target, None, clash, Moment::of(now))?;
            }
            Task::Move { target, clash } => {
                self.relocate(job.user, id, target, None, clash, Moment::of(now))?;
            }
            Task::Delete { for_good } => self.delete(job.user, id, for_good, now)?,
        }
        Ok(())
    }
}
