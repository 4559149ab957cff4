//! The time at which a file was changed, as the vendor keeps it: microseconds since 1970.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob_core::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mtime(i64);

const MICROS: i64 = 1_000_000;

impl Mtime {
    pub(super) fn of(time: SystemTime) -> Self {
        let micros = |span: Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(since) => micros(since),
            // Down, as the positive ones are.
            Err(before) => {
                let span = before.duration();
                let down = i64::from(span.subsec_nanos() % 1000 != 0);
                micros(span).saturating_neg().saturating_sub(down)
            }
        })
    }

    /// What the vendor says; more than six decimals are cut off.
    pub(super) fn read(decimal: &Decimal) -> Option<Self> {
        let text = decimal.to_string();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part: String = part.chars().chain("000000".chars()).take(6).collect();
        let micros = whole
            .parse::<i64>()
            .ok()?
            .checked_mul(MICROS)?
            .checked_add(part.parse().ok()?)?;
        Some(Self(if negative { -micros } else { micros }))
    }

    pub(super) fn time(self) -> Option<SystemTime> {
        let span = Duration::from_micros(self.0.unsigned_abs());
        if self.0 < 0 {
            UNIX_EPOCH.checked_sub(span)
        } else {
            UNIX_EPOCH.checked_add(span)
        }
    }

    /// Whether they are the same, as far as the vendor tells: some of its answers have whole seconds only.
    pub(super) fn matches(self, told: Self) -> bool {
        self == told || (told.0 % MICROS == 0 && self.0.div_euclid(MICROS) == told.0 / MICROS)
    }
}

/// Seconds with six decimals.
impl fmt::Display for Mtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let micros = self.0.unsigned_abs();
        let unit = MICROS.unsigned_abs();
        write!(f, "{sign}{}.{:06}", micros / unit, micros % unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["1571234567.123456", "0.000000", "-1.500000", "-0.000001"] {
            let read = Mtime::read(&text.parse().unwrap()).unwrap();
            assert_eq!(read.to_string(), text);
            assert_eq!(Mtime::of(read.time().unwrap()), read);
        }
        let whole = Mtime::read(&"1571234567".parse().unwrap()).unwrap();
        assert_eq!(whole.to_string(), "1571234567.000000");
    }

    #[test]
    fn whole_seconds_match_their_fractions() {
        let read = |text: &str| Mtime::read(&text.parse().unwrap()).unwrap();
        assert!(read("7.25").matches(read("7.25")));
        assert!(read("7.25").matches(read("7")));
        assert!(!read("7.25").matches(read("7.26")));
        assert!(!read("7").matches(read("7.25")));
        assert!(!read("8").matches(read("7")));
    }
}
