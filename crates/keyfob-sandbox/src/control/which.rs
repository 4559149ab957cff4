//! Which call a failure or an answer waits for, and with what status it can end.

use serde::Deserialize;

use super::problem::Problem;
use crate::failure::When;

/// Which call is meant; without any member, the next one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    path_prefix: Option<String>,
    vendor: Option<String>,
    operation: Option<String>,
}

impl Which {
    pub(super) fn read(self) -> Result<When, Problem> {
        match (self.path_prefix, self.vendor, self.operation) {
            (None, None, None) => Ok(When::Any),
            (Some(prefix), None, None) if can_begin_a_path(&prefix) => Ok(When::path(prefix)),
            (Some(_), None, None) => Err(Problem::invalid(
                "path_prefix is how a path begins as sent: with a slash, percent-encoded, without query",
            )),
            (None, Some(vendor), Some(operation)) => Ok(When::operation(&vendor, &operation)?),
            _ => Err(Problem::invalid(
                "when names a path_prefix, or a vendor and an operation, or nothing",
            )),
        }
    }
}

/// No call would ever fit another one.
fn can_begin_a_path(prefix: &str) -> bool {
    let has_no_other = |byte: u8| byte.is_ascii_graphic() && byte != b'?' && byte != b'#';
    prefix.starts_with('/') && prefix.bytes().all(has_no_other)
}

/// Answers that are final; one that is not is no answer.
pub(super) fn status(code: u16, has_body: bool) -> Result<u16, Problem> {
    match code {
        204 | 304 if has_body => Err(Problem::invalid(format!(
            "an answer of status {code} has no body"
        ))),
        200..=599 => Ok(code),
        _ => Err(Problem::invalid("status is from 200 to 599")),
    }
}
