//! How large a chunk is.

use std::time::Duration;

/// How large a chunk of an upload may be.
///
/// The first one is the smallest; each further one is what took about 4 s at the speed of the one before. The defaults are
/// those of rclone, whose backend the vendor contributed. The largest chunk that the vendor takes is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunks {
    smallest: u64,
    largest: u64,
}

/// What a chunk should take.
const AIM: Duration = Duration::from_secs(4);

impl Default for Chunks {
    /// 10,000,000 to 100,000,000 bytes.
    fn default() -> Self {
        Self::between(10_000_000, 100_000_000)
    }
}

impl Chunks {
    /// Within these bounds, in bytes. The smallest is at least 1, and the largest at least the smallest.
    pub fn between(smallest: u64, largest: u64) -> Self {
        let smallest = smallest.max(1);
        Self {
            smallest,
            largest: largest.max(smallest),
        }
    }

    /// The size of the next chunk, after one of this many bytes that took this long.
    pub(super) fn next(&self, last: Option<(u64, Duration)>) -> u64 {
        let Some((bytes, took)) = last else {
            return self.smallest;
        };
        let wanted = u128::from(bytes) * AIM.as_nanos() / took.as_nanos().max(1);
        u64::try_from(wanted)
            .unwrap_or(u64::MAX)
            .clamp(self.smallest, self.largest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follow_the_speed_within_the_bounds() {
        let chunks = Chunks::default();
        let after = |bytes, seconds| chunks.next(Some((bytes, Duration::from_secs(seconds))));
        assert_eq!(chunks.next(None), 10_000_000);
        assert_eq!(after(10_000_000, 4), 10_000_000);
        assert_eq!(after(10_000_000, 1), 40_000_000);
        assert_eq!(after(10_000_000, 0), 100_000_000);
        assert_eq!(after(40_000_000, 100), 10_000_000);
        assert_eq!(after(u64::MAX, 1), 100_000_000);
    }

    #[test]
    fn bounds_that_cross_are_mended() {
        assert_eq!(Chunks::between(0, 0).next(None), 1);
        let crossed = Chunks::between(9, 3);
        assert_eq!(crossed.next(Some((1, Duration::from_nanos(1)))), 9);
    }
}
