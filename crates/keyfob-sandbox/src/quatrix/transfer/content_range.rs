//! `Content-Range: bytes 0-9/20`, read strictly.

use crate::quatrix::fault::Fault;

/// Which bytes of how many a chunk holds; `last` is one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) total: u64,
}

impl ContentRange {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (span, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = span.split_once('-')?;
        let range = Self {
            first: number(first)?,
            last: number(last)?,
            total: number(total)?,
        };
        (range.first <= range.last && range.last < range.total).then_some(range)
    }

    /// Whether a body is as long as the range says.
    pub(super) fn fits(self, body: usize) -> Result<(), Fault> {
        if self.last - self.first + 1 == body as u64 {
            Ok(())
        } else {
            Err(Fault::parameter("Content-Range and body differ in length"))
        }
    }
}

/// Digits only: `+1` is a number to Rust, but not to HTTP.
fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_ranges_within_the_total() {
        let range = ContentRange::parse("bytes 10-19/30");
        let parts = range.map(|range| (range.first, range.last, range.total));
        assert_eq!(parts, Some((10, 19, 30)));
        for text in [
            "",
            "10-19/30",
            "bytes 10-19",
            "bytes 10-30/30",
            "bytes 19-10/30",
            "bytes +1-2/3",
            "bytes 1-2/*",
            "bytes */30",
            "bytes -/0",
        ] {
            assert_eq!(ContentRange::parse(text), None, "{text}");
        }
    }
}
