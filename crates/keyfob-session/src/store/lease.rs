//! The right to log in.

use std::any::Any;
use std::fmt;

/// The right to log in and to save, which one holder has at a time. It is given back when this is dropped.
#[must_use = "the lease is given back when this is dropped"]
pub struct Lease {
    fence: u64,
    guard: Box<dyn Any + Send + Sync>,
}

impl Lease {
    /// A lease with this fencing token, which is greater than those of all leases of this id before. The store gives it back when `guard` is
    /// dropped.
    pub fn new(fence: u64, guard: impl Any + Send + Sync) -> Self {
        Self {
            fence,
            guard: Box::new(guard),
        }
    }

    /// The fencing token: what is saved under an older one than the newest is refused.
    pub fn fence(&self) -> u64 {
        self.fence
    }

    /// What the store gave, if it is of this type.
    pub fn guard<T: Any>(&self) -> Option<&T> {
        self.guard.downcast_ref()
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease")
            .field("fence", &self.fence)
            .finish_non_exhaustive()
    }
}
