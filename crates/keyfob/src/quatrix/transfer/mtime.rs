//! The time at which a file was changed, as the vendor keeps it: microseconds since 1970.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob_core::{Decimal, OffsetDateTime};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mtime(i64);

const MICROS: i64 = 1_000_000;

/// The times that a request can tell: years of four digits.
const EARLIEST: i64 = -377_705_116_800 * MICROS;
const LATEST: i64 = 253_402_300_800 * MICROS - 1;

impl Mtime {
    pub(super) fn of(time: SystemTime) -> Self {
        let micros = |span: Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        let told = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => micros(since),
            // Down, as the positive ones are.
            Err(before) => {
                let span = before.duration();
                let down = i64::from(span.subsec_nanos() % 1000 != 0);
                micros(span).saturating_neg().saturating_sub(down)
            }
        };
        Self(told.clamp(EARLIEST, LATEST))
    }

    /// As requests have it.
    pub(super) fn moment(self) -> OffsetDateTime {
        let micros = self.0.clamp(EARLIEST, LATEST);
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000);
        // It is one of those years.
        moment.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(super) fn time(self) -> Option<SystemTime> {
        let span = Duration::from_micros(self.0.unsigned_abs());
        if self.0 < 0 {
            UNIX_EPOCH.checked_sub(span)
        } else {
            UNIX_EPOCH.checked_add(span)
        }
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

/// A time as the vendor tells it, and how finely it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) time: Mtime,
    /// In microseconds; a time that is nearer than this may be the one that is meant.
    grain: i64,
}

/// Seconds in the year 5138; so many milliseconds passed in 1973.
const TOO_LATE: i128 = 100_000_000_000;

impl Told {
    /// What the vendor says, in seconds with a fraction or in a finer unit, which the size tells.
    pub(super) fn read(decimal: &Decimal) -> Option<Self> {
        let told = decimal.round_dp(6).normalize();
        let unit = 10_i64.checked_pow(6_u32.checked_sub(told.scale())?)?;
        let (mut micros, mut grain) = (told.mantissa() * i128::from(unit), unit);
        while micros.abs() >= TOO_LATE * i128::from(MICROS) {
            micros /= 1000;
            grain = (grain / 1000).max(1);
        }
        let time = Mtime(i64::try_from(micros).ok()?);
        Some(Self { time, grain })
    }

    /// What the vendor says where the typed client has read it.
    pub(super) fn of(time: OffsetDateTime) -> Option<Self> {
        let seconds = Decimal::try_from_i128_with_scale(time.unix_timestamp_nanos(), 9);
        Self::read(&seconds.ok()?)
    }

    /// The finer one of the two that the vendor tells, unless it cannot be the same time.
    pub(super) fn choose(fine: Option<&Decimal>, plain: Option<&Decimal>) -> Option<Self> {
        let (fine, plain) = (fine.and_then(Self::read), plain.and_then(Self::read));
        let agree = |fine: &Self| {
            plain.is_none_or(|plain| fine.time.0.abs_diff(plain.time.0) < 2 * MICROS.unsigned_abs())
        };
        fine.filter(agree).or(plain)
    }

    /// Whether a local time is the same, as far as the vendor tells: some of its answers have whole seconds only, cut or rounded.
    pub(super) fn matches(self, local: Mtime) -> bool {
        self.time.0.abs_diff(local.0) < self.grain.unsigned_abs()
    }
}

