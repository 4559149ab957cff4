//! A Redis server as `store/redis/scripts.rs` uses it: what each script does in one step, rule by rule.

/// What the server has: the hash of the session, and the lease.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Server {
    pub fence: Option<u8>,
    pub released: Option<u8>,
    pub version: Option<u8>,
    pub record: Option<u8>,
    pub lease: Option<u8>,
    /// `TIME`: it goes on when the rest is lost.
    pub time: u8,
    pub rules: Rules,
}

/// The rules of the scripts; a model with one of them broken has to fail.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rules {
    pub acquire_minds_the_owner: bool,
    pub acquire_counts_on: bool,
    pub acquire_minds_the_time: bool,
    pub extend_minds_the_owner: bool,
    pub extend_minds_the_fence: bool,
    pub extend_minds_the_release: bool,
    pub release_minds_the_owner: bool,
    pub release_notes_late: bool,
    pub save_minds_the_fence: bool,
    pub save_minds_the_version: bool,
    pub save_knows_its_own: bool,
    pub time_goes_on: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            acquire_minds_the_owner: true,
            acquire_counts_on: true,
            acquire_minds_the_time: true,
            extend_minds_the_owner: true,
            extend_minds_the_fence: true,
            extend_minds_the_release: true,
            release_minds_the_owner: true,
            release_notes_late: true,
            save_minds_the_fence: true,
            save_minds_the_version: true,
            save_knows_its_own: true,
            time_goes_on: true,
        }
    }
}

impl Server {
    /// `ACQUIRE`: the fencing token; an owner that asks again, since the answer was lost, gets the same.
    pub fn acquire(&mut self, owner: u8) -> Option<u8> {
        if let (Some(holder), Some(last)) = (self.lease, self.fence)
            && holder == owner
        {
            return Some(last);
        }
        if self.lease.is_some() && self.rules.acquire_minds_the_owner {
            return None;
        }
        self.time += u8::from(self.rules.time_goes_on);
        let next = self.fence.unwrap_or(0) + u8::from(self.rules.acquire_counts_on);
        let fence = match self.rules.acquire_minds_the_time {
            true => next.max(self.time),
            false => next,
        };
        self.lease = Some(owner);
        self.fence = Some(fence);
        Some(fence)
    }

    /// `EXTEND`: whether the lease is still, or again, the owner's.
    pub fn extend(&mut self, owner: u8, fence: u8) -> bool {
        let others = self.lease.is_some_and(|holder| holder != owner);
        if others && self.rules.extend_minds_the_owner {
            return false;
        }
        let newer = self.fence.is_some_and(|last| last != fence);
        if newer && self.rules.extend_minds_the_fence {
            return false;
        }
        if self.released == Some(fence) && self.rules.extend_minds_the_release {
            return false;
        }
        self.lease = Some(owner);
        self.fence = Some(fence);
        true
    }

    /// `RELEASE`, by an owner who may not know the fencing token: whether the lease is nobody's now.
    pub fn release(&mut self, owner: u8, fence: Option<u8>) -> bool {
        let others = self.lease.is_some_and(|holder| holder != owner);
        if others && self.rules.release_minds_the_owner {
            return false;
        }
        let is_late = self.lease.is_none();
        if is_late && !(self.rules.release_notes_late && fence.is_some() && self.fence == fence) {
            return false;
        }
        self.lease = None;
        self.released = self.fence.or(self.released);
        true
    }

    /// `SAVE`: whether it is kept.
    pub fn save(&mut self, fence: u8, version: u8, record: u8) -> bool {
        let is_late = self.fence.is_some_and(|last| last > fence);
        if is_late && self.rules.save_minds_the_fence {
            return false;
        }
        let is_own = self.rules.save_knows_its_own
            && (self.version, self.record) == (Some(version), Some(record));
        let is_next = self.version.is_none_or(|kept| kept + 1 == version);
        if !is_next && !is_own && self.rules.save_minds_the_version {
            return false;
        }
        (self.fence, self.version, self.record) = (Some(fence), Some(version), Some(record));
        true
    }

    /// The lease's time to live is over, however long its holder sleeps.
    pub fn run_out(&mut self) {
        self.lease = None;
    }

    /// The server lost its data: all of it.
    pub fn lose_all(&mut self) {
        *self = Self {
            time: self.time,
            rules: self.rules.clone(),
            ..Self::default()
        };
    }

    /// The hash was evicted, or its time to live is over; the lease is there.
    pub fn lose_the_session(&mut self) {
        let lease = self.lease;
        self.lose_all();
        self.lease = lease;
    }
}
