//! Which successes have to be looked through for an error: most have no member that may be a mark of one.

use crate::body::WholeBody;
use crate::{FaultMark, FaultShape};

/// Sees the members of a success as it is mended.
pub(crate) struct Marks {
    faults: &'static FaultShape,
    /// The lengths of the names of marks, a bit each.
    lengths: u64,
    may_be_on: bool,
}

impl Marks {
    pub(crate) fn of(faults: &'static FaultShape) -> Self {
        let lengths = faults.in_success.iter().map(FaultMark::length);
        Self {
            faults,
            lengths: lengths.fold(0, |all, length| all | bit(length)),
            may_be_on: false,
        }
    }

    /// A member, by its name, none if that is written with escapes, and by what follows its colon.
    #[inline]
    pub(crate) fn see(&mut self, name: Option<&str>, rest: &str) {
        // Most names have a length that none of a mark has.
        if name.is_none_or(|name| self.lengths & bit(name.len()) != 0) {
            self.may_be_on |= name.is_none_or(|name| self.may_be_on(name, rest));
        }
    }

    fn may_be_on(&self, name: &str, rest: &str) -> bool {
        let mut marks = self.faults.in_success.iter();
        marks.any(|mark| mark.is_in(name) && !mark.is_off(rest))
    }

    /// Whether the success whose members were seen is an error nevertheless.
    pub(crate) fn are_on(&self, body: &WholeBody) -> bool {
        self.may_be_on && self.faults.marks(body.text())
    }
}

/// Longer names share the last bit.
fn bit(length: usize) -> u64 {
    1 << length.min(63)
}

impl FaultMark {
    /// The length of the name of the member that it is, or is in.
    fn length(&self) -> usize {
        let path = self.at.as_bytes().get(1..).unwrap_or_default();
        path.iter()
            .position(|byte| *byte == b'/')
            .unwrap_or(path.len())
    }

    /// Whether it is, or is in, the member of this name.
    fn is_in(&self, name: &str) -> bool {
        let member = self.at.get(1..=name.len());
        let follows = self.at.as_bytes().get(name.len() + 1);
        matches!(follows, None | Some(b'/'))
            && member.is_some_and(|member| member.eq_ignore_ascii_case(name))
    }

    /// Whether it is certainly not on the value that begins here: a text without escapes that is another one.
    fn is_off(&self, rest: &str) -> bool {
        let text = rest.trim_ascii_start().strip_prefix('"');
        let text = text.and_then(|text| text.split_once('"'));
        match (text, self.equals) {
            (Some((text, _)), _) if text.contains('\\') => false,
            (Some((text, _)), Some(wanted)) => !text.trim().eq_ignore_ascii_case(wanted),
            (Some((text, _)), None) => text.is_empty(),
            (None, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static SHAPE: FaultShape = FaultShape {
        code: &[],
        message: &[],
        vague: &[],
        in_success: &[
            FaultMark {
                at: "/error",
                equals: None,
            },
            FaultMark {
                at: "/stat/kind",
                equals: Some("bad"),
            },
            FaultMark {
                at: "/stat",
                equals: Some("Not_Ok"),
            },
        ],
        meanings: &[],
    };

    /// Whether it is looked through, and whether it is an error.
    fn seen(json: &str) -> (bool, bool) {
        let mut marks = Marks::of(&SHAPE);
        let body = WholeBody::watched(json.to_owned().into(), |name, rest| marks.see(name, rest));
        assert_eq!(marks.are_on(&body), SHAPE.marks(body.text()), "{json}");
        (marks.may_be_on, marks.are_on(&body))
    }

    #[test]
    fn a_plain_success_is_not_looked_through() {
        for json in [
            r#"{"stat":"Ok","data":[{"stat":"Not_Ok","error":"x"}]}"#,
            r#"{"stat": "Ok" , "error" : "" }"#,
            "{}",
            "[]",
            "",
        ] {
            assert_eq!(seen(json), (false, false), "{json}");
        }
    }

    #[test]
    fn every_mark_is_seen_however_it_is_written() {
        for json in [
            r#"{"stat":"Not_Ok"}"#,
            r#"{"STAT":" not_ok "}"#,
            r#"{"st\u0061t":"Not_Ok"}"#,
            r#"{"stat":"Not\u005fOk"}"#,
            r#"{"stat":"Ok","stat":"Not_Ok"}"#,
            r#"{"stat":{"kind":"bad"}}"#,
            r#"{"error":{"code":7}}"#,
            r#"{"data":{},"error":"no","#,
        ] {
            assert_eq!(seen(json), (true, true), "{json}");
        }
    }

    proptest! {
        #[test]
        fn no_mark_is_missed(json in "\\{(\"(stat|STAT|error|st\\\\u0061t|a)\"[: ]{1,2}(\"(Not_Ok|not_ok |Ok|bad|0|)\"|null|1|\\{\"(stat|kind)\":\"bad\"\\}|\\[\\]),?){0,4}\\}?") {
            seen(&json);
        }
    }
}
