//! The bytes of JSON texts, eight at a time.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// Where from here on the first byte stands that ends a text or is not plain in one: a quotation mark, a backslash, a control character.
/// The length, if none does.
#[inline]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut rest = bytes.get(from..).unwrap_or_default();
    let mut at = from;
    // Most texts are short.
    if let Some((first, others)) = rest.split_first_chunk::<8>() {
        let found = special(u64::from_le_bytes(*first));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        (rest, at) = (others, at + 8);
    }
    let (chunks, tail) = rest.as_chunks::<8>();
    for chunk in chunks {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    at + tail.iter().position(is_special).unwrap_or(tail.len())
}

/// The high bit of each such byte. Of the bytes above the first one it may be wrong.
fn special(word: u64) -> u64 {
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let below = |limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let is = |byte: u8| zeros(word ^ (ONES * u64::from(byte)));
    (is(b'"') | is(b'\\') | below(0x20)) & HIGHS
}

/// Where the number, `true`, `false` or `null` ends that stands here as JSON writes it, if a value may end there.
#[inline]
pub(super) fn word_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let end = match rest.first()? {
        b'0'..=b'9' | b'-' => number_end(bytes, from)?,
        b't' if rest.starts_with(b"true") => from + 4,
        b'f' if rest.starts_with(b"false") => from + 5,
        b'n' if rest.starts_with(b"null") => from + 4,
        _ => return None,
    };
    let next = bytes.get(end)?;
    matches!(next, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r').then_some(end)
}

/// Where the number ends that begins here as JSON writes it.
fn number_end(bytes: &[u8], from: usize) -> Option<usize> {
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let digits = |from: usize| {
        let mut end = from;
        while bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        (end > from).then_some(end)
    };
    let whole = from + usize::from(is(from, b'-'));
    let mut end = digits(whole)?;
    if end > whole + 1 && is(whole, b'0') {
        return None;
    }
    if is(end, b'.') {
        end = digits(end + 1)?;
    }
    if is(end, b'e') || is(end, b'E') {
        let is_signed = is(end + 1, b'+') || is(end + 1, b'-');
        end = digits(end + 1 + usize::from(is_signed))?;
    }
    Some(end)
}

/// What stands between quotation marks, or all of it where there are none.
#[cfg(any(feature = "decimal", feature = "time"))]
#[inline]
pub(crate) fn inner(text: &str) -> &str {
    match text.as_bytes() {
        [b'"', inner @ .., b'"'] => text.get(1..=inner.len()).unwrap_or(text),
        _ => text,
    }
}

/// Whether both are the same. Most names are short, and compared by their two ends, which overlap.
#[inline]
pub(super) fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && match a.len() {
            8..=16 => are_ends_same::<8>(a, b),
            4..=7 => are_ends_same::<4>(a, b),
            2..=3 => are_ends_same::<2>(a, b),
            _ => a == b,
        }
}

#[inline]
fn are_ends_same<const LENGTH: usize>(a: &[u8], b: &[u8]) -> bool {
    a.first_chunk::<LENGTH>() == b.first_chunk() && a.last_chunk::<LENGTH>() == b.last_chunk()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_end_is_the_first_byte_that_is_not_plain(bytes in proptest::collection::vec(any::<u8>(), 0..40), text in "[a-z\"\\\\\u{0}-\u{1f}\u{80}-\u{ff}]{0,40}") {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                for from in 0..=bytes.len() {
                    let found = bytes[from..].iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
                    let found = found.map_or(bytes.len(), |found| from + found);
                    prop_assert_eq!(plain_end(bytes, from), found);
                }
            }
        }

        #[test]
        fn a_number_is_what_the_parser_takes_for_one(word in "-?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,2})?[.e-]?") {
            let is = serde_json::from_str::<serde::de::IgnoredAny>(&word).is_ok();
            for (end, may_end) in [(",", true), ("}", true), (" ", true), ("", false), ("x", false)] {
                let text = format!("[{word}{end}");
                let expected = (is && may_end).then_some(1 + word.len());
                prop_assert_eq!(word_end(text.as_bytes(), 1), expected, "{}", text);
            }
        }

        #[test]
        fn what_is_compared_by_words_is_compared_as_it_is(a in "[ab]{0,20}", at in 0..20_usize) {
            let mut b = a.clone().into_bytes();
            prop_assert!(is_same(a.as_bytes(), &b));
            if let Some(byte) = b.get_mut(at) {
                *byte = b'c';
                prop_assert!(!is_same(a.as_bytes(), &b));
            }
            let longer = a.clone() + "a";
            prop_assert!(!is_same(a.as_bytes(), longer.as_bytes()));
        }
    }
}
