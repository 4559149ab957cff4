//! Tables by numbers that the server gives.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by a number. Its size is bounded by who fills it, so that numbers made to collide cost little.
pub(crate) type Table<K, V> = HashMap<K, V, BuildHasherDefault<NumberHasher>>;

/// A hash that costs a multiplication: what is looked up for each message is a number.
#[derive(Default)]
pub(crate) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        // 2^64 divided by the golden ratio: close numbers get far apart.
        self.0 = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    #[inline]
    fn finish(&self) -> u64 {
        // The table takes the bucket from the low bits, which a multiplication mixes least.
        self.0.rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::Hasher;

    use super::NumberHasher;

    #[test]
    fn numbers_in_any_step_are_spread() {
        for step in [1, 2, 1 << 8, 1 << 16, 1 << 32] {
            let bucket = |at: u64| {
                let mut hasher = NumberHasher::default();
                hasher.write_u64(at * step);
                hasher.finish() % 1024
            };
            let buckets: HashSet<_> = (0..1024).map(bucket).collect();
            assert!(
                buckets.len() > 512,
                "{} buckets for steps of {step}",
                buckets.len()
            );
        }
    }
}