/// Whether a local file has the time that a file system makes of this one: it may keep whole or even seconds only, or none after
/// 2038. `keep` gives a file a time and tells what became of it.
pub(super) fn is_kept_as(
    local: Mtime,
    told: Mtime,
    keep: impl FnOnce(SystemTime) -> std::io::Result<SystemTime>,
) -> bool {
    let kept = told.time().map(keep);
    matches!(kept, Some(Ok(kept)) if Mtime::of(kept) == local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Told {
        Told::read(&text.parse().unwrap()).unwrap()
    }

    fn mtime(text: &str) -> Mtime {
        told(text).time
    }

    #[test]
    fn there_and_back() {
        for text in ["1571234567.123456", "0.000000", "-1.500000", "-0.000001"] {
            let read = mtime(text);
            assert_eq!(read.to_string(), text);
            assert_eq!(Mtime::of(read.time().unwrap()), read);
        }
        assert_eq!(mtime("1571234567").to_string(), "1571234567.000000");
    }

    #[test]
    fn a_time_goes_out_as_it_is_as_long_as_a_year_has_four_digits() {
        for text in ["1571234567.123456", "-1.5", "99999999999.5"] {
            let time = mtime(text);
            assert_eq!(Told::of(time.moment()).map(|told| told.time), Some(time));
            assert_eq!(Mtime::of(time.moment().into()), time);
        }
        for (far, end) in [(i64::MAX, LATEST), (i64::MIN, EARLIEST)] {
            let moment = Mtime(far).moment();
            assert_eq!(moment.unix_timestamp_nanos(), i128::from(end) * 1000);
        }
        let far = UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert_eq!(Mtime::of(far), Mtime(LATEST));
    }

    #[test]
    fn a_time_is_as_fine_as_the_vendor_tells_it() {
        let same = |there, here| told(there).matches(mtime(here));
        assert!(same("7.25", "7.25") && same("7", "7.25") && same("7.000000", "7.25"));
        // Cut, and rounded.
        assert!(same("7.123", "7.123456") && same("7.124", "7.123999") && same("8", "7.6"));
        assert!(!same("7.26", "7.25") && !same("7.25", "7") && !same("7", "8"));
        assert!(!same("7.123", "7.124") && !same("7.123456", "7.123457"));
        assert!(same("-0.5", "-0.5") && same("-1", "-0.75") && !same("-2", "-0.75"));
    }

    #[test]
    fn odd_times_of_the_vendor_are_read_for_what_they_mean() {
        let meant = "1571234567.123000";
        for text in ["1571234567123", "1571234567123.0", "1571234567123000"] {
            assert_eq!(mtime(text).to_string(), meant, "{text}");
        }
        assert_eq!(mtime("1571234567123000000").to_string(), meant);
        assert!(told("1571234567123").matches(mtime("1571234567.123456")));
        assert!(!told("1571234567123").matches(mtime("1571234567.125")));
        // A binary float's noise.
        assert_eq!(
            mtime("1571234567.1234559059").to_string(),
            "1571234567.123456"
        );
        let choose = |fine: &str, plain: &str| {
            let read = |text: &str| text.parse().ok();
            let (fine, plain): (Option<Decimal>, Option<Decimal>) = (read(fine), read(plain));
            Told::choose(fine.as_ref(), plain.as_ref()).map(|told| told.time.to_string())
        };
        assert_eq!(choose("7.25", "7").as_deref(), Some("7.250000"));
        assert_eq!(choose("7.75", "8").as_deref(), Some("7.750000"));
        // The fraction alone, or nothing.
        assert_eq!(
            choose("123", "1571234567").as_deref(),
            Some("1571234567.000000")
        );
        assert_eq!(
            choose("0", "1571234567").as_deref(),
            Some("1571234567.000000")
        );
        assert_eq!(choose("7.25", "").as_deref(), Some("7.250000"));
        assert_eq!(choose("", ""), None);
    }

    #[test]
    fn what_a_file_system_makes_of_a_time_is_no_change() {
        let even = |time: SystemTime| {
            let since = time.duration_since(UNIX_EPOCH).unwrap().as_secs();
            Ok(UNIX_EPOCH + Duration::from_secs(since / 2 * 2))
        };
        assert!(is_kept_as(mtime("6"), mtime("7.25"), even));
        assert!(!is_kept_as(mtime("7"), mtime("7.25"), even));
        assert!(!is_kept_as(mtime("8"), mtime("7.25"), even));
        let until_2038 = |time: SystemTime| Ok(time.min(UNIX_EPOCH + Duration::from_secs(1 << 31)));
        assert!(is_kept_as(
            mtime("2147483648"),
            mtime("99999999999"),
            until_2038
        ));
        let refused = |_| Err(std::io::ErrorKind::Unsupported.into());
        assert!(!is_kept_as(mtime("7"), mtime("7.25"), refused));
    }
}
