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

/// Whether these bytes are a number as JSON writes it.
pub(super) fn is_number(word: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.first() == Some(&b'0')) {
        return false;
    }
    rest = rest.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = fraction.get(places..).unwrap_or_default();
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', exponent @ ..] => exponent,
            exponent => exponent,
        };
        let places = digits(exponent);
        return places > 0 && places == exponent.len();
    }
    rest.is_empty()
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
            prop_assert_eq!(is_number(word.as_bytes()), is, "{}", word);
        }
    }
}
