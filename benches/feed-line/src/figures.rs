//! Figures out of many.

/// Nanoseconds from the making of a frame to its reader.
#[derive(Default)]
pub struct Latencies(Vec<i64>);

impl Latencies {
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    pub fn push(&mut self, nanoseconds: i64) {
        self.0.push(nanoseconds);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time within which this part of them came, in microseconds.
    pub fn within(&mut self, part: f64) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = (last as f64 * part).round() as usize;
        self.0.get(at).map_or(f64::NAN, |found| *found as f64 / 1e3)
    }
}

/// Bytes as mebibytes.
pub fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_them_came_within_the_middle_one() {
        let mut latencies = Latencies::default();
        for microseconds in [3, 1, 2] {
            latencies.push(microseconds * 1000);
        }
        assert_eq!(latencies.within(0.5), 2.0);
        assert_eq!(latencies.within(0.99), 3.0);
    }
}
