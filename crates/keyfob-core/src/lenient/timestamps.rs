//! Members that are points in time: read from a number or a text, digit by digit.

use super::Members;
use crate::timestamp::{OffsetDateTime, UnixMilliseconds, UnixNanoseconds, UnixSeconds};

impl Members<'_> {
    /// A point in time that may be left out, told in seconds since 1970.
    pub fn seconds(&mut self, name: &'static str) -> Option<OffsetDateTime> {
        self.field::<Option<UnixSeconds>>(name).map(|read| read.0)
    }

    /// A list of those.
    pub fn seconds_list(&mut self, name: &'static str) -> Vec<OffsetDateTime> {
        let read = self.list::<UnixSeconds>(name).into_iter();
        read.map(|read| read.0).collect()
    }

    /// A point in time that may be left out, told in milliseconds since 1970.
    pub fn milliseconds(&mut self, name: &'static str) -> Option<OffsetDateTime> {
        self.field::<Option<UnixMilliseconds>>(name)
            .map(|read| read.0)
    }

    /// A list of those.
    pub fn milliseconds_list(&mut self, name: &'static str) -> Vec<OffsetDateTime> {
        let read = self.list::<UnixMilliseconds>(name).into_iter();
        read.map(|read| read.0).collect()
    }

    /// A point in time that may be left out, told in nanoseconds since 1970.
    pub fn nanoseconds(&mut self, name: &'static str) -> Option<OffsetDateTime> {
        self.field::<Option<UnixNanoseconds>>(name)
            .map(|read| read.0)
    }

    /// A list of those.
    pub fn nanoseconds_list(&mut self, name: &'static str) -> Vec<OffsetDateTime> {
        let read = self.list::<UnixNanoseconds>(name).into_iter();
        read.map(|read| read.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Deserializer};

    use super::*;
    use crate::lenient::{Proof, object, within};

    struct File {
        modified: Option<OffsetDateTime>,
        seen: Option<OffsetDateTime>,
        received: Option<OffsetDateTime>,
        times: [Vec<OffsetDateTime>; 3],
    }

    impl<'de> Deserialize<'de> for File {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(
                deserializer,
                &[
                    &["modified"],
                    &["seen"],
                    &["received"],
                    &["a"],
                    &["b"],
                    &["c"],
                ],
                |members| Self {
                    modified: members.seconds("modified"),
                    seen: members.milliseconds("seen"),
                    received: members.nanoseconds("received"),
                    times: [
                        members.seconds_list("a"),
                        members.milliseconds_list("b"),
                        members.nanoseconds_list("c"),
                    ],
                },
            )
        }
    }

    fn read(json: &str) -> (File, Vec<String>) {
        let proof = Proof {
            memory: usize::MAX,
            ..Proof::default()
        };
        let (file, report) = within(proof, || serde_json::from_str(json).unwrap());
        let drift = report.drift.iter().map(ToString::to_string).collect();
        (file, drift)
    }

    fn nanos(time: Option<OffsetDateTime>) -> Option<i128> {
        time.map(OffsetDateTime::unix_timestamp_nanos)
    }

    #[test]
    fn a_time_is_read_digit_by_digit_from_either_form() {
        for (json, expected) in [
            ("1571234567", Some(1_571_234_567_000_000_000)),
            ("1571234567.123456", Some(1_571_234_567_123_456_000)),
            (r#"" 1571234567.25 ""#, Some(1_571_234_567_250_000_000)),
            ("0", Some(0)),
            ("-1.5", Some(-1_500_000_000)),
            (r#""""#, None),
            ("null", None),
        ] {
            let (file, drift) = read(&format!(r#"{{"modified":{json}}}"#));
            assert_eq!(nanos(file.modified), expected, "{json}");
            assert!(drift.is_empty(), "{json}: {drift:?}");
        }
    }

    #[test]
    fn each_unit_is_its_own() {
        let json = r#"{"seen":1571234567123,"received":"1571234567123456789",
            "a":[1,"2.5",null,"x"],"b":[1],"c":[1]}"#;
        let (file, _) = read(json);
        assert_eq!(nanos(file.seen), Some(1_571_234_567_123_000_000));
        assert_eq!(nanos(file.received), Some(1_571_234_567_123_456_789));
        let times = file.times.map(|times| {
            let nanos = times.iter().map(|time| time.unix_timestamp_nanos());
            nanos.collect::<Vec<_>>()
        });
        assert_eq!(
            times,
            [vec![1_000_000_000, 2_500_000_000], vec![1_000_000], vec![1]]
        );
    }

    #[test]
    fn what_is_no_time_is_left_out_and_told() {
        for json in [
            "[1]",
            r#""2019-10-16""#,
            "1e300",
            "99999999999999",
            "-99999999999999",
        ] {
            let (file, drift) = read(&format!(r#"{{"modified":{json},"seen":1}}"#));
            assert_eq!((file.modified, nanos(file.seen)), (None, Some(1_000_000)));
            assert_eq!(drift.len(), 1, "{json}: {drift:?}");
            assert!(drift[0].starts_with("`modified`"), "{drift:?}");
            assert!(
                drift[0].ends_with("a time in seconds since 1970"),
                "{drift:?}"
            );
        }
        let (_, drift) = read(r#"{"seen":"x","received":"x"}"#);
        assert!(drift[0].ends_with("a time in milliseconds since 1970"));
        assert!(drift[1].ends_with("a time in nanoseconds since 1970"));
    }
}
