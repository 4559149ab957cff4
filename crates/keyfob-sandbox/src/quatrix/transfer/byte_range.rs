//! `Range: bytes=2-4`, one range at a time.

/// What a `Range` header asks for of so many bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ByteRange {
    /// Everything: there is no range, or one that HTTP says to ignore.
    All,
    /// The bytes from `first` up to and with `last`.
    Part { first: usize, last: usize },
    /// A range behind the end.
    Nothing,
}

pub(super) fn requested(header: Option<&str>, size: usize) -> ByteRange {
    let span = header.and_then(|header| header.strip_prefix("bytes="));
    let Some((first, last)) = span.and_then(|span| span.split_once('-')) else {
        return ByteRange::All;
    };
    let end = size.saturating_sub(1);
    let part = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(end)),
        (Ok(first), Err(_)) if last.is_empty() => (first, end),
        (Err(_), Ok(suffix)) if first.is_empty() && suffix > 0 => {
            (size.saturating_sub(suffix), end)
        }
        _ => return ByteRange::All,
    };
    match part {
        (first, last) if first < size => ByteRange::Part { first, last },
        _ => ByteRange::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_range() {
        let part = |first, last| ByteRange::Part { first, last };
        for (header, expected) in [
            ("bytes=2-4", part(2, 4)),
            ("bytes=2-", part(2, 9)),
            ("bytes=2-99", part(2, 9)),
            ("bytes=-3", part(7, 9)),
            ("bytes=-99", part(0, 9)),
            ("bytes=10-", ByteRange::Nothing),
            ("bytes=4-2", ByteRange::All),
            ("bytes=0-1,3-4", ByteRange::All),
            ("lines=1-2", ByteRange::All),
        ] {
            assert_eq!(requested(Some(header), 10), expected, "{header}");
        }
        assert_eq!(requested(Some("bytes=0-"), 0), ByteRange::Nothing);
        assert_eq!(requested(None, 10), ByteRange::All);
    }
}
