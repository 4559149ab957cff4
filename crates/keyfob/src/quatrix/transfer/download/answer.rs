//! Which part of the file an answer brings, and whether it proves that.

use keyfob_core::{ByteStream, ResponseValue};

use super::length;
use crate::quatrix::transfer::Error;
use crate::quatrix::transfer::remote::{Kind, Remote};

/// Why an answer may be half a file.
const UNTOLD: &str = "neither the vendor nor the answer tells how long the whole file is";

/// What an answer promises.
pub(super) struct Plan {
    /// So many of its bytes lie before those that are wanted.
    pub(super) skip: u64,
    /// The place in the file behind its last byte, if it is told.
    pub(super) end: Option<u64>,
    /// Whether its length or its range is the file's.
    pub(super) proven: bool,
    /// Whether it looks like a page about the file and not like the file.
    pub(super) page: bool,
}

/// Reads the headers of an answer.
///
/// The vendor may answer a range with 206 or 200, and what the latter brings is not documented: the headers tell.
///
/// # Errors
/// [`Error::Length`] if they contradict what is known of the file, and [`Error::NotTheFile`].
pub(super) fn plan(
    answer: &ResponseValue<ByteStream>,
    have: u64,
    remote: &Remote,
) -> Result<Plan, Error> {
    let header = |name: &str| answer.headers().get(name)?.to_str().ok();
    let not = |why| Error::NotTheFile {
        name: remote.name.clone(),
        why,
    };
    let coded = |name, plain: &[&str]| {
        let codings = header(name).unwrap_or_default().split(',').map(str::trim);
        let mut codings = codings.filter(|coding| !coding.is_empty());
        codings.any(|coding| !plain.iter().any(|plain| coding.eq_ignore_ascii_case(plain)))
    };
    if coded("content-encoding", &["identity"])
        || coded("transfer-encoding", &["identity", "chunked"])
    {
        return Err(not("its bytes are encoded, which nobody asked for"));
    }
    let kind = header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    if kind.trim_start().starts_with("multipart/") {
        return Err(not("it has several parts"));
    }
    let page = is_page(&kind, remote);
    let announced = header("content-length").and_then(|text| text.trim().parse().ok());
    let partial = answer.status().as_u16() == 206;
    // Of a folder's zip nobody knows the length before.
    let is_untold = remote.size.is_none() && remote.kind == Kind::File;
    if let Some(text) = header("content-range") {
        let range = content_range(text).ok_or_else(|| not("its range cannot be read"))?;
        let end = range.check(have, announced, remote.size)?;
        if is_untold && range.total != Some(end) {
            return Err(not(UNTOLD));
        }
        let proven = range.total.or(Some(end)) == remote.size;
        return Ok(Plan {
            skip: have.saturating_sub(range.first),
            end: Some(end),
            proven,
            page: page && !proven,
        });
    }
    let (Some(size), Some(announced)) = (remote.size, announced) else {
        if is_untold && announced.is_none() {
            return Err(not(UNTOLD));
        }
        // Nothing tells: then a status means what HTTP says.
        return Ok(Plan {
            skip: if partial { 0 } else { have },
            end: remote.size.or(announced),
            proven: false,
            page,
        });
    };
    let rest = size.saturating_sub(have);
    let skip = match announced {
        announced if announced == rest => 0,
        whole if whole == size && !partial => have,
        other => return Err(length(rest, other)),
    };
    Ok(Plan {
        skip,
        end: Some(size),
        proven: !page,
        page,
    })
}

/// `bytes FIRST-LAST/TOTAL`, of which TOTAL may be a star.
struct Range {
    first: u64,
    last: u64,
    total: Option<u64>,
}

fn content_range(text: &str) -> Option<Range> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let total = total.trim();
    Some(Range {
        first: first.trim().parse().ok()?,
        last: last.trim().parse().ok()?,
        total: if total == "*" {
            None
        } else {
            Some(total.parse().ok()?)
        },
    })
}

impl Range {
    /// The place behind its last byte, if it fits what is known.
    fn check(&self, have: u64, announced: Option<u64>, size: Option<u64>) -> Result<u64, Error> {
        let end = self.last.saturating_add(1);
        if let (Some(expected), Some(got)) = (size, self.total)
            && expected != got
        {
            return Err(length(expected, got));
        }
        if self.first > have || end <= have {
            return Err(length(have, self.first));
        }
        if let Some(longest) = size.or(self.total)
            && end > longest
        {
            return Err(length(longest, end));
        }
        match announced {
            Some(announced) if announced != end - self.first => {
                Err(length(end - self.first, announced))
            }
            _ => Ok(end),
        }
    }
}

/// Whether the type is that of a page or of an error, and the file's name says nothing of the kind.
fn is_page(kind: &str, remote: &Remote) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    // A folder's zip is none in any case.
    let name = match remote.kind {
        Kind::File => &*remote.name,
        Kind::Folder | Kind::Other => "",
    };
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    match kind {
        "text/html" | "application/xhtml+xml" => !ending.contains("htm"),
        "application/json" | "application/problem+json" => !ending.contains("json"),
        _ => false,
    }
}
