//! Cleaning the words of a connection that outlives the call that opened it.

use super::{LONGEST, REDACTED, SHORTEST, Scrubber, Search};

/// Replaces in texts the secrets that a session held when this was made.
#[doc(hidden)]
pub struct Redactor(Scrubber);

impl Redactor {
    pub(crate) fn new(scrubber: Scrubber) -> Self {
        Self(scrubber)
    }

    /// The text without secrets. Whoever wrote it may have had to cut it: an end that is the beginning of a secret is replaced, too.
    pub fn clean(&self, text: &str) -> String {
        let search = self.0.search();
        search.without_cut_secret(search.clean(text, LONGEST))
    }
}

impl Search<'_> {
    fn without_cut_secret(&self, mut text: String) -> String {
        let longest = self.needles.iter().filter_map(|needle| {
            let lengths = (SHORTEST..needle.len()).rev();
            let mut starts = lengths.filter_map(|length| needle.get(..length));
            starts.find(|start| ends_with(&text, start)).map(str::len)
        });
        if let Some(length) = longest.max() {
            text.truncate(text.len() - length);
            text.push_str(REDACTED);
        }
        text
    }
}

fn ends_with(text: &str, end: &str) -> bool {
    let at = text.len().checked_sub(end.len());
    let tail = at.and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use crate::{Api, FaultShape, Handle, Operation, Placement, Repeat, Scheme, Settings};

    static TOKEN: Scheme = Scheme {
        name: "token",
        placement: Placement::Header("x-token"),
    };

    static API: Api = Api {
        name: "probe",
        hosts: &["api.probe.test"],
        servers: &[],
        schemes: &[&TOKEN],
        operations: &[],
        faults: FaultShape {
            code: &[],
            message: &[],
            vague: &[],
            in_success: &[],
            meanings: &[],
        },
        limits: &[],
    };

    static FEED: Operation = Operation::plain("feed", reqwest::Method::GET, "/feed", Repeat::Never);

    #[test]
    fn a_secret_is_replaced_whole_cut_and_after_it_was_renewed() {
        let handle = Handle::new(&API, Settings::default()).unwrap();
        handle.credentials().set(&TOKEN, "S3CR3T-abcdefgh");
        let redactor = handle.redactor(&FEED);
        handle.credentials().set(&TOKEN, "another-0ne");
        for (text, shown) in [
            ("no S3CR3T-abcdefgh here", "no [redacted] here"),
            ("bad S3CR3T-abcdefgh", "bad [redacted]"),
            ("bad S3CR3T-abcdefg", "bad [redacted]"),
            ("bad s3cr", "bad [redacted]"),
            ("bad S3C", "bad S3C"),
            ("S3CR3T-a is not at the end", "S3CR3T-a is not at the end"),
            ("", ""),
        ] {
            assert_eq!(redactor.clean(text), shown);
        }
        assert_eq!(handle.redactor(&FEED).clean("another-0"), "[redacted]");
    }
}
