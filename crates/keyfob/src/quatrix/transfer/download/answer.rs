//! Which part of the file an answer brings.

use keyfob_core::{ByteStream, ResponseValue};

use super::length;
use crate::quatrix::transfer::Error;

/// How many bytes of this answer lie before those that are wanted.
///
/// The vendor may answer a range with 206 or 200, and what the latter brings is not documented: the headers tell.
pub(super) fn first_byte(
    answer: &ResponseValue<ByteStream>,
    have: u64,
    size: Option<u64>,
) -> Result<u64, Error> {
    let header = |name: &str| answer.headers().get(name)?.to_str().ok();
    let announced = header("content-length").and_then(|text| text.trim().parse().ok());
    if let Some((first, total)) = header("content-range").and_then(content_range) {
        check(size, total)?;
        return have.checked_sub(first).ok_or_else(|| length(have, first));
    }
    let partial = answer.status().as_u16() == 206;
    let (Some(size), Some(announced)) = (size, announced) else {
        // Nothing tells: then a status means what HTTP says.
        return Ok(if partial { 0 } else { have });
    };
    match announced {
        rest if rest == size - have.min(size) => Ok(0),
        whole if whole == size && !partial => Ok(have),
        other => Err(length(size - have.min(size), other)),
    }
}

/// `bytes FIRST-LAST/TOTAL`, of which TOTAL may be a star.
fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, total.trim().parse().ok()))
}

fn check(expected: Option<u64>, got: Option<u64>) -> Result<(), Error> {
    match (expected, got) {
        (Some(expected), Some(got)) if expected != got => Err(length(expected, got)),
        _ => Ok(()),
    }
}
