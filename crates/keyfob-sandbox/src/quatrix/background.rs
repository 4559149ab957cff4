//! What happens without a call: jobs are done, and what is too old ends.

use std::time::SystemTime;

use uuid::Uuid;

use super::fault::Fault;
use super::job::{Job, Task};
use super::state::State;
use super::timestamp::Timestamp;

impl State {
    /// What happens by itself: jobs in the background, the Trash's and the upload keys' end.
    pub(super) fn catch_up(&mut self, now: SystemTime) {
        for job in self.jobs.due(now) {
            // Nobody waits for a job's errors.
            let _ = self.carry_out(&job, now);
        }
        self.store.forget_trash(now);
        for file in self.uploads.expire(now) {
            self.store.end_upload(file);
        }
    }

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
            Task::Copy {
                target,
                on_conflict,
            } => {
                self.copy(job.user, id, target, None, on_conflict, Timestamp::of(now))?;
            }
            Task::Move {
                target,
                on_conflict,
            } => {
                self.relocate(job.user, id, target, None, on_conflict, Timestamp::of(now))?;
            }
            Task::Delete { for_good } => self.delete(job.user, id, for_good, now)?,
        }
        Ok(())
    }
}
